import assert from "node:assert/strict";
import { type CommandRunner, createCommandRunner, wordsOf } from "./command_runner.ts";
import type { Message } from "./state/messages.ts";
import { QUOTE } from "../testing/documents.ts";
import { eventStream } from "../testing/streams.ts";
import { type LiveBench, withLive } from "./testing/live_bench.ts";

/** A runner in a window of `columns` cells, and what it printed and told. */
function runnerOf(bench: LiveBench, columns = 76) {
  const runner: CommandRunner = createCommandRunner(bench.world, bench.live.dispatch, () => columns);
  return {
    runner,
    printed: () => bench.messages.flatMap((message) => message.kind === "output" ? [message.text] : []).join(""),
    kinds: () => bench.messages.map(({ kind }) => kind),
    exits: () => bench.messages.flatMap((message) => message.kind === "commandEnded" ? [message.exit] : []),
  };
}
const has = (bench: LiveBench, kind: Message["kind"]) => bench.messages.some((message) => message.kind === kind);

Deno.test("a command prints what it prints on the command line, and ends with its exit code", async () => {
  await withLive(async (bench) => {
    const { runner, printed, exits } = runnerOf(bench);
    await runner.run("quote 005930 --json");
    const document: unknown = JSON.parse(printed());
    assert.ok(typeof document === "object" && document !== null);
    assert.deepEqual(exits(), [0]);
    assert.equal(bench.gateway.seen.at(-1)?.headers["accept-language"], "en");
  });
});

Deno.test("a failure is told in the window, with the exit code of the command line", async () => {
  await withLive(async (bench) => {
    const { runner, printed, exits } = runnerOf(bench);
    await runner.run("quote 없는이름");
    await runner.run("nonsense");
    assert.deepEqual(exits(), [2, 2]);
    assert.match(printed(), /^error: No such symbol/m);
    assert.match(printed(), /nonsense/);
  });
});

Deno.test("commands speak the screen's language and work for its account", async () => {
  await withLive(async (bench) => {
    const { runner, printed } = runnerOf(bench);
    bench.world.speak("ko");
    bench.world.useAccount("acc-2");
    await runner.run("portfolio");
    assert.match(printed(), /순자산/);
    assert.match(bench.gateway.seen.at(-1)?.target ?? "", /accountId=acc-2/);
  });
});

Deno.test("a command that asks waits for a line, and goes on with it", async () => {
  await withLive(async (bench) => {
    const { runner, printed, exits, kinds } = runnerOf(bench);
    const work = runner.run("account reset");
    await bench.until("a question", () => has(bench, "asks"));
    assert.match(printed(), /\[y\/N\] $/);
    assert.deepEqual(exits(), []);
    runner.answer("y");
    await work;
    assert.deepEqual(exits(), [0]);
    assert.deepEqual(kinds().filter((kind) => kind === "asks").length, 1);
    assert.ok(bench.gateway.seen.some(({ method, target }) => method === "POST" && target.includes("/reset")));
  });
});

Deno.test("anything but a yes is a no", async () => {
  await withLive(async (bench) => {
    const { runner, exits } = runnerOf(bench);
    const work = runner.run("account reset");
    await bench.until("a question", () => has(bench, "asks"));
    runner.answer("");
    await work;
    assert.notDeepEqual(exits(), []);
    assert.ok(!bench.gateway.seen.some(({ method }) => method === "POST"));
  });
});

Deno.test("a command that is ended prints nothing more, tells nothing, and leaves the next one alone", async () => {
  await withLive(async (bench) => {
    const { runner, exits, printed } = runnerOf(bench);
    bench.gateway.answer(({ target }) => target.startsWith("/api/stream") ? eventStream([["quote", QUOTE]]) : null);
    const watching = runner.run("watch 005930");
    await bench.until("something printed", () => has(bench, "output"));
    runner.end();
    const before = printed();
    await runner.run("quote 005930");
    await watching;
    assert.deepEqual(exits(), [0], "the second one's");
    assert.notEqual(printed(), before);
  });
});

Deno.test("a command that asks is ended by an end as by a closed input", async () => {
  await withLive(async (bench) => {
    const { runner, exits, printed } = runnerOf(bench);
    const work = runner.run("account reset");
    await bench.until("a question", () => has(bench, "asks"));
    const before = printed();
    runner.end();
    await work;
    assert.ok(!bench.gateway.seen.some(({ method }) => method === "POST"));
    assert.deepEqual([exits(), printed()], [[], before], "nobody looks at it any more");
  });
});

Deno.test("what needs a terminal of its own, or is the screen itself, is refused and starts nothing", async () => {
  await withLive(async (bench) => {
    const { runner, exits, printed } = runnerOf(bench);
    for (const line of ["up", "up --port 0", "login", "--lang ko up", "--no-color", "", '""']) await runner.run(line);
    assert.deepEqual(exits(), [2, 2, 2, 2, 2, 2, 2]);
    assert.match(printed(), /^hoga up needs a terminal of its own/);
    assert.deepEqual(bench.gateway.seen, []);
  });
});

Deno.test("output is as wide as the window", async () => {
  await withLive(async (bench) => {
    const { runner, printed } = runnerOf(bench, 90);
    await runner.run("help");
    assert.ok(printed().split("\n").every((line) => line.length <= 90), printed());
  });
});

Deno.test("a line has its words as in a shell", () => {
  const table: readonly [string, readonly string[]][] = [
    ["quote 005930", ["quote", "005930"]],
    ['watchlist add "SK 하이닉스"', ["watchlist", "add", "SK 하이닉스"]],
    ["search '삼성 전자'  --json", ["search", "삼성 전자", "--json"]],
    ["  ", []],
    ['config set pager ""', ["config", "set", "pager", ""]],
    ['quote --query "a[0].b"', ["quote", "--query", "a[0].b"]],
    ['quote --query="a b"', ["quote", "--query=a b"]],
  ];
  for (const [line, words] of table) assert.deepEqual(wordsOf(line), words, line);
});
