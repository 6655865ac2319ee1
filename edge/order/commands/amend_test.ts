import assert from "node:assert/strict";
import { openTestPglite, testClock } from "@hoga/testing";
import { ACCOUNT, type Ask, clearOrders, codeOf, EACH, held, hostOrder, lastOf, taken } from "../testing.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const CLOSING = "2025-03-14T15:25:00+09:00";

async function host(iso: string) {
  await clearOrders(sql);
  const clock = testClock(iso);
  return { clock, h: hostOrder(sql, clock.now) };
}

Deno.test("an amendment names prices that the order's type has, and is taken when the type is", async () => {
  const { h, clock } = await host(TEN);
  const ids: Record<string, string> = {};
  for (const [type, ask] of Object.entries(EACH)) ids[type] = (await held(h, ask)).id;
  const table: readonly (readonly [type: string, change: Ask, code: string | undefined])[] = [
    ["market", { limitPrice: 60_000 }, "price_not_allowed"],
    ["best_limit", { limitPrice: 60_000 }, "price_not_allowed"],
    ["top_limit", { limitPrice: 60_000 }, "price_not_allowed"],
    ["mid_price", { limitPrice: 60_000 }, "price_not_allowed"],
    ["limit", { stopPrice: 60_000 }, "stop_price_not_allowed"],
    ["conditional_limit", { limitPrice: 78_000 }, "order_type_not_allowed"],
    ["stop_limit", { stopPrice: 61_550 }, "price_off_tick"],
    ["stop_limit", { stopPrice: 61_500, limitPrice: 62_000 }, "nothing_to_amend"],
    ["best_limit", { quantity: 9 }, undefined],
  ];
  for (const [type, change, code] of table) {
    assert.equal(codeOf(await h.amend(ids[type] ?? "", change)), code, `${type} ${JSON.stringify(change)}`);
  }
  clock.set(CLOSING);
  const late: readonly (readonly [type: string, change: Ask, code: string | undefined])[] = [
    ["conditional_limit", { limitPrice: 59_000 }, "order_type_not_now"],
    ["stop_limit", { stopPrice: 61_000 }, "order_type_not_now"],
    ["top_limit", { quantity: 11 }, "order_type_not_now"],
    ["top_limit", { quantity: 9 }, undefined],
    ["conditional_limit", { quantity: 9 }, undefined],
    ["limit", { limitPrice: 59_000 }, undefined],
    ["market", { quantity: 11 }, undefined],
  ];
  for (const [type, change, code] of late) {
    assert.equal(codeOf(await h.amend(ids[type] ?? "", change)), code, `late ${type} ${JSON.stringify(change)}`);
  }
});

Deno.test("a new stop price goes to the market, and the order takes it when the market does", async () => {
  const { h } = await host(TEN);
  const { id } = await held(h, EACH.stop_limit);
  taken(await h.amend(id, { stopPrice: 61_000 }));
  const asked = lastOf(h, "AmendRequested");
  assert.partialDeepStrictEqual(asked, { changeId: 1, quantity: 10, limitPrice: 62_000, stopPrice: 61_000 });
  assert.equal(taken(await h.order(id)).stopPrice, 61_500);
  const cumulative = { quantity: 0, amount: 0, commission: 0, tax: 0 };
  const terms = { type: "stop_limit", quantity: 10, limitPrice: 62_000, stopPrice: 61_000 } as const;
  const amended = { orderId: id, accountId: ACCOUNT, side: "buy", changeId: 1, ...terms, cumulative } as const;
  assert.equal(await h.tell("OrderAmended", id, 1, { ...amended, amendedAt: Date.parse(TEN) }), "done");
  assert.partialDeepStrictEqual(taken(await h.order(id)), { limitPrice: 62_000, stopPrice: 61_000 });
  const timeline = await h.timeline(id);
  assert.ok("entries" in timeline);
  assert.equal(timeline.entries.find((line) => line.type === "OrderAmended")?.data.stopPrice, 61_000);
});

Deno.test("what the market says of an amendment that it does not take is what the caller is told", async () => {
  const rows = [
    ["order_type_not_now", "order_type_not_now"],
    ["quantity_below_filled", "quantity_below_filled"],
    ["a_code_of_the_future", "order_ended"],
  ] as const;
  for (const [said, told] of rows) {
    const { h } = await host(TEN);
    const { id } = await held(h, EACH.conditional_limit);
    const reason = { code: said, message: "Not in the closing auction" };
    h.neighbours.hears = async ({ type }) => {
      if (type === "AmendRequested") await h.tell("AmendRejected", id, 1, { orderId: id, changeId: 1, reason });
    };
    assert.partialDeepStrictEqual(await h.amend(id, { limitPrice: 59_000 }, 2_000), {
      code: told,
      detail: "Not in the closing auction",
    });
    const order = taken(await h.order(id));
    assert.deepEqual([order.limitPrice, order.status], [60_000, "accepted"]);
  }
});
