import assert from "node:assert/strict";
import { kstMs } from "@hoga/krx";
import type { TapeInstrument } from "@hoga/tape";
import type { LiveTape } from "../live.ts";
import { openYahooTape } from "../open.ts";
import { type VirtualTime, virtualTime } from "../testing/virtual_time.ts";
import { createLimiter } from "../limiter.ts";
import { createYahooClient, yahooSymbol } from "./client.ts";
import { snapshotOf, YAHOO_REQUESTS } from "./feed.ts";

const DATE = "2026-11-20";
const SESSION = { date: DATE, opensAt: kstMs(DATE, "09:00"), closesAt: kstMs(DATE, "15:30") };
const stock = (symbol: string, market: TapeInstrument["market"] = "KOSPI"): TapeInstrument => (
  { symbol, market, kind: "stock", referencePrice: null, listedShares: null }
);
const SAMSUNG = stock("005930");

/** A quote as Yahoo writes it. */
function wireQuote(symbol: string, time: number, more: object = {}): Record<string, unknown> {
  return {
    language: "en-US",
    region: "US",
    quoteType: "EQUITY",
    currency: "KRW",
    marketState: "REGULAR",
    exchange: symbol.endsWith("KQ") ? "KOE" : "KSC",
    exchangeTimezoneName: "Asia/Seoul",
    gmtOffSetMilliseconds: 32_400_000,
    exchangeDataDelayedBy: 20,
    symbol,
    regularMarketPrice: 70_100,
    regularMarketTime: time / 1000,
    regularMarketPreviousClose: 69_950,
    regularMarketOpen: 70_000,
    regularMarketDayHigh: 70_300,
    regularMarketDayLow: 69_900,
    regularMarketVolume: 900_000,
    bid: 70_100,
    ask: 70_200,
    bidSize: 0,
    askSize: 0,
    ...more,
  };
}

interface Bench {
  readonly time: VirtualTime;
  readonly tape: LiveTape;
  readonly seen: { readonly at: number; readonly path: string; readonly symbols: readonly string[] }[];
  /** What is answered about a Yahoo symbol; null for one that it does not know. */
  answer: (symbol: string) => object | null;
  status: number;
  readonly logged: string[];
}

/** Runs a test with a tape over a local server that speaks as much of Yahoo as is asked for. */
async function withYahoo(at: string, test: (bench: Bench) => Promise<void>): Promise<void> {
  const time = virtualTime(at);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => serve(request));
  // Every address that the library asks is asked of the local server.
  const redirected: typeof fetch = (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return time.fetch(`http://127.0.0.1:${server.addr.port}${pathname}${search}`, init);
  };
  const logged: string[] = [];
  const log = (level: string, message: string, fields: object = {}) => {
    logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  };
  const bench: Bench = {
    time,
    tape: openYahooTape({ time, log, fetch: redirected, dir: null }),
    seen: [],
    answer: (symbol) => wireQuote(symbol, time.now() - 20 * 60_000),
    status: 200,
    logged,
  };
  function serve(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url);
    const symbols = searchParams.get("symbols")?.split(",") ?? [];
    bench.seen.push({ at: time.now(), path: pathname, symbols });
    if (bench.status !== 200) return new Response("busy", { status: bench.status });
    if (pathname.endsWith("getcrumb")) return new Response("crumb");
    if (pathname.startsWith("/v7/finance/quote")) {
      const result = symbols.flatMap((symbol) => bench.answer(symbol) ?? []);
      return Response.json({ quoteResponse: { result, error: null } });
    }
    if (pathname.startsWith("/v8/finance/chart/")) return Response.json(wireChart());
    return new Response("<html></html>", {
      headers: { "set-cookie": "A1=x; Domain=.yahoo.com; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT" },
    });
  }
  try {
    await test(bench);
  } finally {
    await bench.tape.stop();
    await server.shutdown();
  }
}

function wireChart(): object {
  const days = ["2026-11-18", "2026-11-19", "2026-11-20"];
  const indicators = {
    quote: [{
      open: [69_500, 69_000, 70_000],
      high: [69_900, 70_500, 70_300],
      low: [69_000, 68_900, 69_900],
      close: [69_100, 69_950, null],
      volume: [8_000, 9_000, 1_000],
    }],
    adjclose: [{ adjclose: [69_100, 69_950, null] }],
  };
  const meta = {
    currency: "KRW",
    symbol: "005930.KS",
    exchangeName: "KSC",
    instrumentType: "EQUITY",
    firstTradeDate: 0,
    regularMarketTime: 1_795_000_000,
    gmtoffset: 32_400,
    timezone: "KST",
    exchangeTimezoneName: "Asia/Seoul",
    regularMarketPrice: 70_100,
    chartPreviousClose: 69_000,
    priceHint: 2,
    currentTradingPeriod: {},
    dataGranularity: "1d",
    range: "",
    validRanges: ["1d"],
  };
  return {
    chart: { result: [{ meta, timestamp: days.map((day) => kstMs(day, "09:00") / 1000), indicators }], error: null },
  };
}

Deno.test("Yahoo's symbols carry the market", () => {
  assert.deepEqual([yahooSymbol(SAMSUNG), yahooSymbol(stock("247540", "KOSDAQ"))], ["005930.KS", "247540.KQ"]);
});

Deno.test("Yahoo's quotes become slices, their volume prints, and its daily bars the days before", () =>
  withYahoo(`${DATE}T10:30:00`, async (bench) => {
    const { tape, time } = bench;
    tape.start();
    tape.quote(SAMSUNG, DATE, time.now());
    await time.pass(1_000);
    const first = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([first?.last, first?.open, first?.volume, first?.previousClose, first?.source], [
      70_100,
      70_000,
      900_000,
      69_950,
      "yahoo",
    ]);
    assert.deepEqual([first?.bids, first?.asks], [[{ price: 70_100, size: 3_000 }], [{ price: 70_200, size: 3_000 }]]);
    assert.equal(tape.basePrice(SAMSUNG, DATE), 70_000, "the close before, on the tick");
    bench.answer = (symbol) =>
      wireQuote(symbol, time.now() - 20 * 60_000, { regularMarketPrice: 70_200, regularMarketVolume: 900_600 });
    await time.pass(10_000);
    const prints = tape.slices(SAMSUNG, DATE, 0, time.now()).flatMap(({ print }) => print ?? []);
    assert.deepEqual(prints, [{ price: 70_200, size: 600, side: "buy" }]);
    assert.ok(
      time.now() - (tape.quote(SAMSUNG, DATE, time.now())?.at ?? 0) <= 5_000,
      "a quote is as old as its last poll",
    );
    assert.deepEqual([tape.dayBar(SAMSUNG, "2026-11-19")?.close, tape.basePrice(SAMSUNG, "2026-11-19")], [
      69_950,
      69_100,
    ]);
    assert.equal(bench.logged.length, 0, bench.logged.join("\n"));
  }));

Deno.test("one poller asks for everybody, in batches, four HTTP requests in ten seconds at most", () =>
  withYahoo(`${DATE}T10:30:00`, async ({ tape, time, seen }) => {
    tape.start();
    const instruments = Array.from({ length: 250 }, (_, i) => stock(String(100_000 + i)));
    for (let user = 0; user < 3; user++) for (const one of instruments) tape.quote(one, DATE, time.now());
    await time.pass(60_000);
    assert.ok(instruments.every((one) => tape.quote(one, DATE, time.now())?.last === 70_100));
    for (const { at } of seen) assert.ok(seen.filter((one) => one.at >= at && one.at < at + 10_000).length <= 4);
    const batches = seen.filter(({ path }) => path.includes("/quote") && !path.includes("AAPL"));
    assert.ok(batches.length >= 10 && batches.every(({ symbols }) => symbols.length <= 100));
  }));

Deno.test("every HTTP request of the client takes its turn at the limiter", async () => {
  const time = virtualTime(`${DATE}T10:30:00`);
  const sent: number[] = [];
  const client = createYahooClient({
    time,
    log: () => {},
    fetch: () => {
      sent.push(time.now());
      return Promise.resolve(Response.json(wireChart()));
    },
    limiter: createLimiter(YAHOO_REQUESTS, time),
    signal: new AbortController().signal,
  });
  const asked = Array.from({ length: 9 }, () => client.daily(SAMSUNG, "2026-11-18", DATE));
  await time.until(() => sent.length === 4, "four requests");
  await time.pass(20_000);
  assert.deepEqual(
    (await Promise.all(asked)).map((bars) => bars.map(({ close }) => close)),
    Array(9).fill([69_100, 69_950]),
  );
  const start = sent[0] ?? 0;
  assert.deepEqual(sent.map((at) => at - start), [0, 0, 0, 0, 10_000, 10_000, 10_000, 10_000, 20_000]);
});

Deno.test("a quote that makes no sense is dropped, and an outage is waited out", () =>
  withYahoo(`${DATE}T10:30:00`, async (bench) => {
    const { tape, time } = bench;
    const other = stock("000660");
    bench.answer = (symbol) =>
      symbol === "005930.KS" ? wireQuote(symbol, time.now(), { currency: "USD" }) : wireQuote(symbol, time.now());
    tape.start();
    for (const one of [SAMSUNG, other]) tape.quote(one, DATE, time.now());
    await time.pass(2_000);
    assert.deepEqual([tape.sliceAt(SAMSUNG, DATE, time.now()), tape.quote(other, DATE, time.now())?.last], [
      null,
      70_100,
    ]);
    assert.ok(bench.logged.some((line) => line.includes('"reason":"currency"')));
    bench.status = 503;
    await time.pass(10_000);
    assert.ok(bench.logged.some((line) => line.includes("Yahoo answered 503")));
    bench.status = 200;
    bench.answer = (symbol) => wireQuote(symbol, time.now());
    await time.pass(45_000);
    assert.equal(tape.quote(SAMSUNG, DATE, time.now())?.last, 70_100);
  }));

Deno.test("a day that Yahoo is late with ends with what it tells at last", () =>
  withYahoo(`${DATE}T15:29:00`, async (bench) => {
    const { tape, time } = bench;
    tape.start();
    tape.quote(SAMSUNG, DATE, time.now());
    await time.passTo(`${DATE}T15:30:30`);
    bench.answer = (symbol) =>
      wireQuote(symbol, kstMs(DATE, "15:30:20"), { regularMarketPrice: 70_000, regularMarketVolume: 950_000 });
    for (let minute = 0; minute < 27; minute++) {
      tape.quote(SAMSUNG, DATE, time.now());
      await time.pass(60_000);
    }
    const last = tape.sliceAt(SAMSUNG, DATE, SESSION.closesAt);
    assert.deepEqual([last?.rule, last?.print], ["closing_auction", { price: 70_000, size: 50_000, side: "sell" }]);
    assert.deepEqual(tape.dayBar(SAMSUNG, DATE), {
      open: 70_000,
      high: 70_300,
      low: 69_900,
      close: 70_000,
      volume: 950_000,
    });
  }));

Deno.test("a quote of an earlier day says that nothing has traded, and a missing side is made around the last price", () => {
  const quote = {
    symbol: "005930",
    at: kstMs("2026-11-19", "15:30"),
    price: 69_950,
    previousClose: 69_000,
    range: { open: 69_000, high: 70_500, low: 68_900 },
    volume: 9_000,
    bid: null,
    ask: { price: 70_000, size: 5 },
  };
  const early = snapshotOf(quote, SAMSUNG, SESSION, kstMs(DATE, "09:01"));
  assert.deepEqual([early.base, early.previousClose, early.range, early.total, early.book], [70_000, 69_950, null, 0, {
    bids: [],
    asks: [],
  }]);
  const today = { ...quote, at: kstMs(DATE, "09:00:30"), previousClose: 69_950 };
  assert.deepEqual(snapshotOf({ ...today, price: 70_100 }, SAMSUNG, SESSION, today.at).book, {
    bids: [{ price: 70_000, size: 30 }],
    asks: [{ price: 70_200, size: 30 }],
  });
  const locked = snapshotOf({ ...today, price: 91_000 }, SAMSUNG, SESSION, today.at).book;
  assert.deepEqual(locked, { bids: [{ price: 90_900, size: 30 }], asks: [] });
});
