// Postgres inside this process, in memory or in a directory.
import { PGlite } from "@electric-sql/pglite";
import { preparedStatements } from "./prepared.ts";
import { type Sql, SqlError, type SqlRow } from "./sql.ts";

/** PGlite behind the port, with `dump` for tests that cache a migrated image. */
export interface PgliteSql extends Sql {
  dump(): Promise<Blob>;
}

function sqlError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code === null) return error;
  const constraint = "constraint" in error && typeof error.constraint === "string" ? error.constraint : null;
  return new SqlError(error.message, code, constraint, { cause: error });
}

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw sqlError(error);
  }
}

/**
 * Opens an embedded database: in `dataDir`, or in memory without one; from a dumped `image` when given. A directory is durable: what a
 * statement returned from survives a SIGKILL. Only one process may have it open.
 */
export async function openPglite(options: { readonly dataDir?: string; readonly image?: Blob }): Promise<PgliteSql> {
  const db = await PGlite.create({
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(options.image === undefined ? {} : { loadDataDir: options.image }),
  });
  const run = preparedStatements(db);
  return {
    query: (text, params = []) => refusing(run<SqlRow>(text, params, "object")),
    arrays: (text, params = []) => refusing(run<unknown[]>(text, params, "array")),
    async script(text) {
      await refusing(
        db.exec(`BEGIN; ${text}; COMMIT;`).catch(async (error) => {
          await db.exec("ROLLBACK");
          throw error;
        }),
      );
    },
    dump: () => db.dumpDataDir("none"),
    close: () => db.close(),
  };
}
