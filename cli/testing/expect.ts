// What tests of commands compare.
import assert from "node:assert/strict";
import type { Bench, Ran, RunOptions } from "./run_cli.ts";

/** The text of several lines, each ended. */
export function text(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** The command prints exactly these lines on stdout, nothing on stderr, and exits 0. */
export async function prints(bench: Bench, args: readonly string[], ...lines: readonly string[]): Promise<void> {
  assert.deepEqual(await bench.run(args), { code: 0, stdout: text(...lines), stderr: "" }, args.join(" "));
}

/** The command with `--json` prints exactly this document on one line, nothing on stderr, and exits 0. */
export async function printsJson(bench: Bench, args: readonly string[], document: unknown): Promise<void> {
  const ran = await bench.run([...args, "--json"]);
  assert.equal(ran.stderr, "", args.join(" "));
  assert.equal(ran.code, 0, args.join(" "));
  assert.equal(ran.stdout.indexOf("\n"), ran.stdout.length - 1, "one line");
  assert.deepEqual(JSON.parse(ran.stdout), document, args.join(" "));
}

/**
 * The command fails with `code` alike in both modes: nothing on stdout and one line on stderr, which is returned; with
 * `--json` the error document on stdout, of the given error code, and nothing on stderr.
 */
export async function fails(
  bench: Bench,
  args: readonly string[],
  code: Ran["code"],
  errorCode: string,
  options: RunOptions = {},
): Promise<string> {
  const human = await bench.run(args, options);
  assert.equal(human.code, code, `${args.join(" ")}: ${human.stderr}`);
  assert.equal(human.stdout, "", args.join(" "));
  assert.match(human.stderr, /^error: [^\n]+\n$/, args.join(" "));
  const json = await bench.run([...args, "--json"], options);
  assert.equal(json.code, code, args.join(" "));
  assert.equal(json.stderr, "", args.join(" "));
  const document: unknown = JSON.parse(json.stdout);
  assert(typeof document === "object" && document !== null && "error" in document, json.stdout);
  const { error } = document;
  assert(typeof error === "object" && error !== null && "code" in error && "hint" in error && "retryable" in error);
  assert.equal(error.code, errorCode, args.join(" "));
  return human.stderr.trimEnd();
}

/** What the gateway was asked since the last look: "METHOD target". */
export function targets(bench: Bench, since = 0): readonly string[] {
  return bench.gateway.seen.slice(since).map(({ method, target }) => `${method} ${decodeURIComponent(target)}`);
}
