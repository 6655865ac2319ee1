// The databases that are measured: the embedded one in a directory of its own, and a Postgres that holds nobody's orders.
import { openPostgres, SCHEMAS, type Sql } from "@hoga/db";
import { startPostgres } from "@hoga/testing";
import { z } from "zod";
import { BenchError, type BenchOptions } from "./options.ts";

/** A database to measure. */
export interface Target {
  readonly name: "pglite" | "postgres";
  /** Null for the embedded one. */
  readonly url: string | null;
  readonly dataDir: string;
  /** Whether it holds orders, and so has a clock that has run. */
  readonly isUsed: boolean;
  /** Leaves everything as it was found. */
  cleanUp(): Promise<void>;
}

/** The embedded database, durable in a temporary directory as a user's is in theirs. */
export async function embeddedTarget(): Promise<Target> {
  const dataDir = await Deno.makeTempDir({ prefix: "hoga-bench-" });
  return {
    name: "pglite",
    url: null,
    dataDir,
    isUsed: false,
    cleanUp: () => Deno.remove(dataDir, { recursive: true }),
  };
}

/** The schema that the stand-in for QStash makes, and the journal of the migrations, beside those of the services. */
const OWN_SCHEMAS = [...SCHEMAS.map((schema) => schema === "order" ? "orders" : schema), "qstash", "hoga_migrations"];

/**
 * The Postgres at `url`. Schemas that were not there before are dropped at the end. Throws {@linkcode BenchError} when it holds orders and
 * `force` is not set, or cannot be reached.
 */
export async function postgresTarget(url: string, force: boolean): Promise<Target> {
  const sql = openPostgres(url, { max: 1 });
  let schemas: readonly string[];
  let isUsed: boolean;
  try {
    schemas = await schemasOf(sql);
    isUsed = schemas.includes("orders") && await holdsOrders(sql);
  } catch (error) {
    throw new BenchError(`DATABASE_URL cannot be read: ${error instanceof Error ? error.message : error}`);
  } finally {
    await sql.close();
  }
  if (isUsed && !force) {
    throw new BenchError(
      "DATABASE_URL holds orders; name an empty database, or say --force to place the benchmark's there",
    );
  }
  const dataDir = await Deno.makeTempDir({ prefix: "hoga-bench-" });
  return {
    name: "postgres",
    url,
    dataDir,
    isUsed,
    async cleanUp() {
      await Deno.remove(dataDir, { recursive: true });
      const made = OWN_SCHEMAS.filter((schema) => !schemas.includes(schema));
      if (made.length === 0) return;
      const cleaner = openPostgres(url, { max: 1 });
      await cleaner.script(`drop schema if exists ${made.join(", ")} cascade`);
      await cleaner.close();
    },
  };
}

async function schemasOf(sql: Sql): Promise<string[]> {
  const rows = await sql.query("select nspname from pg_namespace");
  return rows.map((row) => z.string().parse(row.nspname));
}

async function holdsOrders(sql: Sql): Promise<boolean> {
  const [table] = await sql.query("select to_regclass('orders.orders')::text as name");
  if (table?.name === null) return false;
  return (await sql.query("select 1 from orders.orders limit 1")).length > 0;
}

/** Runs `measure` on every target that was asked for, one after the other, and cleans up after each. */
export async function overTargets<T>(
  options: BenchOptions,
  databaseUrl: string | undefined,
  measure: (target: Target) => Promise<T>,
): Promise<T[]> {
  // Whatever makes the run impossible is found out before anything is measured.
  const given = databaseUrl === undefined || databaseUrl === ""
    ? null
    : await postgresTarget(databaseUrl, options.force);
  const results = [await overTarget(await embeddedTarget(), measure)];
  if (given !== null) results.push(await overTarget(given, measure));
  if (options.postgres) {
    const server = await startPostgres();
    try {
      results.push(await overTarget(await postgresTarget(server.url, false), measure));
    } finally {
      await server.stop();
    }
  }
  return results;
}

async function overTarget<T>(target: Target, measure: (target: Target) => Promise<T>): Promise<T> {
  try {
    return await measure(target);
  } finally {
    await target.cleanUp();
  }
}
