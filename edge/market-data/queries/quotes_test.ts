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
  for (const [time, phase] of [["00:00", "pre_open"], ["08:59:59.999", "opening_auction"]] as const) {
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
      source: "replay",
      phase,
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
    assert.equal(shown.phase, time.startsWith("15") ? "closing_auction" : "continuous");
  }
});

Deno.test("after the close and over a weekend a quote is the day's last state, without bids and asks", () => {
  const rows = [
    ["2025-03-14", "15:30", "after_close"],
    ["2025-03-14", "23:59", "after_close"],
    ["2025-03-16", "12:00", "closed"],
  ] as const;
  for (const [date, time, phase] of rows) {
    const { name: _, ...shown } = quote(source(date, time));
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
