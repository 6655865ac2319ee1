// Brings a database's schemas up to date. The files are drizzle-kit's; its own runtime keeps one journal for a whole database, and five
// services that may share one or have one each need a journal each.
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql } from "./sql.ts";

/** The services that own a schema, by the folder of their migrations. */
export const SCHEMAS = ["order", "portfolio", "execution", "market_data", "gateway"] as const;
export type SchemaName = typeof SCHEMAS[number];

/** Any number: two migrations of one database at once wait for each other. */
const LOCK = 4_097_309;

/**
 * Applies what is missing of the migrations of `schemas`, all in one transaction. Safe to repeat, and safe to run twice at once: the second
 * fails on what the first made and changes nothing.
 */
export async function migrate(sql: Sql, schemas: readonly SchemaName[] = SCHEMAS): Promise<void> {
  await sql.script(`
    create schema if not exists hoga_migrations;
    create table if not exists hoga_migrations.applied (
      service text not null, hash text not null, at timestamptz not null default now(), primary key (service, hash))`);
  const rows = await sql.query("select service || '/' || hash as name from hoga_migrations.applied");
  const applied = new Set(rows.map((row) => row.name));
  const statements: string[] = [];
  for (const schema of schemas) {
    const folder = fileURLToPath(new URL(`./migrations/${schema}`, import.meta.url));
    for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
      if (applied.has(`${schema}/${migration.hash}`)) continue;
      statements.push(...migration.sql.map((statement) => statement.trim().replace(/;$/, "")));
      statements.push(`insert into hoga_migrations.applied (service, hash) values ('${schema}', '${migration.hash}')`);
    }
  }
  if (statements.length === 0) return;
  await sql.script([`select pg_advisory_xact_lock(${LOCK})`, ...statements].join(";\n"));
}
