// Any Postgres by its address, Neon included: the same wire protocol, over TCP or over Neon's WebSocket.
import { createHash } from "node:crypto";
import pg from "pg";
import { Pool as NeonPool } from "@neondatabase/serverless";
import { type Sql, SqlError, type SqlRow, type SqlValue } from "./sql.ts";

interface QueryConfig {
  readonly name?: string;
  readonly text: string;
  readonly values: SqlValue[];
  readonly rowMode?: "array";
}

/** What both pools have in common. */
interface PoolLike {
  query(config: QueryConfig): Promise<{ readonly rows: unknown[] }>;
  query(text: string): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  end(): Promise<void>;
}

function sqlError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "08006";
  const constraint = "constraint" in error && typeof error.constraint === "string" ? error.constraint : null;
  return new SqlError(error.message, /^[0-9A-Z]{5}$/.test(code) ? code : "08006", constraint, { cause: error });
}

/** A statement's name: the server plans it once for each connection. */
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha256").update(text).digest("hex").slice(0, 32);
    names.set(text, name);
  }
  return name;
}

function overPool(pool: PoolLike): Sql {
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const run = async (config: QueryConfig): Promise<unknown[]> => {
    try {
      return (await pool.query(config)).rows;
    } catch (error) {
      throw sqlError(error);
    }
  };
  return {
    async query(text, params = []) {
      const rows = await run({ name: nameOf(text), text, values: [...params] });
      return rows.map((row) => row as SqlRow); // The driver makes one object a row when no rowMode is asked for.
    },
    async arrays(text, params = []) {
      const rows = await run({ text, values: [...params], rowMode: "array" });
      return rows.map((row) => row as unknown[]); // rowMode "array" makes one array a row.
    },
    async script(text) {
      try {
        // The simple protocol runs a list of statements as one transaction.
        await pool.query(text);
      } catch (error) {
        throw sqlError(error);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * Opens a pool of at most `max` connections to `url` (`postgres://...`). A host of Neon is reached over its WebSocket, so that the same code
 * runs where TCP does not leave the platform. Nothing is connected before the first statement.
 */
export function openPostgres(url: string, options: { readonly max?: number } = {}): Sql {
  const config = { connectionString: url, max: options.max ?? 8, idleTimeoutMillis: 30_000 };
  // Neon answers over TCP as well, which is what a runtime without WebSocket has: Node 20.
  const hasWebSocket = "WebSocket" in globalThis && new URL(url).hostname.endsWith(".neon.tech");
  return overPool(hasWebSocket ? new NeonPool(config) : new pg.Pool(config));
}
