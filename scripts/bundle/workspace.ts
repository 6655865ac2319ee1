// The workspace's own names for the bundler: `@hoga/<name>` is what the member of that name exports.
import type { Plugin } from "esbuild";
import { dirname, join } from "node:path";
import { z } from "zod";
import { readText, ROOT } from "../checks/tree.ts";

const Manifest = z.object({ name: z.string(), exports: z.string().or(z.record(z.string(), z.string())) });

/** Files of the repository by the names that they are imported by. */
async function readExports(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const group of ["packages", "edge"]) {
    for await (const { name: folder } of Deno.readDir(ROOT + group)) {
      const text = await readText(`${group}/${folder}/deno.json`);
      if (text === null) continue;
      const { name, exports } = Manifest.parse(JSON.parse(text));
      for (const [path, file] of Object.entries(typeof exports === "string" ? { ".": exports } : exports)) {
        files.set(join(name, path), join(ROOT, group, folder, file));
      }
    }
  }
  return files;
}

/**
 * Finds the modules of the repository, whose import does nothing by itself, so that what nobody uses of them is left out. Names in `outside`
 * stay imports, of the file given there.
 */
export async function workspace(outside: Readonly<Record<string, string>>): Promise<Plugin> {
  const files = await readExports();
  return {
    name: "workspace",
    setup(build) {
      build.onResolve({ filter: /^@hoga\// }, ({ path }) => {
        const file = outside[path];
        if (file !== undefined) return { path: file, external: true };
        const target = files.get(path);
        return target === undefined
          ? { errors: [{ text: `${path} is not in the workspace` }] }
          : { path: target, sideEffects: false };
      });
      build.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
        const isOurs = importer.startsWith(ROOT) && !importer.includes("/node_modules/");
        return isOurs ? { path: join(dirname(importer), path), sideEffects: false } : undefined;
      });
    },
  };
}
