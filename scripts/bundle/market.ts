// The embedded market: the five services and their database as one file, and the files that it reads beside it.
import { build, type Metafile } from "esbuild";
import { join } from "node:path";
import { ROOT } from "../checks/tree.ts";
import { checkFeatures, MARKET_POLYFILLS, polyfillsOf } from "./polyfills.ts";
import { TARGET } from "./program.ts";
import { marketStandIns } from "./stand_ins.ts";
import { workspace } from "./workspace.ts";

const PGLITE = "node_modules/@electric-sql/pglite/dist";
const PGLITE_FILES = ["pglite.wasm", "pglite.data", "initdb.wasm"];
const MIGRATIONS = "packages/db/migrations";

/** Makes `stack.cjs` in `directory`, and puts the database's program and the migrations beside it. Tells what went into it. */
export async function bundleMarket(directory: string): Promise<Metafile> {
  const stack = join(directory, "stack.cjs");
  const { metafile } = await build({
    absWorkingDir: ROOT,
    stdin: {
      contents: `${polyfillsOf(MARKET_POLYFILLS)}\nexport * from "@hoga/embedded";`,
      resolveDir: ROOT,
    },
    outfile: stack,
    bundle: true,
    metafile: true,
    platform: "node",
    format: "cjs",
    target: TARGET,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"', "import.meta.url": "__url" },
    banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [...marketStandIns, await workspace({})],
  });
  checkFeatures("the market", await Deno.readTextFile(stack), MARKET_POLYFILLS);
  for (const name of PGLITE_FILES) await Deno.copyFile(join(ROOT, PGLITE, name), join(directory, name));
  for await (const { name: service } of Deno.readDir(ROOT + MIGRATIONS)) {
    await copyMigrations(join(ROOT, MIGRATIONS, service), join(directory, "migrations", service));
  }
  return metafile;
}

/** Copies the statements and the journal of one service; the snapshots are for whoever writes the next migration. */
async function copyMigrations(from: string, to: string): Promise<void> {
  await Deno.mkdir(join(to, "meta"), { recursive: true });
  await Deno.copyFile(join(from, "meta/_journal.json"), join(to, "meta/_journal.json"));
  for await (const { name } of Deno.readDir(from)) {
    if (name.endsWith(".sql")) await Deno.copyFile(join(from, name), join(to, name));
  }
}
