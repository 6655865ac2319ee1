import assert from "node:assert/strict";
import { FILLED, HYNIX_QUOTE, MARKET, QUOTE, RESERVED, TRADE } from "../testing/documents.ts";
import { fails, targets, text } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { type Bench, withBench } from "../testing/run_cli.ts";
import { eventStream, type TestEvent } from "../testing/streams.ts";

const lineOf = (at: string, type: string, message: string) => ({ at, type, message, data: {} });
const ORDER = {
  ...FILLED,
  events: [
    lineOf("2025-03-14T10:00:00+09:00", "OrderPlaced", "Received: buy, market"),
    lineOf("2025-03-14T10:00:01.250+09:00", "OrderFilled", "10 filled at 71,500"),
  ],
};
const UP = { ...QUOTE, last: 71_600, change: 600, changeRate: 0.008451, at: "2025-03-14T10:00:02+09:00" };

/** Answers each look at the stream with the next of `streams`. */
function streams(bench: Bench, ...answers: readonly (() => Response)[]): void {
  const left = [...answers];
  const none = () => problem(500, "internal", "The test has no more streams");
  bench.gateway.answer(({ target }) => target.startsWith("/api/stream") ? (left.shift() ?? none)() : null);
}

const told = (...events: readonly TestEvent[]) => () => eventStream(events);

Deno.test("hoga watch prints a line for each change of a quote", () =>
  withBench(async (bench) => {
    streams(
      bench,
      told(["session", MARKET], ["quote", QUOTE], ["quote", { ...HYNIX_QUOTE, volume: 1_234_567 }], ["quote", UP]),
    );
    const ran = await bench.run(["watch", "005930", "SK하이닉스", "--count", "3"]);
    assert.deepEqual(ran, {
      code: 0,
      stdout: text(
        "10:00:00  005930  삼성전자             71,500      +500   +0.70%  12,345,678 shares",
        "10:00:00  000660  SK하이닉스          199,000    -1,500   -0.75%   1,234,567 shares",
        "10:00:02  005930  삼성전자             71,600      +600   +0.85%  12,345,678 shares",
      ),
      stderr: "",
    });
    assert.deepEqual(targets(bench), [
      "GET /api/instruments/resolve?q=SK하이닉스",
      "GET /api/stream?symbols=005930,000660",
    ]);
  }));

Deno.test("hoga watch --json prints a document for each change on a line of its own", () =>
  withBench(async (bench) => {
    streams(bench, told(["session", MARKET], ["quote", QUOTE], ["order", ORDER], ["trade", TRADE], ["quote", UP]));
    const ran = await bench.run(["watch", "005930", "--orders", "--json", "--count", "4", "--account", "acc-1"]);
    assert.deepEqual([ran.code, ran.stderr], [0, ""]);
    assert.deepEqual(ran.stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), [
      { event: "quote", ...QUOTE },
      { event: "order", ...ORDER },
      { event: "trade", ...TRADE },
      { event: "quote", ...UP },
    ]);
    assert.deepEqual(targets(bench), ["GET /api/stream?accountId=acc-1&symbols=005930"]);
    streams(bench, told(["quote", QUOTE], ["quote", UP]));
    const part = await bench.run(["watch", "005930", "--query", "last", "--raw", "--count", "2"]);
    assert.equal(part.stdout, "71500\n71600\n");
  }));

Deno.test("hoga watch --orders tells what happened in words, with the fills, and no quotes", () =>
  withBench(async (bench) => {
    const waiting = { ...RESERVED, events: [] };
    streams(bench, told(["session", MARKET], ["trade", TRADE], ["order", ORDER], ["order", waiting]));
    const ran = await bench.run(["watch", "--orders", "--count", "2"]);
    assert.equal(ran.code, 0);
    assert.equal(
      ran.stdout,
      text(
        "10:00:00  005930  삼성전자          Buy  10 shares  Received: buy, market  ord-1",
        "10:00:01  005930  삼성전자          Buy  10 shares  10 filled at 71,500  [Filled]  ord-1",
        "10:00:01  005930  삼성전자          Buy  10 shares  Reserved  [Reserved]  ord-2",
      ),
    );
  }));

Deno.test("hoga watch speaks Korean", () =>
  withBench(async (bench) => {
    const order = { ...ORDER, events: [lineOf("2025-03-14T10:00:01+09:00", "OrderFilled", "전량 체결되었습니다")] };
    streams(bench, told(["quote", { ...HYNIX_QUOTE, volume: 1_234_567 }], ["order", order]));
    const ran = await bench.run(["watch", "000660", "--orders", "--count", "2", "--lang", "ko"]);
    assert.equal(
      ran.stdout,
      text(
        "10:00:00  000660  SK하이닉스          199,000    -1,500   -0.75%   1,234,567주",
        "10:00:01  005930  삼성전자          매수  10주  전량 체결되었습니다  [체결]  ord-1",
      ),
    );
  }));

Deno.test("hoga watch ends with 0 when it is interrupted", () =>
  withBench(async (bench) => {
    streams(bench, told(["quote", QUOTE]));
    const signal = new AbortController();
    let stdout = "";
    const ran = await bench.run(["watch", "005930", "--json"], {
      host: {
        signal: signal.signal,
        writeOut: (text) => {
          stdout += text;
          signal.abort();
        },
      },
    });
    assert.deepEqual([ran.code, ran.stderr, JSON.parse(stdout).event], [0, "", "quote"]);
  }));

Deno.test("hoga watch ends quietly when nobody reads any more", () =>
  withBench(async (bench) => {
    streams(bench, told(["quote", QUOTE], ["quote", UP]));
    const closed = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const ran = await bench.run(["watch", "005930"], {
      host: {
        writeOut: () => {
          throw closed;
        },
      },
    });
    assert.deepEqual(ran, { code: 0, stdout: "", stderr: "" });
  }));

Deno.test("hoga watch connects again where it was, tells so once, and repeats nothing", () =>
  withBench(async (bench) => {
    const gone = () => problem(503, "unavailable", "The order service cannot be reached", { retryable: true });
    const ends = () => eventStream([["quote", QUOTE, "41"], ["order", ORDER, "44"]], true);
    streams(bench, ends, gone, gone, told(["quote", { ...QUOTE, ageMs: 900 }, "44"], ["quote", UP, "44"]));
    const ran = await bench.run(["watch", "005930", "--count", "2"]);
    assert.equal(ran.code, 0);
    assert.deepEqual(ran.stdout.split("\n").map((line) => line.slice(0, 8)), ["10:00:00", "10:00:02", ""]);
    assert.equal(
      ran.stderr,
      text(
        `The event stream of ${bench.gateway.url} broke off; trying to connect again`,
        "Connected again",
      ),
    );
    assert.deepEqual(bench.sleeps, [500, 1_000, 2_000]);
    const ids = bench.gateway.seen.map(({ headers }) => headers["last-event-id"] ?? null);
    assert.deepEqual(ids, [null, "44", "44", "44"]);
  }));

Deno.test("hoga watch that is interrupted while it waits to connect again ends with 0", () =>
  withBench(async (bench) => {
    streams(bench, () => eventStream([], true));
    const signal = new AbortController();
    const sleep = () => {
      signal.abort();
      return Promise.resolve();
    };
    const ran = await bench.run(["watch", "005930", "-q"], { host: { signal: signal.signal, sleep } });
    assert.deepEqual(ran, { code: 0, stdout: "", stderr: "" });
    assert.equal(bench.gateway.seen.length, 1);
  }));

Deno.test("hoga watch fails like every command when it cannot begin", () =>
  withBench(async (bench) => {
    const nowhere = { env: { HOGA_API_URL: "http://127.0.0.1:9" } };
    assert.match(
      await fails(bench, ["watch", "005930"], 5, "unavailable", nowhere),
      /^error: Cannot reach http:\/\/127\.0\.0\.1:9 \(hint: check that it runs/,
    );
    await fails(bench, ["watch", "--orders"], 3, "unauthorized", { env: { HOGA_API_KEY: "other" } });
    const unknown = () => problem(404, "unknown_account", 'You have no account "a9"');
    streams(bench, unknown, unknown);
    await fails(bench, ["watch", "005930", "--account", "a9"], 2, "unknown_account");
  }));

Deno.test("hoga watch tells a key that ends meanwhile, and does not try again", () =>
  withBench(async (bench) => {
    streams(
      bench,
      () => eventStream([["quote", QUOTE]], true),
      () => problem(401, "unauthorized", "This API key is not valid"),
    );
    const ran = await bench.run(["watch", "005930"]);
    assert.equal(ran.code, 3);
    assert.match(ran.stderr, /broke off.*\nerror: This API key is not valid/);
  }));

Deno.test("hoga watch refuses what cannot be watched before anything is asked", () =>
  withBench(async (bench) => {
    assert.match(
      await fails(bench, ["watch"], 2, "usage"),
      /^error: Nothing to watch: give symbols, --orders or both/,
    );
    const many = Array.from({ length: 101 }, (_, n) => String(n).padStart(6, "0"));
    assert.match(
      await fails(bench, ["watch", ...many], 2, "usage"),
      /^error: At most 100 symbols can be watched at once, not 101/,
    );
    for (const count of ["0", "-1", "many"]) await fails(bench, ["watch", "005930", `--count=${count}`], 2, "usage");
    assert.deepEqual(bench.gateway.seen, []);
  }));

/** A gateway of before the stream: what it is asked in a second is answered by the next of `looks`. */
function withoutStream(bench: Bench, looks: readonly { quotes?: unknown[]; orders?: unknown[]; trades?: unknown[] }[]) {
  const seen = new Map<string, number>();
  bench.gateway.answer(({ target }) => {
    const path = target.replace(/\?.*/, "");
    const name = path.slice("/api/".length);
    if (name === "stream") return problem(404, "not_found", "No route GET /api/stream");
    if (name !== "quotes" && name !== "orders" && name !== "trades") return null;
    const turn = seen.get(name) ?? 0;
    seen.set(name, turn + 1);
    const rows = looks[Math.min(turn, looks.length - 1)]?.[name] ?? [];
    return Response.json(name === "quotes" ? { quotes: rows } : { [name]: rows, nextCursor: null });
  });
}

Deno.test("hoga watch asks each second where the gateway has no stream, and tells what has changed", () =>
  withBench(async (bench) => {
    withoutStream(bench, [
      { quotes: [QUOTE], orders: [RESERVED], trades: [] },
      { quotes: [{ ...QUOTE, ageMs: 1_000 }], orders: [RESERVED], trades: [] },
      { quotes: [UP], orders: [FILLED, RESERVED], trades: [TRADE] },
    ]);
    bench.gateway.answer(({ target }) =>
      target === "/api/orders/ord-1/timeline"
        ? Response.json({ order: FILLED, entries: ORDER.events, waitingFor: null, waiting: null })
        : null
    );
    const ran = await bench.run(["watch", "005930", "--orders", "--json", "--count", "4"]);
    assert.deepEqual([ran.code, ran.stderr], [0, ""]);
    assert.deepEqual(ran.stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), [
      { event: "quote", ...QUOTE },
      { event: "quote", ...UP },
      { event: "trade", ...TRADE },
      { event: "order", ...ORDER },
    ]);
    assert.deepEqual(bench.sleeps, [1_000, 1_000]);
    assert.equal(targets(bench).filter((one) => one.startsWith("GET /api/stream")).length, 1);
  }));

Deno.test("hoga watch that asks each second tells only the lines of an order's life that are new", () =>
  withBench(async (bench) => {
    const before = { ...FILLED, status: "accepted", updatedAt: "2025-03-14T10:00:00+09:00" };
    withoutStream(bench, [{ orders: [before] }, { orders: [FILLED] }]);
    bench.gateway.answer(({ target }) =>
      target === "/api/orders/ord-1/timeline"
        ? Response.json({ order: FILLED, entries: ORDER.events, waitingFor: null, waiting: null })
        : null
    );
    const ran = await bench.run(["watch", "--orders", "--count", "1"]);
    assert.equal(
      ran.stdout,
      "10:00:01  005930  삼성전자          Buy  10 shares  10 filled at 71,500  [Filled]  ord-1\n",
    );
  }));

Deno.test("hoga watch that asks each second comes back when the gateway does", () =>
  withBench(async (bench) => {
    withoutStream(bench, [{ quotes: [QUOTE] }, { quotes: [UP] }]);
    let looks = 0;
    bench.gateway.answer(({ target }) =>
      target.startsWith("/api/quotes") && ++looks === 2
        ? problem(503, "unavailable", "The market-data service cannot be reached", { retryable: true })
        : null
    );
    const ran = await bench.run(["watch", "005930", "--count", "2"]);
    assert.deepEqual([ran.code, ran.stdout.split("\n").length], [0, 3]);
    assert.equal(
      ran.stderr,
      "The market-data service cannot be reached; trying to connect again\nConnected again\n",
    );
    assert.deepEqual(bench.sleeps, [1_000, 500]);
  }));
