// The command line and its screen as one file: a launcher, and sections that are compiled when they are first needed.
import { build, type Metafile, transform } from "esbuild";
import { basename } from "node:path";
import { listFiles, ROOT } from "../checks/tree.ts";
import { checkFeatures, PROGRAM_POLYFILLS } from "./polyfills.ts";
import { programStandIns } from "./stand_ins.ts";
import { workspace } from "./workspace.ts";

/** What runs on the oldest runtime that hoga supports. */
export const TARGET = "node20";
const PLACE_DIGITS = 9;
/** Where the embedded market is, seen from the program. */
const MARKET = "./market/stack.cjs";

/** The text of `hoga.mjs`, and what went into it. */
export async function bundleProgram(): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: "cli/main.ts", ...await ownSections() },
    outdir: "sections",
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    chunkNames: "[name]-[hash]",
    platform: "node",
    format: "esm",
    target: TARGET,
    jsx: "automatic",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    // What React reads at import: its development build costs twice the CPU.
    define: { "process.env.NODE_ENV": '"production"', "import.meta.url": "__url" },
    plugins: [...programStandIns, await workspace({ "@hoga/embedded": MARKET })],
  });
  const sections: Record<string, string> = {};
  for (const { path, text } of outputFiles) {
    checkFeatures("the program", text, PROGRAM_POLYFILLS);
    sections[`./${basename(path)}`] = await sectionOf(text);
  }
  const launcher = await Deno.readTextFile(new URL("./launcher.mjs", import.meta.url));
  return { text: packed(launcher, sections), metafile };
}

/** What is an entry becomes a section of its own: of the languages, the commands and the contracts a run needs few. */
async function ownSections(): Promise<Record<string, string>> {
  const files = (await listFiles()).filter((path) =>
    /^(cli\/i18n\/(en|ko)|packages\/contracts\/[^/]*)\.ts$/.test(path) &&
    !/_test\.ts$/.test(path)
  );
  return Object.fromEntries(files.map((path) => [path.replace(/\.ts$/, "").replaceAll("/", "-"), path]));
}

/**
 * The launcher, and the sections in a comment after it, which an engine passes over faster than it reads a text. Everything is plain ASCII, so
 * that a character is a byte.
 */
function packed(launcher: string, sections: Readonly<Record<string, string>>): string {
  const places: Record<string, readonly [offset: number, length: number]> = {};
  let packed = "";
  for (const [name, text] of Object.entries(sections)) {
    // No section may end the comment: a control character marks where one would have.
    const safe = text.replaceAll("*/", "*\x01/");
    places[name] = [packed.length, safe.length];
    packed += `${safe}\n`;
  }
  const head = (at: string) =>
    `#!/usr/bin/env node\nconst SECTIONS_AT = "${at}";\nconst SECTIONS = ${JSON.stringify(places)};\n${launcher}\n/*`;
  // The place has the same length whatever it is, so that writing it does not move it.
  const at = String(head("".padStart(PLACE_DIGITS, "0")).length).padStart(PLACE_DIGITS, "0");
  const text = `${head(at)}${packed}*/\n`;
  if (new TextEncoder().encode(text).length !== text.length) throw new Error("the program is not plain ASCII");
  return text;
}

/** A module as the body of a function: what it imports it requires, and what it may import later it asks the launcher for. */
async function sectionOf(module: string): Promise<string> {
  const asking = module.replaceAll('import("./', '__import("./');
  const { code } = await transform(asking, {
    format: "cjs",
    platform: "node",
    target: TARGET,
    minify: true,
    // A function cannot import: `import()` of a module of Node becomes a require of it.
    supported: { "dynamic-import": false },
  });
  // The bundler leaves letters of other alphabets in regular expressions. In plain ASCII a character is a byte, and read faster.
  return code.trim().replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
