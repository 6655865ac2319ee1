// Postgres inside this process, in memory or in a directory.
import { PGlite } from "@electric-sql/pglite";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { housekeeping } from "./housekeeping.ts";
import { preparedStatements } from "./prepared.ts";
import { type Sql, SqlError, type SqlRow, type SqlValue } from "./sql.ts";

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

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

/**
 * Opens the database in `dataDir`. A new one is written file by file, and what a kill leaves of that may look like a database and never open
 * again: while the mark beside it stands nobody has used it, and it is made anew.
 */
async function openDirectory(dataDir: string, image: Blob | undefined): Promise<PGlite> {
  const mark = `${dataDir}.unfinished`;
  if (await isThere(mark)) await rm(dataDir, { recursive: true, force: true });
  const isNew = !await isThere(join(dataDir, "PG_VERSION"));
  if (isNew) {
    await mkdir(dirname(dataDir), { recursive: true });
    await writeFile(mark, "");
  }
  const db = await PGlite.create({ dataDir, ...(image === undefined ? {} : { loadDataDir: image }) });
  if (isNew) await rm(mark);
  return db;
}

/**
 * Opens an embedded database: in `dataDir`, or in memory without one; from a dumped `image` when given. A directory is durable: what a
 * statement returned from survives a SIGKILL. Only one process may have it open.
 */
export async function openPglite(options: { readonly dataDir?: string; readonly image?: Blob }): Promise<PgliteSql> {
  const { dataDir, image } = options;
  const db = dataDir === undefined
    ? await PGlite.create(image === undefined ? {} : { loadDataDir: image })
    : await openDirectory(dataDir, image);
  // Statements are planned once, and most of them while their tables are empty: reading them whole would look cheap for ever.
  await db.exec("set enable_seqscan = off");
  const prepared = preparedStatements(db);
  const house = housekeeping(db);
  const run = async <Row>(text: string, params: readonly SqlValue[], rowMode: "object" | "array"): Promise<Row[]> => {
    const rows = await refusing(prepared<Row>(text, params, rowMode));
    house.ran();
    return rows;
  };
  return {
    query: (text, params = []) => run<SqlRow>(text, params, "object"),
    arrays: (text, params = []) => run<unknown[]>(text, params, "array"),
    async script(text) {
      await refusing(
        db.exec(`BEGIN; ${text}; COMMIT;`).catch(async (error) => {
          await db.exec("ROLLBACK");
          throw error;
        }),
      );
    },
    dump: () => db.dumpDataDir("none"),
    async close() {
      await house.idle();
      await db.close();
    },
  };
}
