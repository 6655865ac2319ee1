// Runs the shell blocks of a document that are marked to be run (```sh run), each as it stands.

import { run } from "./process.ts";
import { ROOT } from "./tree.ts";

/** A block to run, and the line of the document it begins on. */
export interface ShellBlock {
  readonly script: string;
  readonly line: number;
}

const BLOCK_MS_MAX = 120_000;

/** The blocks marked `sh run`, in order. A prompt (`$ `) before a command is dropped. */
export function shellBlocks(text: string): ShellBlock[] {
  return [...text.matchAll(/^```sh run\n([\s\S]*?)^```$/gm)].map((match) => ({
    script: (match[1] ?? "").replaceAll(/^\$ /gm, ""),
    line: text.slice(0, match.index).split("\n").length,
  }));
}

/**
 * Runs the blocks one after another at the repository's root with a `HOGA_HOME` of their own, which they share, and
 * `hoga` on the path. A block fails when one of its commands does, or after two minutes.
 */
export async function runShellBlocks(document: string, blocks: readonly ShellBlock[]): Promise<string[]> {
  if (blocks.length === 0) return [];
  const home = await Deno.makeTempDir({ prefix: "hoga-docs-" });
  const problems: string[] = [];
  try {
    await Deno.mkdir(`${home}/bin`);
    const command = `#!/bin/sh\nexec "${Deno.execPath()}" run -A --no-prompt "${ROOT}cli/main.ts" "$@"\n`;
    await Deno.writeTextFile(`${home}/bin/hoga`, command, { mode: 0o755 });
    for (const block of blocks) {
      const output = await runBlock(block, home);
      if (output !== null) problems.push(`${document}:${block.line}: the block fails\n${output}`);
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
  return problems;
}

/** Gives back what a failing block printed, or null. */
async function runBlock(block: ShellBlock, home: string): Promise<string | null> {
  const { code, output } = await run({
    command: "bash",
    args: ["-euo", "pipefail", "-c", block.script],
    env: { PATH: `${home}/bin:${Deno.env.get("PATH") ?? ""}`, HOGA_HOME: `${home}/state`, HOGA_LANG: "en" },
    msMax: BLOCK_MS_MAX,
  });
  return code === 0 ? null : output.trimEnd();
}
