import assert from "node:assert/strict";
import { CATALOG } from "@hoga/events";
import { timelineMessage } from "./timeline.ts";

const REASON = { reason: { code: "session_over", message: "The session ended before it filled" } };

const ROWS: readonly (readonly [type: string, data: Record<string, unknown>, sentence: string])[] = [
  ["OrderPlaced", { hold: { asset: "KRW", amount: 1 } }, "The order was recorded"],
  ["FundsReserved", { amount: 700_105 }, "700,105 won were reserved for it"],
  ["FundsReserved", {}, "Cash was reserved for it"],
  ["SharesReserved", { amount: 10 }, "10 shares were reserved for it"],
  ["SharesReserved", { amount: 1 }, "1 share was reserved for it"],
  ["SharesReserved", {}, "Shares were reserved for it"],
  ["ReservationRejected", { reason: { message: "Not enough cash" } }, "It was rejected: Not enough cash"],
  ["ReservationRejected", {}, "It was rejected"],
  ["OrderReserved", {}, "It waits for the market to open"],
  ["OrderActivated", {}, "The market opened and the order was checked again"],
  ["OrderAccepted", { enteredAt: 1 }, "It went to the market"],
  ["OrderRejected", { reason: "off the tick" }, "It was rejected when the market opened: off the tick"],
  ["TradeExecuted", { quantity: 4, price: 71_500, rule: "continuous" }, "4 shares traded at 71,500 won"],
  [
    "TradeExecuted",
    { quantity: 1, price: 71_500, rule: "opening_auction" },
    "1 share traded at 71,500 won in the opening auction",
  ],
  ["TradeExecuted", {}, "Shares traded"],
  ["OrderFilled", { quantity: 6, price: 70_000 }, "6 shares traded at 70,000 won: it is filled"],
  ["OrderFilled", {}, "It was filled"],
  ["CancelRequested", {}, "Its cancellation was asked for"],
  ["OrderCanceled", { reason: { message: "Canceled on request" } }, "It was canceled: Canceled on request"],
  ["CancelRejected", {}, "It could not be canceled"],
  ["AmendRequested", { quantity: 5, limitPrice: 69_000 }, "A change was asked for: 5 shares, limit 69,000 won"],
  ["OrderAmended", { quantity: 5, limitPrice: null }, "It was changed: 5 shares"],
  ["OrderAmended", {}, "It was changed"],
  ["AmendRejected", REASON, "The change was refused: The session ended before it filled"],
  ["OrderExpired", REASON, "It ended with the session: The session ended before it filled"],
  ["OrderUnfilled", {}, "What was left of it found no match"],
  ["HoldReleased", { asset: "KRW", amount: 105 }, "105 won are free again"],
  ["HoldReleased", { asset: "005930", amount: 3 }, "3 shares are free again"],
  ["HoldReleased", { asset: "005930", amount: 1 }, "1 share is free again"],
  ["HoldReleased", {}, "What was left of its reservation is free again"],
  ["HoldChangeRequested", { amount: 9_000 }, "More is to be reserved for it: 9,000 won"],
  ["HoldChanged", { amount: 9_000 }, "What is reserved for it was changed: 9,000"],
  ["SomethingNewHappened", {}, "Something New Happened"],
  ["toString", {}, "to String"],
];

Deno.test("every line of a timeline is told in a sentence", () => {
  for (const [type, data, sentence] of ROWS) {
    assert.equal(timelineMessage(type, data), sentence, `${type} ${JSON.stringify(data)}`);
  }
});

Deno.test("no event leaves a hole in its sentence, whatever its data", () => {
  for (const type of Object.keys(CATALOG)) {
    for (const data of [{}, { quantity: "x", price: null, reason: 5, amount: NaN }, { reason: { message: "" } }]) {
      assert.doesNotMatch(timelineMessage(type, data), /undefined|null|NaN|\[object|^$| $|: ?$/, type);
    }
  }
});
