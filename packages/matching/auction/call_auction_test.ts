import assert from "node:assert/strict";
import { callAuction } from "./call_auction.ts";
import { auctionPrice } from "./price.ts";
import { rulesOf } from "./testing/books.ts";
import type { AuctionOrder, AuctionRules } from "./types.ts";

/**
 * Orders written as `B30@100` or `Sm50` (m: market), with `#2` where the time is not the place in the list; the first is
 * called a, the second b.
 */
function ordersOf(text: string): readonly AuctionOrder[] {
  return text.split(" ").filter((word) => word !== "").map((word, index) => {
    const parts = /^([BS])(?:(\d+)@(\d+)|m(\d+))(?:#(\d+))?$/.exec(word);
    assert.ok(parts, word);
    const [, side, limited, price, market, seq] = parts;
    return {
      id: String.fromCharCode(97 + index),
      side: side === "B" ? "buy" : "sell",
      price: price === undefined ? null : Number(price),
      quantity: Number(limited ?? market),
      seq: Number(seq ?? index),
    };
  });
}

/** Ticks of 1 won and limits of 70 and 130. */
const LOW = { lower: 70, upper: 130 };
/** The tick changes from 1 to 5 won at 2,000. */
const TICK_CHANGE = { lower: 1_400, upper: 2_600 };
const UNLIMITED = { lower: null, upper: null };
const OPENING = { ...LOW, simultaneous: true };

type Example = readonly [
  what: string,
  orders: string,
  rules: Partial<AuctionRules>,
  last: number,
  /** Price, volume, matched prices, shares of each order; null where nothing matches. */
  expected: readonly [number, number, readonly [number, number], string] | null,
];

const EXAMPLES: readonly Example[] = [
  ["no orders", "", LOW, 100, null],
  ["bids alone", "B10@100 Bm10", LOW, 100, null],
  ["offers alone", "S10@100 Sm10", LOW, 100, null],
  ["a book that does not cross", "B10@99 S10@100", LOW, 100, null],
  ["one bid meets one offer", "B10@100 S10@100", LOW, 90, [100, 10, [100, 100], "a10 b10"]],

  ["more bid than offered: the bid's price, last below", "B100@105 S60@100", LOW, 90, [105, 60, [105, 105], "a60 b60"]],
  ["... last between", "B100@105 S60@100", LOW, 102, [105, 60, [105, 105], "a60 b60"]],
  ["more offered than bid: the offer's price", "B60@105 S100@100", LOW, 105, [100, 60, [100, 100], "a60 b60"]],
  ["as much bid as offered: last decides", "B100@105 S100@100", LOW, 103, [103, 100, [100, 105], "a100 b100"]],
  ["... last at the lower end", "B100@105 S100@100", LOW, 100, [100, 100, [100, 105], "a100 b100"]],
  ["... last at the upper end", "B100@105 S100@100", LOW, 105, [105, 100, [100, 105], "a100 b100"]],
  ["... last below the range", "B100@105 S100@100", LOW, 80, [100, 100, [100, 105], "a100 b100"]],
  ["... last above the range", "B100@105 S100@100", LOW, 120, [105, 100, [100, 105], "a100 b100"]],
  ["... last outside the limits", "B100@105 S100@100", LOW, 900, [105, 100, [100, 105], "a100 b100"]],
  ["a range between inner quotes", "B100@105 B50@103 S100@100 S50@104", LOW, 110, [104, 100, [103, 104], "a100 c100"]],
  ["a range that ends at quotes without a fill", "B10@110 B10@100 S10@90 S10@105", LOW, 70, [
    100,
    10,
    [100, 105],
    "a10 c10",
  ]],

  ["last between two ticks: the nearest above", "B9@2030 S9@2010", TICK_CHANGE, 2016, [2020, 9, [2010, 2030], "a9 b9"]],
  ["... also when below is nearer", "B9@2030 S9@2010", TICK_CHANGE, 2011, [2015, 9, [2010, 2030], "a9 b9"]],
  ["... just below the range", "B9@2030 S9@2010", TICK_CHANGE, 2008, [2010, 9, [2010, 2030], "a9 b9"]],
  ["... just above the range", "B9@2030 S9@2010", TICK_CHANGE, 2033, [2030, 9, [2010, 2030], "a9 b9"]],
  ["a range over a change of ticks", "B9@2010 S9@1990", TICK_CHANGE, 2001, [2005, 9, [1990, 2010], "a9 b9"]],

  ["price before time", "B30@100 B30@101 S40@100", LOW, 100, [100, 40, [100, 100], "b30 a10 c40"]],
  ["time at one price", "B30@100#2 B30@100#1 S40@100", LOW, 100, [100, 40, [100, 100], "b30 a10 c40"]],
  ["the lower offer first", "B40@100 S30@100 S30@99", LOW, 100, [100, 40, [100, 100], "a40 c30 b10"]],
  ["the worst that fills gets the rest", "B5@103 B5@102 B5@101 S12@101", LOW, 100, [
    101,
    12,
    [101, 101],
    "a5 b5 c2 d12",
  ]],

  ["market buys count with the highest offer", "Bm50 S20@95 S10@100", LOW, 95, [100, 30, [100, 100], "a30 b20 c10"]],
  ["... or the last price", "Bm50 S30@100", LOW, 110, [110, 30, [110, 110], "a30 b30"]],
  ["... or a tick above the highest bid", "B50@105 Bm50 S50@100", LOW, 90, [105, 50, [105, 106], "b50 c50"]],
  ["... before the limits of their side", "B50@105 Bm50 S60@100", LOW, 120, [105, 60, [105, 105], "b50 a10 c60"]],
  ["market sells count with the lowest bid", "B20@105 B10@95 Sm50", LOW, 100, [95, 30, [95, 95], "a20 b10 c30"]],
  ["... or the last price", "B40@95 Sm50", LOW, 90, [90, 40, [90, 90], "a40 b40"]],
  ["... or a tick below the lowest offer", "S10@80 Sm10 B10@80", LOW, 90, [80, 10, [79, 80], "c10 b10"]],
  ["... a tick of 1 below 2,000", "Sm9 S9@2000 B9@2000", TICK_CHANGE, 2100, [2000, 9, [1999, 2000], "c9 a9"]],
  ["the far bid prices them, the near one trades", "B10@75 B50@100 Sm30", LOW, 105, [100, 30, [100, 100], "b30 c30"]],
  ["market orders on both sides, and a limit", "Bm100 Sm60 B10@95", LOW, 100, [100, 60, [100, 100], "a60 b60"]],

  ["market orders alone meet at last", "Bm50 Sm50", LOW, 100, [100, 50, [100, 100], "a50 b50"]],
  ["... a tick up when buys weigh more", "Bm50 Sm30", LOW, 100, [101, 30, [101, 101], "a30 b30"]],
  ["... a tick down when sells do", "Bm30 Sm50", LOW, 100, [99, 30, [99, 99], "a30 b30"]],
  ["... not above the upper limit", "Bm50 Sm30", LOW, 130, [130, 30, [130, 130], "a30 b30"]],
  ["... not below the lower limit", "Bm30 Sm50", LOW, 70, [70, 30, [70, 70], "a30 b30"]],
  ["... by larger ticks above 2,000", "Bm50 Sm30", TICK_CHANGE, 2000, [2005, 30, [2005, 2005], "a30 b30"]],
  ["... and smaller ones below", "Bm30 Sm50", TICK_CHANGE, 2000, [1999, 30, [1999, 1999], "a30 b30"]],
  ["... last between two ticks, even", "Bm9 Sm9", TICK_CHANGE, 2012, [2015, 9, [2015, 2015], "a9 b9"]],
  ["... last between two ticks, up", "Bm9 Sm8", TICK_CHANGE, 2012, [2015, 8, [2015, 2015], "a8 b8"]],
  ["... last between two ticks, down", "Bm8 Sm9", TICK_CHANGE, 2012, [2010, 8, [2010, 2010], "a8 b8"]],
  ["... by time", "Bm20#2 Bm20#1 Sm30", LOW, 100, [101, 30, [101, 101], "b20 a10 c30"]],

  ["a market buy is no better than the upper limit", "B50@130 Bm50 S60@120", LOW, 100, [
    130,
    60,
    [130, 130],
    "a50 b10 c60",
  ]],
  ["a market sell is no better than the lower", "S50@70 Sm50 B60@80", LOW, 100, [70, 60, [70, 70], "c60 a50 b10"]],
  ["without limits the price goes anywhere", "B10@5000 S10@10", UNLIMITED, 300, [300, 10, [10, 5000], "a10 b10"]],

  ["simultaneous bids: size before time", "B60@130 B80@130 S90@130", OPENING, 100, [
    130,
    90,
    [130, 130],
    "b80 a10 c90",
  ]],
  ["... not at the close", "B60@130 B80@130 S90@130", LOW, 100, [130, 90, [130, 130], "a60 b30 c90"]],
  ["... 100 shares each first", "B90@130 B500@130 S150@130", OPENING, 100, [130, 150, [130, 130], "b100 a50 c150"]],
  ["... then half, then the rest", "B300@130 B200@130 S400@120", OPENING, 100, [
    130,
    400,
    [130, 130],
    "a250 b150 c400",
  ]],
  ["... with market buys", "B10@130 Bm50 S50@120", OPENING, 100, [130, 50, [130, 130], "b50 c50"]],
  ["... equal sizes by time", "B60@130#2 B60@130#1 S90@130", OPENING, 100, [130, 90, [130, 130], "b60 a30 c90"]],
  ["... offers against them by time", "S50@130 S200@130 B100@130", OPENING, 100, [
    130,
    100,
    [130, 130],
    "c100 a50 b50",
  ]],
  ["simultaneous offers", "S60@70 S80@70 B90@70", OPENING, 100, [70, 90, [70, 70], "c90 b80 a10"]],
  ["... bids against them by time", "B60@70 B80@70 S90@70", OPENING, 100, [70, 90, [70, 70], "a60 b30 c90"]],
  ["no limit, no simultaneous quotes", "B60@129 B80@129 S90@129", OPENING, 100, [129, 90, [129, 129], "a60 b30 c90"]],
];

for (const [what, text, rules, last, expected] of EXAMPLES) {
  Deno.test(`call auction: ${what} (${text || "-"}, last ${last})`, () => {
    const orders = ordersOf(text);
    const result = callAuction(orders, rulesOf({ ...rules, last }));
    const shares = result?.fills.map(({ id, quantity }) => `${id}${quantity}`).join(" ");
    assert.deepEqual(result && [result.price, result.volume, [result.lowest, result.highest], shares], expected);
    const indicative = auctionPrice(orders, rulesOf({ ...rules, last }));
    assert.deepEqual(indicative && [indicative.price, indicative.volume], expected && expected.slice(0, 2));
  });
}

Deno.test("an auction names the side whose quotes are simultaneous", () => {
  const at = (text: string, rules: Partial<AuctionRules>) =>
    callAuction(ordersOf(text), rulesOf({ ...rules, last: 100 }))?.simultaneous;
  assert.equal(at("B60@130 S10@130", OPENING), "buy");
  assert.equal(at("B10@70 S60@70", OPENING), "sell");
  assert.equal(at("B60@129 S10@129", OPENING), null);
  assert.equal(at("B60@130 S10@130", LOW), null);
  assert.equal(at("B60@130 S10@130", { ...UNLIMITED, simultaneous: true }), null);
});

Deno.test("an auction refuses orders that cannot exist", () => {
  const auction = (text: string) => () => callAuction(ordersOf(text), rulesOf({ ...TICK_CHANGE, last: 2_000 }));
  assert.throws(auction("B10@2001"), { name: "RangeError", message: /off the tick: 2001/ });
  assert.throws(auction("B10@0"), { name: "RangeError", message: /off the tick: 0/ });
  assert.throws(auction("B10@2605"), { name: "RangeError", message: /outside the day's limits: 2605/ });
  assert.throws(auction("S10@1399"), { name: "RangeError", message: /outside the day's limits: 1399/ });
  assert.throws(auction("B0@2000"), { name: "RangeError", message: /order a has no whole number of shares: 0/ });
  assert.throws(auction(`B${2 ** 52}@2000 Sm${2 ** 52}`), { name: "RangeError", message: /too many shares/ });
  assert.throws(() => callAuction([], rulesOf({ last: 0 })), { name: "RangeError", message: /not a last price: 0/ });
});
