// The licenses of the libraries that the bundle holds: they ask to come along.
import type { Metafile } from "esbuild";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../checks/tree.ts";

const PackageFile = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });
const LICENSE_FILE = /^(licen[cs]e|notice|copying)/i;

/** The folders of the packages that something of is in the bundle. */
function packagesIn(metafiles: readonly Metafile[]): readonly string[] {
  const folders = new Set<string>();
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
      if (folder !== undefined) folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** One text: each package with its version and the files that it has its license in. */
export async function licensesOf(metafiles: readonly Metafile[]): Promise<string> {
  const parts = ["hoga holds these libraries. Their licenses:"];
  for (const folder of packagesIn(metafiles)) {
    const text = await Deno.readTextFile(join(ROOT, folder, "package.json"));
    const { name, version, license = "see below" } = PackageFile.parse(JSON.parse(text));
    const names = (await Array.fromAsync(Deno.readDir(join(ROOT, folder)))).map((entry) => entry.name);
    const texts = names.filter((file) => LICENSE_FILE.test(file)).sort()
      .map(async (file) => (await Deno.readTextFile(join(ROOT, folder, file))).trim());
    parts.push([`${name} ${version} (${license})`, ...await Promise.all(texts)].join("\n\n"));
  }
  return `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
