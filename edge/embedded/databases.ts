// The databases of an embedded stack: one embedded in this process, or whatever Postgres the environment names.
import { join } from "node:path";
import { migrate, openPglite, openPostgres, SCHEMAS, type Sql } from "@hoga/db";
import type { DatabaseOwner, Environment, Probe } from "./options.ts";

export interface Databases {
  of(owner: DatabaseOwner): Sql;
  close(): Promise<void>;
}

/**
 * Opens and migrates the databases. Services whose address is the same share a pool; those without one share the embedded database, in
 * `dataDir` or in memory (null).
 */
export async function openDatabases(
  environment: Environment,
  dataDir: string | null,
  probe: Probe = {},
): Promise<Databases> {
  const opened = new Map<string | null, Sql>();
  const schemasAt = Map.groupBy(SCHEMAS, (schema) => environment.databaseUrls[schema]);
  for (const [url, schemas] of schemasAt) {
    const sql = url === null
      ? await openPglite(dataDir === null ? {} : { dataDir: join(dataDir, "postgres") })
      : openPostgres(url);
    opened.set(url, sql);
    await migrate(sql, schemas);
  }
  return {
    of(owner) {
      // The stand-in for QStash keeps its tables beside the market-data service's.
      const sql = opened.get(environment.databaseUrls[owner === "qstash" ? "market_data" : owner]);
      if (sql === undefined) throw new Error(`No database was opened for ${owner}`);
      return probe.sql?.(owner, sql) ?? sql;
    },
    async close() {
      for (const sql of opened.values()) await sql.close();
    },
  };
}
