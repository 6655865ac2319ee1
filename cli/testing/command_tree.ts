// The commands of hoga as a user finds them: by asking each for its help.
import assert from "node:assert/strict";
import type { Bench } from "./run_cli.ts";

/** One command by the words that reach it; a group has verbs and does nothing by itself. */
export interface Found {
  readonly words: readonly string[];
  readonly isGroup: boolean;
  /** Its example lines, each beginning with `hoga`. */
  readonly examples: readonly string[];
}

/** Every command and group, with the hidden ones left out. */
export async function findCommands(bench: Bench): Promise<readonly Found[]> {
  const found: Found[] = [];
  const look = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await bench.run([...words, "--help"]);
    assert.deepEqual([code, stderr], [0, ""], words.join(" "));
    const verbs = names(stdout);
    found.push({ words, isGroup: verbs.length > 0, examples: examples(stdout) });
    for (const verb of verbs) await look([...words, verb]);
  };
  await look([]);
  return found;
}

function names(help: string): readonly string[] {
  const at = help.indexOf("\nCommands:");
  if (at < 0) return [];
  const section = help.slice(at + 1).split("\n\n", 1)[0] ?? "";
  return [...section.matchAll(/^ {2}([a-z-]+)[ \n]/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
}

function examples(help: string): readonly string[] {
  const section = help.split("\nExamples:\n")[1]?.split("\n\n", 1)[0] ?? "";
  return section.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** The words of a command line as a shell would pass them on; what is piped or redirected is left out. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/'[^']*'|"(?:\\.|[^"\\])*"|[|<>]|[^\s'"|<>]+/g)) {
    if (/^[|<>]$/.test(word)) break;
    words.push(/^['"]/.test(word) ? word.slice(1, -1).replace(/\\(["\\$`])/g, "$1") : word);
  }
  return words;
}
