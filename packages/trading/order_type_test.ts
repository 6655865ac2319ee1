import assert from "node:assert/strict";
import fc from "fast-check";
import { interruptedAt, type OrderMoment, type OrderType, orderTypeRefusal } from "./order_type.ts";

const TYPES: readonly OrderType[] = [
  "limit",
  "market",
  "best_limit",
  "top_limit",
  "conditional_limit",
  "mid_price",
  "stop_limit",
];
const BEFORE_OPEN = ["closed", "pre_open", "opening_auction", "after_close"] as const;

/** A buy of an ordinary issue in the middle of a day. */
const order = (change: Partial<OrderMoment>): OrderMoment => ({
  type: "limit",
  timeInForce: "day",
  side: "buy",
  phase: "continuous",
  limitPrice: 54_900,
  upper: 71_300,
  lower: 38_500,
  delisting: false,
  date: "2025-03-14",
  listingDay: false,
  halted: false,
  ...change,
});
const code = (change: Partial<OrderMoment>) => orderTypeRefusal(order(change))?.code;

Deno.test("orderTypeRefusal() takes each type and time in force in the phases that the exchange does", () => {
  // By phase: + taken, - not now, ! never with these terms.
  const phases = [...BEFORE_OPEN, "continuous", "reopening_auction", "closing_auction"] as const;
  const table: Record<OrderType, Record<OrderMoment["timeInForce"], string>> = {
    limit: { day: "+++++++", ioc: "----+--", fok: "----+--" },
    market: { day: "+++++++", ioc: "----+--", fok: "----+--" },
    best_limit: { day: "----+--", ioc: "----+--", fok: "----+--" },
    top_limit: { day: "----+--", ioc: "!!!!!!!", fok: "!!!!!!!" },
    conditional_limit: { day: "++++++-", ioc: "!!!!!!!", fok: "!!!!!!!" },
    mid_price: { day: "----+--", ioc: "----+--", fok: "----+--" },
    stop_limit: { day: "++++++-", ioc: "!!!!!!!", fok: "!!!!!!!" },
  };
  const marks: Record<string, string> = { "+": "undefined", "-": "order_type_not_now", "!": "order_type_not_allowed" };
  for (const type of TYPES) {
    for (const timeInForce of ["day", "ioc", "fok"] as const) {
      for (const side of ["buy", "sell"] as const) {
        const found = phases.map((phase) => String(code({ type, timeInForce, side, phase })));
        const expected = [...table[type][timeInForce]].map((mark) => marks[mark]);
        assert.deepEqual(found, expected, `${type} ${timeInForce} ${side}`);
      }
    }
  }
});

Deno.test("orderTypeRefusal() of a conditional limit order: no buys at the upper limit, no sells at the lower", () => {
  const conditional = (side: "buy" | "sell", limitPrice: number) =>
    code({ type: "conditional_limit", side, limitPrice });
  assert.equal(conditional("buy", 71_300), "order_type_not_allowed");
  assert.equal(conditional("buy", 71_200), undefined);
  assert.equal(conditional("buy", 38_500), undefined);
  assert.equal(conditional("sell", 38_500), "order_type_not_allowed");
  assert.equal(conditional("sell", 38_600), undefined);
  assert.equal(conditional("sell", 71_300), undefined);
  assert.equal(code({ limitPrice: 71_300 }), undefined);
  assert.equal(code({ type: "stop_limit", limitPrice: 71_300 }), undefined);
});

Deno.test("orderTypeRefusal() takes mid-price and stop limit orders from 2025-03-04 on", () => {
  for (const type of TYPES) {
    const isNew = type === "mid_price" || type === "stop_limit";
    assert.equal(code({ type, date: "2025-02-28" }), isNew ? "order_type_not_allowed" : undefined, type);
    assert.equal(code({ type, date: "2025-03-04" }), undefined, type);
  }
  assert.match(
    orderTypeRefusal(order({ type: "mid_price", date: "2025-02-28" }))?.message ?? "",
    /^There are mid-price orders only since 2025-03-04, and the session is that of 2025-02-28$/,
  );
});

Deno.test("orderTypeRefusal() wants limits for delisting issues, and for new listings until their first price", () => {
  for (const type of TYPES) {
    const isTaken = type === "limit" || type === "stop_limit";
    for (const side of ["buy", "sell"] as const) {
      const refusal = orderTypeRefusal(order({ type, side, delisting: true }));
      assert.equal(refusal?.code, isTaken ? undefined : "order_type_not_allowed", type);
      assert.equal(refusal?.hint, isTaken ? undefined : "Give a limit price instead", type);
    }
    assert.equal(code({ type, listingDay: true }), undefined, type);
  }
  for (const phase of BEFORE_OPEN) {
    assert.equal(code({ type: "market", phase, listingDay: true }), "order_type_not_now", phase);
    assert.equal(code({ type: "conditional_limit", phase, listingDay: true }), "order_type_not_now", phase);
    assert.equal(code({ phase, listingDay: true }), undefined, phase);
    assert.equal(code({ type: "stop_limit", phase, listingDay: true }), undefined, phase);
  }
  assert.equal(code({ type: "market", phase: "reopening_auction", listingDay: true }), undefined);
  assert.equal(code({ type: "market", phase: "closing_auction", listingDay: true }), undefined);
});

Deno.test("orderTypeRefusal() takes nothing while trading is halted, and tells what no moment would change first", () => {
  const moments = fc.record({
    type: fc.constantFrom(...TYPES),
    timeInForce: fc.constantFrom("day", "ioc", "fok"),
    side: fc.constantFrom("buy", "sell"),
    phase: fc.constantFrom(...BEFORE_OPEN, "continuous", "reopening_auction", "closing_auction"),
    listingDay: fc.boolean(),
    delisting: fc.boolean(),
  });
  fc.assert(fc.property(moments, (moment) => {
    const usual = code(moment);
    const halted = orderTypeRefusal(order({ ...moment, halted: true }));
    assert.equal(halted?.code, usual === "order_type_not_allowed" ? usual : "trading_halted");
  }));
});

Deno.test("interruptedAt() is halted, gathers for the reopening auction, or neither", () => {
  const stop = { haltedFrom: 100, haltedUntil: 200, auctionUntil: 300 };
  const forTheDay = { haltedFrom: 250, haltedUntil: null, auctionUntil: null };
  const table: [number, string | null, string | null][] = [
    [99, null, null],
    [100, "halted", "halted"],
    [199, "halted", "halted"],
    [200, "reopening_auction", "reopening_auction"],
    [249, "reopening_auction", "reopening_auction"],
    [250, "reopening_auction", "halted"],
    [299, "reopening_auction", "halted"],
    [300, null, "halted"],
    [9_999, null, "halted"],
  ];
  for (const [at, alone, withOther] of table) {
    assert.equal(interruptedAt([stop], at), alone, String(at));
    assert.equal(interruptedAt([stop, forTheDay], at), withOther, String(at));
    assert.equal(interruptedAt([forTheDay, stop], at), withOther, String(at));
  }
  assert.equal(interruptedAt([{ ...stop, auctionUntil: null }], 9_999), "reopening_auction");
  assert.equal(interruptedAt([], 100), null);
});
