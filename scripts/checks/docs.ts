// Check: the documents tell the truth. What they name is there, their TypeScript compiles and runs, and the shell blocks
// that are marked to be run succeed.

import { deadNames, type Known } from "./doc_paths.ts";
import { runShellBlocks, shellBlocks } from "./doc_shell.ts";
import { run } from "./process.ts";
import { conclude, listFiles, readText } from "./tree.ts";

const DOCUMENTS: readonly string[] = ["README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

const EXAMPLES_MS_MAX = 180_000;

/** The messages of the lint plugin send their reader here. */
const HEADINGS: Readonly<Record<string, string>> = { "ARCHITECTURE.md": "Who may import whom" };

/** The parts of `deno.json` and `package.json` that documents speak of. */
interface Manifest {
  readonly name?: string;
  readonly tasks?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, unknown>>;
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readText(path) ?? "{}");
}

async function known(files: readonly string[]): Promise<Known> {
  const members = files.filter((file) => /^(packages|edge)\/[^/]+\/deno\.json$/.test(file));
  const names = await Promise.all(members.map(readManifest));
  return {
    files,
    packages: names.map((member) => member.name ?? ""),
    tasks: Object.keys((await readManifest("deno.json")).tasks ?? {}),
    scripts: Object.keys((await readManifest("package.json")).scripts ?? {}),
  };
}

/** Runs the TypeScript blocks of the documents and of the packages' docstrings. */
async function runExamples(files: readonly string[]): Promise<string[]> {
  const sources = files.filter((file) => /^(packages|edge)\/.*(?<!_test)\.tsx?$/.test(file));
  const withExamples: string[] = [];
  for (const file of [...DOCUMENTS, ...sources]) {
    if (/^\s*(\* )?```tsx?$/m.test(await readText(file) ?? "")) withExamples.push(file);
  }
  if (withExamples.length === 0) return [];
  const args = ["test", "-A", "--doc", "--permit-no-files", ...withExamples];
  const { code, output } = await run({ command: Deno.execPath(), args, msMax: EXAMPLES_MS_MAX });
  return code === 0 ? [] : [output.trimEnd()];
}

async function main(): Promise<void> {
  const files = await listFiles();
  const names = await known(files);
  const problems: string[] = [];
  let blocks = 0;
  for (const document of DOCUMENTS) {
    const text = await readText(document);
    if (text === null) {
      problems.push(`${document}: it is missing`);
      continue;
    }
    const heading = HEADINGS[document];
    if (heading !== undefined && !new RegExp(`^#+ ${heading}$`, "m").test(text)) {
      problems.push(`${document}: the section "${heading}" is missing`);
    }
    problems.push(...deadNames(document, text, names));
    blocks += shellBlocks(text).length;
    problems.push(...await runShellBlocks(document, shellBlocks(text)));
  }
  problems.push(...await runExamples(files));
  conclude(problems, `${DOCUMENTS.length} documents hold, ${blocks} shell blocks ran`);
}

await main();
