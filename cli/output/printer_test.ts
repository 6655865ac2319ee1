// How output reaches a person or a script: through a pager, as a part of a document, with a line while something takes long.
import assert from "node:assert/strict";
import type { PageQuery } from "../api/client.ts";
import { collectPages, noteMore, readPageQuery } from "../commands/paging.ts";
import { createContext } from "../context.ts";
import { extractGlobalFlags } from "../flags.ts";
import { FILLED, PORTFOLIO, REJECTED, TRADE } from "../testing/documents.ts";
import { text } from "../testing/expect.ts";
import { type Bench, firstSecondPasses, type RunOptions, testHost, withBench } from "../testing/run_cli.ts";

interface Paged {
  readonly text: string;
  readonly command: string | null;
}

/** A terminal of so many lines whose pager keeps what it is given. */
function pagedTerminal(rows: number, answer = true): { readonly options: RunOptions; readonly paged: Paged[] } {
  const paged: Paged[] = [];
  const page = (shown: string, command: string | null) => {
    paged.push({ text: shown, command });
    return Promise.resolve(answer);
  };
  return { options: { isTerminal: true, host: { rows: () => rows, columns: () => 200, page } }, paged };
}

Deno.test("output that is longer than the terminal goes through the pager, whole and at once", () =>
  withBench(async (bench) => {
    const whole = (await bench.run(["trades"])).stdout;
    assert.equal(whole.split("\n").length - 1, 2);
    const long = pagedTerminal(2);
    const ran = await bench.run(["trades", "--no-color"], long.options);
    assert.deepEqual(ran, { code: 0, stdout: "", stderr: "" });
    assert.deepEqual(long.paged, [{ text: whole, command: null }]);
    // The prompt needs a line of its own.
    const fitting = pagedTerminal(3);
    assert.equal((await bench.run(["trades", "--no-color"], fitting.options)).stdout, whole);
    assert.deepEqual(fitting.paged, []);
  }));

Deno.test("lines that wrap count as the lines that they take", () =>
  withBench(async (bench) => {
    const narrow = pagedTerminal(4);
    await bench.run(["trades"], { ...narrow.options, host: { ...narrow.options.host, columns: () => 40 } });
    assert.equal(narrow.paged.length, 1);
  }));

Deno.test("a pager that is not there leaves the output to the terminal", () =>
  withBench(async (bench) => {
    const { options, paged } = pagedTerminal(1, false);
    const { stdout } = await bench.run(["trades"], options);
    assert.equal(paged.length, 1);
    assert.equal(stdout, paged[0]?.text);
  }));

Deno.test("HOGA_PAGER comes before the setting, the setting before PAGER; an empty one or cat is none", () =>
  withBench(async (bench) => {
    const used = async (env: Record<string, string | undefined>) => {
      const { options, paged } = pagedTerminal(1);
      await bench.run(["trades"], { ...options, env });
      return paged.map(({ command }) => command);
    };
    assert.deepEqual(await used({}), [null]);
    assert.deepEqual(await used({ PAGER: "more -s" }), ["more -s"]);
    await bench.run(["config", "set", "pager", "most"]);
    assert.deepEqual(await used({ PAGER: "more" }), ["most"]);
    assert.deepEqual(await used({ PAGER: "more", HOGA_PAGER: "less" }), ["less"]);
    for (const none of ["", " ", "cat"]) assert.deepEqual(await used({ HOGA_PAGER: none }), []);
    assert.deepEqual(await used({ TERM: "dumb" }), []);
  }));

Deno.test("documents, --no-pager and output without a terminal are never paged", () =>
  withBench(async (bench) => {
    for (const flags of [["--json"], ["--query", "trades"], ["--no-pager"]]) {
      const { options, paged } = pagedTerminal(1);
      const { code, stdout } = await bench.run(["trades", ...flags], options);
      assert.deepEqual([code, paged, stdout === ""], [0, [], false], flags.join(" "));
    }
    const { options, paged } = pagedTerminal(1);
    await bench.run(["trades"], { host: options.host ?? {} });
    assert.deepEqual(paged, []);
  }));

Deno.test("--query prints a part of the document, --raw bare", () =>
  withBench(async (bench) => {
    const cases: [string[], string][] = [
      [["portfolio", "--query", "totals.netAssets"], "100004893\n"],
      [["portfolio", "--query", "accountId"], '"acc-1"\n'],
      [["portfolio", "--query", "accountId", "-r"], "acc-1\n"],
      [["portfolio", "--query", "positions[].symbol", "--json"], '["005930"]\n'],
      [["order", "list", "--query", "orders[].id", "--raw"], "ord-1\nord-2\n"],
      [["trades", "--query", "trades[0].nothing"], "null\n"],
      [["version", "--query", "length(keys(@))"], "2\n"],
      [["--query", "type(usage)", "-r"], "string\n"],
    ];
    for (const [args, stdout] of cases) {
      assert.deepEqual(await bench.run(args), { code: 0, stdout, stderr: "" }, args.join(" "));
    }
    const indented = await bench.run(["order", "list", "--query", "orders[].id"], { isTerminal: true });
    assert.equal(indented.stdout, text("[", '  "ord-1",', '  "ord-2"', "]"));
  }));

Deno.test("a query that cannot be read is refused before the command does anything", () =>
  withBench(async (bench) => {
    const ran = await bench.run(["buy", "005930", "10", "--query", "id."]);
    assert.deepEqual([ran.code, bench.gateway.seen.length, ran.stderr], [2, 0, ""]);
    assert.deepEqual(JSON.parse(ran.stdout), {
      error: {
        code: "usage",
        message: '--query: "id." is not finished',
        retryable: false,
        hint: "see hoga help output",
      },
    });
    const raw = await bench.run(["buy", "005930", "10", "--query", "id..x", "-r"]);
    assert.deepEqual(raw, {
      code: 2,
      stdout: "",
      stderr: 'error: --query: "id..x" goes wrong at character 4: .x (hint: see hoga help output)\n',
    });
    const alone = await bench.run(["portfolio", "--raw"]);
    assert.deepEqual([alone.code, alone.stdout], [2, ""]);
    assert.equal(
      alone.stderr,
      "error: --raw goes with --query (hint: hoga portfolio --query totals.netAssets --raw)\n",
    );
  }));

Deno.test("a query that fails over an order tells that the order was placed", () =>
  withBench(async (bench) => {
    const ran = await bench.run(["buy", "005930", "10", "--query", "sum(id)", "-r"]);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /^error: --query: Invalid type: sum\(\).+ \(hint: the command itself was done\)\n$/);
    assert.equal(bench.gateway.seen.length, 1);
  }));

Deno.test("a refused order keeps its exit code under --query, and tells its reason where nothing else does", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json(REJECTED, { status: 201 }));
    const part = await bench.run(["buy", "005930", "10", "--query", "status"]);
    assert.deepEqual(part, { code: 4, stdout: '"rejected"\n', stderr: "" });
    const raw = await bench.run(["buy", "005930", "10", "--query", "status", "--raw"]);
    assert.deepEqual([raw.code, raw.stdout], [4, "rejected\n"]);
    assert.match(raw.stderr, /^error: The order was rejected: Needs 715,107 won/);
  }));

const WAITING = "\r\x1b[KWaiting for an answer…\r\x1b[K";

Deno.test("what takes over a second is told on the terminal, and the line is taken back", () =>
  withBench(async (bench) => {
    const slow = (): RunOptions => ({ isTerminal: true, host: { after: firstSecondPasses() } });
    const portfolio = await bench.run(["portfolio", "--json"], slow());
    assert.deepEqual([JSON.parse(portfolio.stdout), portfolio.stderr], [PORTFOLIO, WAITING]);
    const buy = await bench.run(["buy", "005930", "10", "--yes", "--json"], slow());
    assert.deepEqual(
      [JSON.parse(buy.stdout), buy.stderr],
      [FILLED, "\r\x1b[KWaiting for the order's outcome…\r\x1b[K"],
    );
    const korean = await bench.run(["portfolio", "--lang", "ko"], slow());
    assert.equal(korean.stderr, "\r\x1b[K응답을 기다립니다…\r\x1b[K");
    for (const flags of [["--quiet"], ["-q", "--json"]]) {
      assert.equal((await bench.run(["portfolio", ...flags], slow())).stderr, "");
    }
    assert.equal((await bench.run(["portfolio"], { ...slow(), env: { TERM: "dumb" } })).stderr, "");
    assert.equal((await bench.run(["portfolio"], { host: { after: firstSecondPasses() } })).stderr, "");
    assert.equal((await bench.run(["portfolio"], { isTerminal: true })).stderr, "");
    const narrow = { isTerminal: true, host: { after: firstSecondPasses(), columns: () => 10 } };
    assert.equal((await bench.run(["portfolio"], narrow)).stderr, "", "a line that wraps cannot be taken back");
  }));

Deno.test("the line says how long it has been", () =>
  withBench(async (bench) => {
    // Every look at the clock is a second later.
    let now = 0;
    const fired: (() => void)[] = [];
    const host = {
      now: () => now += 1_000,
      after: (_: number, fire: () => void) => {
        fired.push(fire);
        return () => {};
      },
      fetch: (input: string, init: RequestInit) => {
        for (let tick = 0; tick < 3; tick++) fired[tick]?.();
        return fetch(input, init);
      },
    };
    const { stderr } = await bench.run(["portfolio"], { isTerminal: true, host });
    const label = "\r\x1b[KWaiting for an answer…";
    assert.equal(stderr, `${label} 2 s${label} 3 s${label} 4 s\r\x1b[K`);
  }));

/** Answers page after page: `pages` pages of `size` trades. */
function answerPages(bench: Bench, pages: number, size: number): void {
  bench.gateway.answer(({ target }) => {
    const at = Number(new URL(target, "http://x").searchParams.get("cursor") ?? "1");
    const trades = Array.from({ length: size }, (_, index) => ({ ...TRADE, id: `trd-${at}-${index}` }));
    return Response.json({ trades, nextCursor: at < pages ? String(at + 1) : null });
  });
}

Deno.test("--all follows the pages into one document, and --limit as many as it takes", () =>
  withBench(async (bench) => {
    answerPages(bench, 5, 2);
    const ids = async (...flags: string[]) => {
      const ran = await bench.run(["trades", ...flags, "--query", "[length(trades), nextCursor]"]);
      assert.deepEqual([ran.code, ran.stderr], [0, ""]);
      return JSON.parse(ran.stdout);
    };
    assert.deepEqual(await ids(), [2, "2"]);
    assert.deepEqual(await ids("--all"), [10, null]);
    assert.deepEqual(await ids("--limit", "4"), [4, "3"]);
    assert.deepEqual(await ids("--limit", "4", "--cursor", "4"), [4, null]);
    assert.deepEqual(await ids("--all", "--cursor", "4"), [4, null]);
    const limits = bench.gateway.seen.map(({ target }) => new URL(target, "http://x").searchParams.get("limit"));
    assert.deepEqual(limits.slice(1, 8), ["1000", "1000", "1000", "1000", "1000", "4", "2"]);
    const human = await bench.run(["trades", "--limit", "4"]);
    assert.equal(human.stderr, "more: --cursor 3\n");
    const both = await bench.run(["trades", "--all", "--limit", "4"]);
    assert.equal(both.stderr, "error: --all and --limit cannot go together (hint: see hoga trades --help)\n");
  }));

Deno.test("--all ends with the server that leads back to a page it has given", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json({ trades: [TRADE], nextCursor: "again" }));
    const circle = await bench.run(["trades", "--all"]);
    assert.equal(circle.code, 1);
    assert.equal(circle.stderr, "error: The server leads back to a page that it has given: again\n");
  }));

Deno.test("--all stops at its bound, and tells the cursor to go on from", async () => {
  let stderr = "";
  const host = testHost({}, { HOGA_HOME: "/nonexistent" }, { out: () => {}, err: (line) => void (stderr += line) });
  const ctx = createContext(extractGlobalFlags(["--lang", "en"]), host);
  const query = await readPageQuery({ all: true }, ctx);
  const asked: (number | undefined)[] = [];
  const fetchPage = ({ cursor, limit }: PageQuery) => {
    asked.push(limit);
    return Promise.resolve({ rows: new Array(limit).fill(0), nextCursor: String(Number(cursor ?? 0) + 1) });
  };
  const { rows, nextCursor } = await collectPages(query, fetchPage, ctx);
  assert.deepEqual([rows.length, nextCursor, asked.length], [100_000, "100", 100]);
  noteMore(nextCursor, query, ctx);
  assert.equal(stderr, "stopped after 100,000 rows; the rest: --cursor 100\n");
});
