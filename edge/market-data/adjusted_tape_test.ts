import assert from "node:assert/strict";
import fc from "fast-check";
import { BUILT_IN_INSTRUMENTS, ceilToTick, isOnTick, kstMs, previousTradingDay, tradingDay } from "@hoga/krx";
import { createRecordedDay, createRecordedTape, createReplayTape, createSimTape } from "@hoga/tape";
import { type SymbolAction, tapeByActions, withActions } from "./adjusted_tape.ts";
import type { CorporateAction } from "./state/actions.ts";
import { BARS } from "./testing.ts";

const EX = "2026-11-23";
const EVE = "2026-11-20";
const [SAMSUNG, OTHER] = BUILT_IN_INSTRUMENTS;
assert.ok(SAMSUNG !== undefined && OTHER !== undefined);

function change(numerator: number, denominator: number, exDate = EX, symbol = "005930"): SymbolAction {
  return {
    id: `${exDate}`,
    kind: "split",
    symbol,
    exDate,
    exAt: kstMs(exDate, "00:00"),
    ratio: { numerator, denominator },
  };
}

const at = (date: string, time: string) => kstMs(date, time);

Deno.test("a made-up market goes on at the new level from the ex-date on, and is as it was before and for others", () => {
  const sim = createSimTape({ seed: 7 });
  const tape = withActions(sim, [change(5, 1)], []);
  for (const time of ["09:00", "10:30", "15:30"]) {
    assert.deepEqual(tape.quote(SAMSUNG, EVE, at(EVE, time)), sim.quote(SAMSUNG, EVE, at(EVE, time)));
    assert.deepEqual(tape.quote(OTHER, EX, at(EX, time)), sim.quote(OTHER, EX, at(EX, time)));
  }
  const close = sim.dayBar(SAMSUNG, EVE)?.close ?? 0;
  const base = ceilToTick(close / 5, "stock", EX, "KOSPI");
  assert.equal(tape.basePrice(SAMSUNG, EX), base);
  const before = tape.quote(SAMSUNG, EX, at(EX, "08:59"));
  assert.deepEqual([before?.last, before?.previousClose, before?.open], [base, base, null]);
  const open = tape.quote(SAMSUNG, EX, at(EX, "09:30"));
  assert.equal(open?.previousClose, base);
  // The day itself is played by the walk at the new level, which ticks have led a little astray since the anchor.
  assert.ok(Math.abs((open?.last ?? 0) / base - 1) < 0.3);
  for (const level of [...open?.bids ?? [], ...open?.asks ?? []]) {
    assert.ok(isOnTick(level.price, "stock", EX, "KOSPI"), `${level.price}`);
  }
  const volumes = [sim, tape].map((one) => one.dayBar(SAMSUNG, EX)?.volume ?? 0);
  assert.ok(Math.abs((volumes[1] ?? 0) / (volumes[0] ?? 1) - 5) < 0.5, `${volumes}`);
  // The day after goes on from the close of the ex-date.
  const next = "2026-11-24";
  assert.equal(tape.quote(SAMSUNG, next, at(next, "08:00"))?.previousClose, tape.dayBar(SAMSUNG, EX)?.close);
});

Deno.test("whatever the ratio and the instrument, the market goes on within a few percent of the adjusted base price", () => {
  const sim = createSimTape({ seed: 3 });
  const part = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(part, part, fc.constantFrom(...BUILT_IN_INSTRUMENTS.slice(0, 80)), (n, d, instrument) => {
      const tape = withActions(sim, [change(n, d, EX, instrument.symbol)], []);
      const base = tape.basePrice(instrument, EX) ?? 0;
      // At low prices a tick is a large part of the price.
      if (base < 2_000) return;
      const own = tape.slices(instrument, EX, at(EX, "09:00"), at(EX, "09:00:30"));
      const band = sim.slices(instrument, EX, at(EX, "09:00"), at(EX, "09:00:30"));
      const move = (price: number, from: number) => price / from - 1;
      const [mine, theirs] = [own[0]?.print?.price ?? 0, band[0]?.print?.price ?? 0];
      const gap = move(mine, base) - move(theirs, sim.basePrice(instrument, EX) ?? 1);
      assert.ok(Math.abs(gap) < 0.05, `${instrument.symbol} ${n}:${d} ${gap}`);
    }),
    { numRuns: 60 },
  );
});

Deno.test("real prices stay as they are; only the base price of the ex-date is the close before it over the ratio", () => {
  const raw = createReplayTape({ bars: new Map([["005930", BARS]]), seed: 7 });
  const ex = "2025-03-17";
  // The bar of that day is at a fiftieth of the close before it.
  const bars = BARS.map((bar) =>
    bar.date < ex ? { ...bar, open: bar.open * 50, high: bar.high * 50, low: bar.low * 50, close: bar.close * 50 } : bar
  );
  const real = createReplayTape({ bars: new Map([["005930", bars]]), seed: 7 });
  const tape = withActions(real, [change(50, 1, ex)], []);
  assert.equal(real.basePrice(SAMSUNG, ex), 54_900 * 50);
  assert.equal(tape.basePrice(SAMSUNG, ex), 54_900);
  assert.equal(tape.quote(SAMSUNG, ex, at(ex, "10:00"))?.previousClose, 54_900);
  assert.deepEqual(
    tape.slices(SAMSUNG, ex, at(ex, "09:00"), at(ex, "15:30")),
    real.slices(SAMSUNG, ex, at(ex, "09:00"), at(ex, "15:30")),
  );
  assert.deepEqual(tape.dayBar(SAMSUNG, "2025-03-14"), real.dayBar(SAMSUNG, "2025-03-14"));
  assert.equal(tape.basePrice(SAMSUNG, "2025-03-18"), raw.basePrice(SAMSUNG, "2025-03-18"));
});

const FUND = BUILT_IN_INSTRUMENTS.find((one) => one.symbol === "069500");
assert.ok(FUND !== undefined && FUND.kind === "etf");

Deno.test("a fund's price falls by what it pays and goes on from there; a stock's base price is not adjusted for its dividend", () => {
  const sim = createSimTape({ seed: 7 });
  const paid = (symbol: string, amountPerShare: number, exDate = EX) => ({ symbol, exDate, amountPerShare });
  const close = sim.dayBar(FUND, EVE)?.close ?? 0;
  const amount = Math.round(close / 5);
  const tape = withActions(sim, [paid("069500", amount), paid("005930", 1_000)], []);
  assert.equal(tape.basePrice(FUND, EVE), sim.basePrice(FUND, EVE));
  const base = ceilToTick(close - amount, "etf", EX, "KOSPI");
  const before = tape.quote(FUND, EX, at(EX, "08:59"));
  assert.deepEqual([tape.basePrice(FUND, EX), before?.previousClose, before?.last], [base, base, base]);
  assert.equal(tape.basePrice(SAMSUNG, EX), sim.basePrice(SAMSUNG, EX));
  assert.deepEqual(tape.dayBar(SAMSUNG, EX), sim.dayBar(SAMSUNG, EX));
  // It is the same market a fifth lower: on the ex-date and ever after its days differ from those without by that, but for ticks.
  for (const date of [EX, "2026-11-24", "2026-12-30", "2027-06-30"]) {
    const mine = tape.dayBar(FUND, date);
    const theirs = sim.dayBar(FUND, date);
    assert.ok(Math.abs((mine?.close ?? 0) / ((theirs?.close ?? 1) * (1 - amount / close)) - 1) < 0.02, date);
    assert.ok(Math.abs((mine?.volume ?? 0) / (theirs?.volume ?? 1) - 1) < 0.02, date);
  }
  const next = "2026-11-24";
  assert.equal(tape.basePrice(FUND, next), ceilToTick(tape.dayBar(FUND, EX)?.close ?? 0, "etf", next, "KOSPI"));
  // Nothing is left of a price but a tick, whatever is paid.
  assert.equal(withActions(sim, [paid("069500", 10 * close)], []).basePrice(FUND, EX), 1);
});

Deno.test("what a fund pays on the date of a split is paid for shares of before it", () => {
  const sim = createSimTape({ seed: 7 });
  const entered = {
    symbol: "069500",
    exDate: EX,
    payDate: null,
    amountPerShare: null,
    numerator: null,
    denominator: null,
    exAnnounced: false,
    payAnnounced: false,
  };
  const known: CorporateAction[] = [
    // By their ids the bonus comes first.
    { ...entered, id: "bonus", kind: "bonus_issue", numerator: 4, denominator: 1 },
    { ...entered, id: "dividend", kind: "cash_dividend", amountPerShare: 1_000 },
  ];
  const close = sim.dayBar(FUND, EVE)?.close ?? 0;
  const { tape } = tapeByActions(sim)(known, [], at(EX, "00:00"));
  assert.equal(tape.basePrice(FUND, EX), ceilToTick((close - 1_000) / 5, "etf", EX, "KOSPI"));
});

Deno.test("a recorded ex-date that knows its base price already is not adjusted twice", () => {
  const header = { symbol: "005930", source: "kis" as const, earlier: null };
  const [eve, ex] = ["2025-03-14", "2025-03-17"];
  const days = [
    createRecordedDay({ ...header, date: ex, base: 54_900, previousClose: 54_900 }),
    createRecordedDay({
      ...header,
      date: eve,
      base: 2_700_000,
      previousClose: 2_700_000,
      earlier: { open: 2_700_000, high: 2_750_000, low: 2_700_000, close: 2_745_000, volume: 10 },
    }),
  ];
  for (const known of [days, days.slice(0, 1)]) {
    const store = {
      day: (_symbol: string, date: string) => known.find((day) => day.header.date === date) ?? null,
      closeBefore: () => null,
    };
    const tape = withActions(createRecordedTape(store, { source: "replay" }), [change(50, 1, ex)], []);
    assert.equal(tape.basePrice(SAMSUNG, ex), 54_900);
    assert.equal(tape.quote(SAMSUNG, ex, at(ex, "08:59"))?.previousClose, 54_900);
  }
});

Deno.test("changes of an ex-date that was closed after all count for the next session, and several count together", () => {
  const sim = createSimTape({ seed: 7 });
  const closed = [{ date: EX, closed: true }];
  const next = "2026-11-24";
  const tape = withActions(createSimTape({ seed: 7, overrides: closed }), [change(5, 1), change(11, 10, next)], closed);
  assert.equal(previousTradingDay(next, closed).date, EVE);
  assert.equal(tradingDay(EX, closed).isTradingDay, false);
  const close = sim.dayBar(SAMSUNG, EVE)?.close ?? 0;
  assert.equal(tape.basePrice(SAMSUNG, next), ceilToTick(close * 10 / 55, "stock", next, "KOSPI"));
});

Deno.test("an action counts from its ex-date on, and live prices are left alone", () => {
  const sim = createSimTape({ seed: 7 });
  const entered: CorporateAction = {
    id: "split",
    kind: "split",
    symbol: "005930",
    exDate: EX,
    payDate: null,
    amountPerShare: null,
    numerator: 5,
    denominator: 1,
    exAnnounced: false,
    payAnnounced: false,
  };
  const dividend: CorporateAction = {
    ...entered,
    id: "dividend",
    kind: "cash_dividend",
    exDate: EVE,
    numerator: null,
    denominator: null,
  };
  const known = [dividend, entered];
  const overrides: never[] = [];
  const view = tapeByActions(sim);
  // On the eve the prices of the ex-date are those of the shares as they are: orders of that night are placed by them.
  const eve = view(known, overrides, at(EX, "00:00") - 1);
  assert.equal(eve.tape, sim);
  const day = view(known, overrides, at(EX, "00:00"));
  assert.deepEqual(day.actions.map((one) => one.id), ["split"]);
  assert.equal(view(known, overrides, at(EX, "12:00")).tape, day.tape);
  assert.ok((day.tape.basePrice(SAMSUNG, EX) ?? 0) < (eve.tape.basePrice(SAMSUNG, EX) ?? 0) / 4);
  const live = { ...sim, source: "kis" as const };
  assert.equal(withActions(live, [change(5, 1)], []), live);
});
