import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { BUILT_IN_INSTRUMENTS, kstDate, kstIso, kstMs } from "@hoga/krx";
import { type Candle, createReplayTape, parseDailyCsv } from "@hoga/tape";
import { BARS, replayTape, simTape } from "../testing.ts";
import { candlesOf, type CandleSource, parseCandleQuery } from "./candles.ts";

function source(date: string, time: string, change: Partial<CandleSource> = {}): CandleSource {
  return { tape: replayTape(), now: kstMs(date, time), overrides: [], ...change };
}

function candles(
  from: CandleSource,
  params: { readonly interval?: string; readonly from?: string; readonly to?: string },
  symbol = "005930",
): readonly Candle[] {
  const instrument = BUILT_IN_INSTRUMENTS.find((one) => one.symbol === symbol);
  const query = parseCandleQuery(params);
  assert.ok(instrument !== undefined && "value" in query);
  const found = candlesOf(instrument, query.value, from);
  assert.ok("value" in found, "refusal" in found ? found.refusal.message : "");
  return found.value;
}

function sum(parts: readonly Candle[]) {
  return {
    open: parts[0]?.open,
    high: Math.max(...parts.map((one) => one.high)),
    low: Math.min(...parts.map((one) => one.low)),
    close: parts.at(-1)?.close,
    volume: parts.reduce((total, one) => total + one.volume, 0),
  };
}

Deno.test("minutes are those of the running session so far, before the open of the last one", () => {
  const running = candles(source("2025-03-14", "10:30:30"), {});
  assert.equal(running[0]?.at, kstMs("2025-03-14", "09:00"));
  assert.ok((running.at(-1)?.at ?? Infinity) <= kstMs("2025-03-14", "10:30"));
  const quote = replayTape().quote({ ...samsung() }, "2025-03-14", kstMs("2025-03-14", "10:30:30"));
  assert.deepEqual(sum(running), {
    open: quote?.open,
    high: quote?.high,
    low: quote?.low,
    close: quote?.last,
    volume: quote?.volume,
  });
  for (const [date, time] of [["2025-03-17", "08:59"], ["2025-03-15", "12:00"], ["2025-03-14", "15:30"]] as const) {
    for (const interval of ["1m", "5m"]) {
      const { date: _, ...bar } = BARS[2] ?? {};
      assert.deepEqual(sum(candles(source(date, time), { interval })), bar, `${interval} at ${date} ${time}`);
    }
  }
});

Deno.test("days are the finished ones and today as far as it has come", () => {
  const whole = (count: number) =>
    BARS.slice(0, count).map(({ date, ...bar }) => ({ at: kstMs(date, "09:00"), ...bar }));
  assert.deepEqual(candles(source("2025-03-14", "08:59"), { interval: "1d" }), whole(2));
  assert.deepEqual(candles(source("2025-03-16", "08:59"), { interval: "1d" }), whole(3));
  assert.deepEqual(candles(source("2025-03-17", "15:30"), { interval: "1d" }), whole(4));
  const now = source("2025-03-17", "09:20");
  const quote = now.tape.quote(samsung(), "2025-03-17", now.now);
  assert.ok(quote !== null && quote.volume < 2_500_000);
  const { open, high, low, last, volume } = quote;
  assert.deepEqual(candles(now, { interval: "1d" }), [
    ...whole(3),
    { at: kstMs("2025-03-17", "09:00"), open, high, low, close: last, volume },
  ]);
});

Deno.test("days of before a split are told in shares of today, minutes and live days as they were", () => {
  const exDate = "2025-03-17";
  const split = {
    id: "split",
    kind: "split" as const,
    symbol: "005930",
    exDate,
    exAt: kstMs(exDate, "00:00"),
    ratio: { numerator: 7, denominator: 1 },
  };
  const bonus = { ...split, exDate: "2025-03-14", ratio: { numerator: 11, denominator: 10 } };
  const actions = [bonus, split, { ...split, symbol: "000660", exDate: "2025-03-18" }];
  const monday = source("2025-03-17", "15:30", { actions });
  const shares = [7.7, 7.7, 7, 1];
  const expected = BARS.map(({ date, open, high, low, close, volume }, index) => {
    const ratio = shares[index] ?? NaN;
    const [o, h, l, c] = [open, high, low, close].map((price) => Math.round(price / ratio));
    return { at: kstMs(date, "09:00"), open: o, high: h, low: l, close: c, volume: Math.round(volume * ratio) };
  });
  assert.deepEqual(candles(monday, { interval: "1d" }), expected);
  const minutes = { interval: "5m", from: "2025-03-14", to: "2025-03-14" };
  assert.deepEqual(candles(monday, minutes), candles({ ...monday, actions: [] }, minutes));
  const live = { ...monday, tape: { ...monday.tape, source: "kis" as const } };
  assert.deepEqual(candles(live, { interval: "1d" }), candles({ ...live, actions: [] }, { interval: "1d" }));
});

Deno.test("from and to choose by the start of a candle, as dates or instants, and never beyond now", () => {
  const weekend = source("2025-03-16", "12:00");
  const starts = (params: Parameters<typeof candles>[1], from = weekend) =>
    candles(from, params).map((one) => kstIso(one.at).slice(0, 16));
  const days = { interval: "1d", from: "2025-03-13", to: "2025-03-13" };
  assert.deepEqual(starts(days), ["2025-03-13T09:00"]);
  assert.deepEqual(starts({ ...days, to: "2027-01-01" }), ["2025-03-13T09:00", "2025-03-14T09:00"]);
  assert.deepEqual(starts({ ...days, from: "2026-01-01", to: "2027-01-01" }), []);
  assert.equal(starts({ interval: "1d", to: "2099-01-01" }).length, 3);
  const minutes = starts({
    interval: "5m",
    from: "2025-03-13T10:00:00+09:00",
    to: "2025-03-13T01:10:00Z",
  });
  assert.deepEqual(minutes, ["2025-03-13T10:00", "2025-03-13T10:05", "2025-03-13T10:10"]);
  assert.deepEqual(
    new Set(starts({ interval: "5m", to: "2025-03-13" }).map((at) => at.slice(0, 10))),
    new Set(["2025-03-13"]),
  );
});

Deno.test("sixty days by default, two thousand candles at most", () => {
  const sim = source("2026-11-22", "12:00", { tape: simTape() });
  const days = candles(sim, { interval: "1d" }, "000660");
  assert.equal(days.length, 60);
  assert.equal(kstDate(days.at(-1)?.at ?? 0), "2026-11-20");
  assert.equal(candles(source("2018-01-05", "16:00", { tape: simTape() }), { interval: "1d" }, "000660").length, 4);
  const query = parseCandleQuery({ interval: "1d", from: "2018-01-01" });
  assert.ok("value" in query);
  const tooMany = candlesOf(samsung(), query.value, sim);
  assert.match("refusal" in tooMany ? tooMany.refusal.message : "", /more than 2000 candles/);
});

Deno.test("a wrong value is named", () => {
  const rows: readonly (readonly [Parameters<typeof parseCandleQuery>[0], RegExp])[] = [
    [{ interval: "2h" }, /interval .*"2h"/],
    [{ interval: "toString" }, /interval/],
    [{ from: "yesterday" }, /from .*"yesterday"/],
    [{ to: "2025-02-30" }, /to .*"2025-02-30"/],
    [{ from: "0000-01-01T00:00+23:00" }, /from/],
    [{ to: "9999-12-31T23:59-23:00" }, /to/],
    [{ from: "2025-03-14", to: "2025-03-13" }, /from \(2025-03-14\) is after to/],
  ];
  for (const [params, message] of rows) {
    const parsed = parseCandleQuery(params);
    assert.match("refusal" in parsed ? parsed.refusal.message : "accepted", message);
  }
});

Deno.test("the candles of replayed days are those of the file", () => {
  const file = new URL("../../../../shared/krx/daily/005930.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/daily is absent");
  const parsed = parseDailyCsv(readFileSync(file, "utf8"));
  assert.ok("bars" in parsed);
  const { bars } = parsed;
  const tape = createReplayTape({ bars: new Map([["005930", bars]]), seed: 1 });
  const after = source("2025-06-16", "15:30", { tape });
  assert.deepEqual(
    candles(after, { interval: "1d", from: "2023-12-05" }).map(({ at, ...bar }) => ({ date: kstDate(at), ...bar })),
    bars,
  );
  for (const { date, ...bar } of bars.slice(-3)) {
    assert.deepEqual(sum(candles(after, { from: date, to: date })), bar);
    assert.deepEqual(sum(candles(after, { interval: "5m", from: date, to: date })), bar);
  }
});

function samsung() {
  const found = BUILT_IN_INSTRUMENTS.find((one) => one.symbol === "005930");
  assert.ok(found !== undefined);
  return found;
}
