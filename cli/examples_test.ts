// The examples of the help are promises: each is run as it stands.
import assert from "node:assert/strict";
import { topicsEn } from "./i18n/topics_en.ts";
import { topicsKo } from "./i18n/topics_ko.ts";
import { findCommands, shellWords } from "./testing/command_tree.ts";
import { fakeStack } from "./testing/fake_stack.ts";
import { type Bench, withBench } from "./testing/run_cli.ts";

/** Runs a line; a command that goes on is interrupted at once. Files that an example names need not be there. */
async function assertRuns(bench: Bench, line: string): Promise<void> {
  // The fake gateway has one account; any id is an order's there.
  const [program, ...args] = shellWords(line).map((word) => word === "ID" ? "acc-1" : word);
  assert.equal(program, "hoga", line);
  const goesOn = args[0] === "up" || args[0] === "watch";
  const signal = goesOn ? AbortSignal.abort() : new AbortController().signal;
  const { code, stdout, stderr } = await bench.run(args, {
    host: { signal, startStack: fakeStack },
  });
  const told = stdout + stderr;
  if (/no such file|is not a directory/.test(told)) return;
  assert([0, goesOn ? 130 : 0].includes(code), `${line}: exit ${code}: ${told}`);
}

Deno.test("every command and group has at least two examples, and they run", () =>
  withBench(async (bench) => {
    const found = await findCommands(bench);
    assert(found.length > 50);
    for (const { words, examples } of found) {
      assert(examples.length >= 2, `hoga ${words.join(" ")} has ${examples.length} examples`);
      for (const line of examples) {
        assert(line.startsWith(["hoga", ...words.slice(0, 1)].join(" ")), `${words.join(" ")}: ${line}`);
        await assertRuns(bench, line);
      }
    }
  }));

Deno.test("the examples of the help topics run", () =>
  withBench(async (bench) => {
    const lines = [...Object.values(topicsEn), ...Object.values(topicsKo)].flatMap(({ notes }) => notes)
      .filter((note) => note.startsWith("hoga "));
    assert(lines.length >= 6);
    for (const line of lines) await assertRuns(bench, line);
  }));

Deno.test("shellWords() splits as a shell does", () => {
  const cases: [string, string[]][] = [
    [`hoga account new "long term" --cash 5`, ["hoga", "account", "new", "long term", "--cash", "5"]],
    [`hoga portfolio --json | jq .totals`, ["hoga", "portfolio", "--json"]],
    [`hoga order list --query "orders[?side=='buy']"`, ["hoga", "order", "list", "--query", "orders[?side=='buy']"]],
    [`hoga login < key`, ["hoga", "login"]],
  ];
  for (const [line, words] of cases) assert.deepEqual(shellWords(line), words);
});
