import assert from "node:assert/strict";
import fc from "fast-check";
import { ceilToTick, floorToTick, isOnTick, tickTable } from "@hoga/krx";
import { gridOf } from "./grid.ts";
import { append, emptySide, nextRank, priceAt, queueFor, rankOf, reduce, type Resting } from "./side.ts";

const DATE = "2026-11-20";
const TABLE = tickTable("stock", DATE);
const price = fc.oneof(
  fc.integer({ min: 1, max: 600_000 }),
  fc.constantFrom(1, 2_000, 5_000, 20_000, 50_000, 200_000, 500_000).chain((bound) =>
    fc.integer({ min: Math.max(bound - 300, 1), max: bound + 300 })
  ),
);
const limits = fc.tuple(price, fc.integer({ min: 1, max: 3_000 })).map(([from, width]) => {
  const lower = ceilToTick(from, "stock", DATE);
  return { lower, upper: ceilToTick(lower + width, "stock", DATE) };
});

Deno.test("a grid numbers the valid prices between the limits, and no others", () => {
  fc.assert(
    fc.property(limits, ({ lower, upper }) => {
      const grid = gridOf(TABLE, lower, upper);
      let rung = 0;
      for (let price = lower - 3; price <= upper + 3; price++) {
        const isValid = price >= lower && price <= upper && isOnTick(price, "stock", DATE);
        assert.equal(grid.rungOf(price), isValid ? rung : -1, `${price}`);
        if (isValid) assert.equal(grid.priceOf(rung++), price);
      }
      assert.equal(grid.size, rung);
      assert.equal(grid.rungOf(lower + 0.5), -1);
    }),
    { numRuns: 100 },
  );
});

Deno.test("a grid rounds to the tick, and into the limits", () => {
  const inside = (price: number, lower: number, upper: number) => Math.min(Math.max(price, lower), upper);
  fc.assert(fc.property(limits, fc.integer({ min: -50, max: 3_500 }), ({ lower, upper }, offset) => {
    const grid = gridOf(TABLE, lower, upper);
    const price = Math.max(lower + offset, 1);
    assert.equal(grid.ceil(price), inside(ceilToTick(price, "stock", DATE), lower, upper));
    assert.equal(grid.floor(price), inside(floorToTick(price, "stock", DATE), lower, upper));
  }));
});

Deno.test("limits off the tick, or the wrong way round, are none", () => {
  assert.throws(() => gridOf(TABLE, 50_050, 60_000), RangeError);
  assert.throws(() => gridOf(TABLE, 50_000, 60_050), RangeError);
  assert.throws(() => gridOf(TABLE, 60_000, 50_000), RangeError);
});

const node = (left: number): Resting => (
  { orderId: "", order: null, accountId: "", side: "buy", left, seq: 0, queue: null, before: null, behind: null }
);

Deno.test("a side finds its best price, whatever comes and goes", () => {
  const grid = gridOf(TABLE, 49_000, 53_000);
  const steps = fc.array(fc.tuple(fc.nat({ max: grid.size - 1 }), fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(fc.constantFrom("buy" as const, "sell" as const), steps, (which, steps) => {
      const side = emptySide(which, grid);
      const held = new Map<number, Resting[]>();
      for (const [rung, comes] of steps) {
        const price = grid.priceOf(rung);
        const rank = rankOf(side, price);
        assert.equal(priceAt(side, rank), price);
        const nodes = held.get(rank) ?? [];
        held.set(rank, nodes);
        if (comes) {
          const one = node(5);
          nodes.push(one);
          append(side, queueFor(side, rank, price), one);
        } else {
          const gone = nodes.shift();
          if (gone !== undefined) reduce(side, gone, 5);
        }
        const ranks = [...held].filter(([, nodes]) => nodes.length > 0).map(([rank]) => rank).sort((a, b) => a - b);
        assert.equal(side.best, ranks[0] ?? grid.size);
        const found: number[] = [];
        for (let rank = nextRank(side, 0); rank < grid.size; rank = nextRank(side, rank + 1)) found.push(rank);
        assert.deepEqual(found, ranks);
      }
    }),
    { numRuns: 200 },
  );
});
