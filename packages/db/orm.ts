// The query builder over the port: reads are written with it, whatever the driver beneath.
import { drizzle } from "drizzle-orm/pg-proxy";
import type { Sql, SqlValue } from "./sql.ts";

function isSqlValue(value: unknown): value is SqlValue {
  return value === null || ["string", "number", "boolean"].includes(typeof value) || value instanceof Date ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

/** Drizzle over `sql`. It has no transactions: hoga has none either. */
export function orm(sql: Sql) {
  return drizzle(async (text, params) => {
    const values = (params as unknown[]).map((value): SqlValue => { // The builder declares its parameters as any[].
      if (!isSqlValue(value)) throw new TypeError(`Cannot send a ${typeof value} to the database`);
      return value;
    });
    return { rows: await sql.arrays(text, values) };
  });
}

export type Orm = ReturnType<typeof orm>;
