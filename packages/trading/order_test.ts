import assert from "node:assert/strict";
import { NOTHING_FILLED } from "./hold.ts";
import {
  afterAmended,
  afterAmendRefused,
  afterHoldChanged,
  afterReserved,
  afterTrade,
  canceledByUser,
  ended,
  entersAt,
  heldFor,
  isEnded,
  type OrderState,
} from "./order.ts";

const OPEN = 1_000;
const order = (change: Partial<OrderState> = {}): OrderState => ({
  id: "o",
  accountId: "a",
  clientOrderId: "k",
  requestHash: "h",
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 1_000,
  stopPrice: null,
  status: "pending",
  reason: null,
  filled: NOTHING_FILLED,
  holdAmount: 10_001,
  sessionDate: "2025-03-14",
  opensAt: OPEN,
  closesAt: 9_000,
  awaitsOpen: false,
  cancelRequested: false,
  changeId: 0,
  pendingChange: null,
  createdAt: 500,
  updatedAt: 500,
  ...change,
});
const filled = (quantity: number) => ({ quantity, amount: quantity * 900, commission: 0, tax: 0 });

Deno.test("afterReserved() sends an order on, lets it wait, cancels it or leaves it alone", () => {
  const table: [Partial<OrderState>, boolean, string | undefined][] = [
    [{}, false, "accepted"],
    [{ awaitsOpen: true }, false, "reserved"],
    [{ awaitsOpen: true }, true, "accepted"],
    [{ cancelRequested: true }, false, "canceled"],
    [{ awaitsOpen: true, cancelRequested: true }, false, "canceled"],
    [{ status: "rejected" }, false, undefined],
    [{ status: "accepted" }, false, undefined],
  ];
  for (const [change, activated, status] of table) {
    assert.equal(afterReserved(order(change), activated, 600)?.status, status, JSON.stringify(change));
  }
});

Deno.test("afterTrade() counts by what is cumulative, so that order and repetition of reports do not matter", () => {
  const live = order({ status: "accepted" });
  const late = afterTrade(afterTrade(live, filled(7), 10, 3, 700), filled(4), 10, 6, 650);
  assert.equal(late.filled.quantity, 7);
  assert.equal(late.status, "partially_filled");
  assert.equal(afterTrade(late, filled(10), 10, 0, 800).status, "filled");
  const canceled = ended(late, "canceled", canceledByUser, filled(7), 750);
  assert.equal(afterTrade(canceled, filled(7), 10, 3, 800).status, "canceled");
});

Deno.test("afterTrade() of the last share takes the quantity that the market knew", () => {
  const amended = afterTrade(order({ status: "partially_filled" }), filled(5), 5, 0, 700);
  assert.deepEqual([amended.status, amended.quantity], ["filled", 5]);
});

Deno.test("ended() keeps the larger of two reports of what filled", () => {
  assert.equal(ended(order({ filled: filled(3) }), "expired", canceledByUser, filled(5), 1).filled.quantity, 5);
  assert.equal(ended(order({ filled: filled(5) }), "expired", canceledByUser, filled(3), 1).filled.quantity, 5);
});

Deno.test("heldFor() is the hold less what fills have used, and nothing after the end", () => {
  assert.deepEqual(heldFor(order({ filled: filled(4) })), { asset: "KRW", amount: 10_001 - 3_600 });
  assert.deepEqual(heldFor(order({ side: "sell", holdAmount: 10, filled: filled(4) })), { asset: "005930", amount: 6 });
  for (const status of ["filled", "canceled", "rejected", "expired"] as const) {
    assert.ok(isEnded({ status }));
    assert.equal(heldFor(order({ status })).amount, 0);
  }
});

Deno.test("entersAt() is the opening for an order that waited for it", () => {
  assert.equal(entersAt(order({ awaitsOpen: true })), OPEN);
  assert.equal(entersAt(order()), 500);
});

Deno.test("a changed hold gives a waiting order its new terms at once, one in the market only when the market agrees", () => {
  const terms = { changeId: 1, quantity: 20, limitPrice: 1_100, stopPrice: null };
  const change = { ...terms, purpose: "amend", holdAmount: 22_003 } as const;
  const waiting = afterHoldChanged(order({ status: "reserved", pendingChange: change }), change, 600);
  assert.deepEqual([waiting.quantity, waiting.limitPrice, waiting.holdAmount, waiting.pendingChange], [
    20,
    1_100,
    22_003,
    null,
  ]);
  const live = afterHoldChanged(order({ status: "accepted", pendingChange: change }), change, 600);
  assert.deepEqual([live.quantity, live.limitPrice, live.holdAmount, live.pendingChange], [10, 1_000, 22_003, change]);
  const agreed = afterAmended(live, terms, filled(4), 700);
  assert.deepEqual([agreed.quantity, agreed.limitPrice, agreed.pendingChange], [20, 1_100, null]);
  assert.equal(agreed.holdAmount, 3_600 + 16 * 1_100 + 3);
});

Deno.test("afterAmendRefused() gives back what was held for the refused terms alone, and keeps the order's own", () => {
  const terms = { changeId: 1, quantity: 20, limitPrice: 1_100, stopPrice: null };
  const asked = { ...terms, purpose: "amend", holdAmount: 22_003, heldBefore: 10_001 } as const;
  const raised = order({ status: "accepted", changeId: 1, holdAmount: 22_003, pendingChange: asked });
  const refused = afterAmendRefused(raised, 1);
  const restore = {
    changeId: 2,
    quantity: 10,
    limitPrice: 1_000,
    stopPrice: null,
    purpose: "restore",
    holdAmount: 10_001,
  };
  assert.deepEqual(refused, { ...raised, changeId: 2, pendingChange: restore });
  assert.deepEqual(afterAmendRefused(refused, 1), refused, "a refusal heard twice");
  assert.ok(refused.pendingChange);
  const restored = afterHoldChanged(refused, refused.pendingChange, 600);
  assert.deepEqual(restored, { ...raised, changeId: 2, holdAmount: 10_001, pendingChange: null, updatedAt: 600 });

  const enough = order({ status: "accepted", changeId: 1, pendingChange: { ...asked, holdAmount: 10_001 } });
  assert.deepEqual(afterAmendRefused(enough, 1), { ...enough, pendingChange: null });
  const over = ended(raised, "expired", canceledByUser, filled(0), 700);
  assert.deepEqual(afterAmendRefused(over, 1), over);
});

Deno.test("a changed stop price is taken with the limit, at once or when the market agrees", () => {
  const stop = order({ type: "stop_limit", limitPrice: 1_000, stopPrice: 950 });
  const terms = { changeId: 1, quantity: 10, limitPrice: 1_050, stopPrice: 990 };
  const change = { ...terms, purpose: "amend", holdAmount: 10_501 } as const;
  const prices = (of: OrderState) => [of.limitPrice, of.stopPrice, of.holdAmount];
  assert.deepEqual(prices(afterHoldChanged({ ...stop, status: "reserved" }, change, 600)), [1_050, 990, 10_501]);
  const live = afterHoldChanged({ ...stop, status: "accepted", pendingChange: change }, change, 600);
  assert.deepEqual(prices(live), [1_000, 950, 10_501]);
  assert.deepEqual(prices(afterAmended(live, terms, filled(0), 700)), [1_050, 990, 10_501]);
  const over = ended(live, "expired", canceledByUser, filled(0), 700);
  assert.deepEqual(prices(afterAmended(over, terms, filled(0), 700)), [1_050, 990, 10_501]);
});

Deno.test("afterAmended() leaves a buy's hold at the upper limit where its limit does not bind it", () => {
  const terms = { changeId: 1, quantity: 5, limitPrice: 900, stopPrice: null };
  const hold = (change: Partial<OrderState>) =>
    afterAmended(order({ status: "accepted", ...change }), terms, filled(0), 700).holdAmount;
  assert.equal(hold({}), 4_500);
  assert.equal(hold({ type: "conditional_limit" }), 10_001);
  assert.equal(hold({ type: "conditional_limit", side: "sell", holdAmount: 10 }), 5);
});
