import assert from "node:assert/strict";
import { isOnTick, kstMs, priceBand } from "@hoga/krx";
import { makeDay } from "./day.ts";
import { CLOSES, DATE, OPENS, planOf, STOCK } from "./testing/days.ts";
import { indicativeOf } from "./indicative.ts";
import { slotTime } from "./made_day.ts";
import type { Indicative } from "./types.ts";

const BAR = { open: 51_000, high: 64_000, low: 50_400, close: 63_500, volume: 3_000_000 };
const PLAN = planOf(BAR, { base: 50_000, seed: 5, instrument: { ...STOCK, market: "KOSDAQ" } });
const DAY = makeDay(PLAN);
const GATHERING = DAY.gatherings[0] ?? assert.fail("the day has no interruption");

/** The auctions of the day: when each begins and ends, and the slot that prints it. */
const AUCTIONS = [
  ["opening", kstMs(DATE, "08:30"), OPENS, 0],
  ["closing", kstMs(DATE, "15:20"), CLOSES, DAY.count - 1],
  ["volatility", slotTime(DAY, GATHERING.from), slotTime(DAY, GATHERING.to), GATHERING.to],
] as const;

Deno.test("an auction has an indicative price from its first moment to its last, and none before or after", () => {
  for (const [name, from, to] of AUCTIONS) {
    assert.notEqual(indicativeOf(DAY, from), null, name);
    assert.notEqual(indicativeOf(DAY, to - 1), null, name);
    assert.equal(indicativeOf(DAY, from - 1), null, name);
    assert.equal(indicativeOf(DAY, to), null, name);
  }
  assert.equal(indicativeOf(DAY, kstMs(DATE, "00:00")), null);
  assert.equal(indicativeOf(DAY, kstMs(DATE, "23:59")), null);
});

Deno.test("an indicative price comes to the auction's own, on the tick and within the limits", () => {
  const { upper, lower } = priceBand(PLAN.base, PLAN.instrument, DATE);
  for (const [name, from, to, slot] of AUCTIONS) {
    const [price = 0, size = 0] = [DAY.price[slot], DAY.size[slot]];
    assert.deepEqual(indicativeOf(DAY, to - 1), { price, size }, name);
    assert.deepEqual(indicativeOf(DAY, to - 5_000), { price, size }, name);
    const shown: Indicative[] = [];
    for (let at = from; at < to; at += 5_000) shown.push(indicativeOf(DAY, at) ?? assert.fail(`${name} at ${at}`));
    for (const one of shown) {
      assert.ok(isOnTick(one.price, "stock", DATE, "KOSDAQ") && one.price >= lower && one.price <= upper, name);
      assert.ok(Number.isSafeInteger(one.size) && one.size > 0);
    }
    const quarter = Math.ceil(shown.length / 4);
    const off = (part: readonly Indicative[]) =>
      part.reduce((sum, one) => sum + Math.abs(one.price - price), 0) / part.length;
    const grown = (part: readonly Indicative[]) => part.reduce((sum, one) => sum + one.size, 0) / part.length;
    assert.ok(off(shown.slice(-quarter)) < off(shown.slice(0, quarter)), `${name}: prices come nearer`);
    assert.ok(grown(shown.slice(-quarter)) > 2 * grown(shown.slice(0, quarter)), `${name}: shares gather`);
  }
});

Deno.test("an indicative price is renewed every 5 seconds and stands in between", () => {
  const at = kstMs(DATE, "08:40");
  assert.deepEqual(indicativeOf(DAY, at + 4_999), indicativeOf(DAY, at));
  const sizes = new Set(Array.from({ length: 60 }, (_, step) => indicativeOf(DAY, at + step * 5_000)?.size));
  assert.ok(sizes.size > 50, `${sizes.size} sizes in five minutes`);
});

Deno.test("an auction in which nothing trades has no indicative price", () => {
  const still = makeDay(planOf({ ...BAR, volume: 0 }));
  for (const [, from, to] of AUCTIONS) {
    assert.deepEqual([indicativeOf(still, from), indicativeOf(still, to - 1)], [null, null]);
  }
});

Deno.test("an indicative price off the tick is shown where the auction itself prints there", () => {
  const day = makeDay(planOf({ open: 51_000, high: 51_500, low: 50_900, close: 51_450, volume: 90_000 }));
  assert.equal(indicativeOf(day, CLOSES - 1)?.price, 51_450);
  assert.ok((indicativeOf(day, CLOSES - 60_000)?.price ?? 1) % 100 === 0);
});
