// Makes what ships, in `dist` or in the folder given: `hoga.mjs`, which Node and Deno run with nothing else installed, and the embedded
// market beside it.
import { stop } from "esbuild";
import { join, resolve } from "node:path";
import { ROOT } from "../checks/tree.ts";
import { licensesOf } from "./licenses.ts";
import { bundleMarket } from "./market.ts";
import { bundleProgram } from "./program.ts";

const out = resolve(Deno.args[0] ?? join(ROOT, "dist"));
const market = join(out, "market");
await Deno.remove(out, { recursive: true }).catch((error) => {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
});
await Deno.mkdir(market, { recursive: true });
try {
  const program = join(out, "hoga.mjs");
  const { text, metafile } = await bundleProgram();
  await Deno.writeTextFile(program, text, { mode: 0o755 });
  const licenses = await licensesOf([metafile, await bundleMarket(market)]);
  await Deno.writeTextFile(join(out, "LICENSES.txt"), licenses);
  for (const file of [program, join(market, "stack.cjs")]) {
    console.log(`${file} ${((await Deno.stat(file)).size / 1e6).toFixed(2)} MB`);
  }
} finally {
  await stop();
}
