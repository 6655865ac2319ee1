import assert from "node:assert/strict";
import { Quote } from "@hoga/contracts";
import { BUILT_IN_INSTRUMENTS, type Instrument, kstIso, kstMs } from "@hoga/krx";
import { createReplayTape } from "@hoga/tape";
import { BARS, replayTape } from "../testing.ts";
import { bookOf, quotesOf, type QuoteSource } from "./quotes.ts";

const SAMSUNG = instrument("005930");
const HYNIX = instrument("000660");

function instrument(symbol: string): Instrument {
  const found = BUILT_IN_INSTRUMENTS.find((one) => one.symbol === symbol);
  assert.ok(found !== undefined);
  return found;
}

function source(date: string, time: string, change: Partial<QuoteSource> = {}): QuoteSource {
  return { tape: replayTape(), now: kstMs(date, time), overrides: [], lang: "ko", ...change };
}

function quote(from: QuoteSource): Quote {
  const quotes = quotesOf([SAMSUNG], from);
  assert.ok("value" in quotes);
  return Quote.parse(quotes.value[0]);
}

Deno.test("before the open a quote stands at the previous close, within today's limits", () => {
  const opening = replayTape().slices(SAMSUNG, "2025-03-14", 0, kstMs("2025-03-14", "09:00"))[0]?.print;
  const rows = [
    ["00:00", { phase: "pre_open", trading: "closed", indicativePrice: null, indicativeVolume: null }],
    ["08:59:59.999", {
      phase: "opening_auction",
      trading: "auction",
      indicativePrice: opening?.price,
      indicativeVolume: opening?.size,
    }],
  ] as const;
  for (const [time, state] of rows) {
    assert.deepEqual(quote(source("2025-03-14", time)), {
      symbol: "005930",
      name: "삼성전자",
      last: 54_700,
      change: 0,
      changeRate: 0,
      open: null,
      high: null,
      low: null,
      volume: 0,
      previousClose: 54_700,
      upperLimit: 71_100,
      lowerLimit: 38_300,
      bid: null,
      ask: null,
      at: "2025-03-13T15:30:00+09:00",
      ageMs: kstMs("2025-03-14", time) - kstMs("2025-03-13", "15:30"),
      source: "replay",
      ...state,
    });
  }
});

Deno.test("in the session a quote is the tape's at this moment, with the best bid and ask", () => {
  const tape = replayTape();
  for (const time of ["09:00", "09:00:07", "11:11:11", "15:25", "15:29:59.999"]) {
    const now = kstMs("2025-03-14", time);
    const shown = quote(source("2025-03-14", time, { tape }));
    const onTape = tape.quote(SAMSUNG, "2025-03-14", now);
    assert.ok(onTape !== null);
    assert.deepEqual(
      [shown.last, shown.open, shown.high, shown.low, shown.volume, shown.bid, shown.ask, shown.at],
      [
        onTape.last,
        54_400,
        onTape.high,
        onTape.low,
        onTape.volume,
        onTape.bids[0]?.price,
        onTape.asks[0]?.price,
        kstIso(onTape.at),
      ],
    );
    assert.equal(shown.change, shown.last - 54_700);
    assert.ok(shown.bid !== null && shown.ask !== null && shown.bid < shown.ask);
    const closing = time.startsWith("15");
    assert.equal(shown.phase, closing ? "closing_auction" : "continuous");
    assert.equal(shown.trading, closing ? "auction" : "continuous");
    assert.deepEqual(
      [shown.indicativePrice, shown.indicativeVolume],
      [onTape.indicative?.price ?? null, onTape.indicative?.size ?? null],
    );
    assert.equal(shown.indicativePrice !== null, closing);
  }
});

Deno.test("after the close and over a weekend a quote is the day's last state, without bids and asks", () => {
  const rows = [
    ["2025-03-14", "15:30", "after_close"],
    ["2025-03-14", "23:59", "after_close"],
    ["2025-03-16", "12:00", "closed"],
  ] as const;
  for (const [date, time, phase] of rows) {
    const { name: _, ageMs, ...shown } = quote(source(date, time));
    assert.equal(ageMs, kstMs(date, time) - kstMs("2025-03-14", "15:30"));
    assert.deepEqual(shown, {
      symbol: "005930",
      last: 54_900,
      change: 200,
      changeRate: 0.003656,
      open: 54_400,
      high: 55_000,
      low: 54_200,
      volume: 900_000,
      previousClose: 54_700,
      upperLimit: 71_100,
      lowerLimit: 38_300,
      bid: null,
      ask: null,
      indicativePrice: null,
      indicativeVolume: null,
      trading: "closed",
      at: "2025-03-14T15:30:00+09:00",
      source: "replay",
      phase,
    });
  }
});

Deno.test("a close off the tick is still what the quote stands at before the open", () => {
  const bars = BARS.map((bar) => bar.date === "2025-03-13" ? { ...bar, close: 54_650 } : bar);
  const tape = createReplayTape({ bars: new Map([["005930", bars]]), seed: 7 });
  const { last, previousClose, change } = quote(source("2025-03-14", "08:00", { tape }));
  assert.deepEqual([last, previousClose, change], [54_650, 54_650, 0]);
});

Deno.test("in a volatility interruption a quote has the auction's indicative price, and keeps its bids and asks", () => {
  const bars = BARS.map((bar) => bar.date === "2025-03-14" ? { ...bar, high: 69_900, close: 69_800 } : bar);
  const tape = createReplayTape({ bars: new Map([["005930", bars]]), seed: 7 });
  const slices = tape.slices(SAMSUNG, "2025-03-14", 0, Infinity);
  const begins = slices.find((slice) => slice.trading === "auction") ?? assert.fail("nothing was interrupted");
  const ends = slices.find((slice) => slice.rule === "volatility_auction") ??
    assert.fail("the interruption did not end");
  const during = quotesOf([SAMSUNG], { tape, now: ends.at - 1, overrides: [], lang: "ko" });
  assert.ok("value" in during && begins.at < ends.at - 1);
  const [shown] = during.value;
  assert.deepEqual(
    [shown?.trading, shown?.phase, shown?.indicativePrice, shown?.indicativeVolume],
    ["auction", "continuous", ends.print?.price, ends.print?.size],
  );
  assert.ok(shown?.bid !== null && shown?.ask !== null);
});

Deno.test("a halt and a circuit breaker stop an instrument, gather for its reopening and let it go on", () => {
  const moment = (time: string) => kstMs("2025-03-14", time);
  const stop = {
    id: "halt-1",
    kind: "halt",
    symbol: "005930",
    market: null,
    haltedFrom: moment("10:00"),
    haltedUntil: moment("10:30"),
    auctionUntil: moment("10:40"),
    note: null,
  } as const;
  const rows = [
    [stop, "09:59:59", "continuous"],
    [stop, "10:00", "halted"],
    [stop, "10:30", "auction"],
    [stop, "10:40", "continuous"],
    [{ ...stop, haltedUntil: null, auctionUntil: null }, "15:25", "halted"],
    [{ ...stop, haltedUntil: null, auctionUntil: null }, "15:30", "closed"],
    [{ ...stop, symbol: null, market: "KOSPI" }, "10:10", "halted"],
    [{ ...stop, symbol: null, market: "KOSDAQ" }, "10:10", "continuous"],
    [{ ...stop, symbol: "000660" }, "10:10", "continuous"],
  ] as const;
  for (const [interruption, time, trading] of rows) {
    assert.equal(quote(source("2025-03-14", time, { interruptions: [interruption] })).trading, trading, time);
  }
});

Deno.test("an instrument of which the tape shows nothing today does not trade", () => {
  assert.deepEqual(
    [quote(source("2025-03-18", "10:00")).trading, quote(source("2025-03-18", "16:00")).trading],
    ["halted", "closed"],
  );
});

Deno.test("names are Korean unless English is asked for", () => {
  assert.equal(quote(source("2025-03-14", "10:00", { lang: "en" })).name, "Samsung Electronics");
});

Deno.test("instruments without market data are left out, and refused when there is nothing else", () => {
  const some = quotesOf([HYNIX, SAMSUNG], source("2025-03-14", "10:00"));
  assert.deepEqual("value" in some && some.value.map((one) => one.symbol), ["005930"]);
  const none = quotesOf([HYNIX], source("2025-03-14", "10:00"));
  assert.deepEqual(none, {
    refusal: { code: "no_market_data", message: "There is no market data for 000660" },
  });
  assert.deepEqual(bookOf(HYNIX, source("2025-03-14", "10:00")), none);
});

Deno.test("a book shows ten levels a side in the session and none outside it", () => {
  const open = bookOf(SAMSUNG, source("2025-03-14", "10:00:03"));
  assert.ok("value" in open);
  const slice = replayTape().sliceAt(SAMSUNG, "2025-03-14", kstMs("2025-03-14", "10:00:03"));
  assert.deepEqual([open.value.bids, open.value.asks], [slice?.bids, slice?.asks]);
  assert.equal(open.value.asks.length, 10);
  assert.equal(open.value.at, "2025-03-14T10:00:00+09:00");
  const closed = bookOf(SAMSUNG, source("2025-03-15", "10:00"));
  assert.deepEqual("value" in closed && [closed.value.bids, closed.value.asks, closed.value.last], [[], [], 54_900]);
});
