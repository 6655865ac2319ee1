// Makes a program of ours one that Node runs, which knows neither TypeScript nor the workspace's names.
import { join } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Bundles the program at `entry` into `outfile`; what it imports of the workspace by name is left out. Throws what the bundler said. */
export async function bundleForNode(entry: string, outfile: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(join(ROOT, "node_modules/.bin/esbuild"), {
    args: [
      ...[entry, "--bundle", "--platform=node", "--format=esm", `--outfile=${outfile}`],
      ...["--external:@hoga/*", "--log-level=error"],
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
