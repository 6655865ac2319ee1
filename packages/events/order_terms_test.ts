import assert from "node:assert/strict";
import { parseEvent } from "./parse.ts";

const at = Date.parse("2025-03-14T10:00:00+09:00");
const cumulative = { quantity: 0, amount: 0, commission: 0, tax: 0 };
const terms = {
  ...{ orderId: "o1", accountId: "a1", symbol: "005930", market: "KOSPI", kind: "stock" },
  ...{ side: "buy", type: "limit", timeInForce: "day", quantity: 10, limitPrice: 60_000 },
};
const entry = { enteredAt: at, sessionDate: "2025-03-14", opensAt: at, closesAt: at };
const amend = { orderId: "o1", changeId: 1, quantity: 5, limitPrice: 59_000 };
const asked = { ...amend, symbol: "005930", sessionDate: "2025-03-14" };
const amended = { ...amend, accountId: "a1", side: "buy", cumulative, amendedAt: at };

/** The event's data as a subscriber gets it, or why it is none. */
function dataOf(type: string, data: unknown): unknown {
  const parsed = parseEvent({ id: `${type}/o1/1`, type, subject: "o1", at, trace: {}, data });
  return "event" in parsed ? parsed.event.data : parsed.error;
}

Deno.test("events of before there were stop limit orders read as having no stop price", () => {
  assert.deepEqual(dataOf("OrderAccepted", { ...entry, terms }), { ...entry, terms: { ...terms, stopPrice: null } });
  assert.deepEqual(dataOf("AmendRequested", asked), { ...asked, stopPrice: null });
  assert.deepEqual(dataOf("OrderAmended", amended), { ...amended, type: "limit", stopPrice: null });
});

Deno.test("events carry every type of order and its stop price", () => {
  for (
    const type of [
      "limit",
      "market",
      "best_limit",
      "top_limit",
      "conditional_limit",
      "mid_price",
      "stop_limit",
    ] as const
  ) {
    const stopPrice = type === "stop_limit" ? 61_000 : null;
    const data = { ...entry, terms: { ...terms, type, stopPrice } };
    assert.deepEqual(dataOf("OrderAccepted", data), data);
    assert.deepEqual(dataOf("OrderAmended", { ...amended, type, stopPrice }), { ...amended, type, stopPrice });
  }
  assert.equal(typeof dataOf("AmendRequested", { ...asked, stopPrice: 0 }), "string");
  assert.equal(typeof dataOf("OrderAccepted", { ...entry, terms: { ...terms, type: "best" } }), "string");
});
