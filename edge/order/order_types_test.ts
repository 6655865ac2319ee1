// Every type of order through the service: what it takes when, what it holds, and what it tells the market.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Interruption } from "@hoga/market";
import { openTestPglite, testClock } from "@hoga/testing";
import { requestHash } from "./commands/place.ts";
import { orderOf, OrderRow, rowOf } from "./rows.ts";
import { type Ask, clearOrders, codeOf, EACH, held, hostOrder, lastOf, reference, taken } from "./testing.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const BEFORE = "2025-03-14T08:40:00+09:00";
const CLOSING = "2025-03-14T15:25:00+09:00";
const NIGHT = "2025-03-14T20:00:00+09:00";
const OPEN = "2025-03-14T09:00:00+09:00";

async function host(iso: string) {
  await clearOrders(sql);
  const clock = testClock(iso);
  return { clock, h: hostOrder(sql, clock.now) };
}

const halt = (from: string, until: string | null, auctionUntil: string | null): Interruption => ({
  ...{ id: "int-1", kind: "halt", symbol: "005930", market: null, note: null },
  haltedFrom: Date.parse(from),
  haltedUntil: until === null ? null : Date.parse(until),
  auctionUntil: auctionUntil === null ? null : Date.parse(auctionUntil),
});

Deno.test("each type is recorded with its prices, told to the portfolio and the market, and holds its worst price", async () => {
  const { h } = await host(TEN);
  const [limit, upper] = [600_000 + 90, 780_000 + 117];
  const holds: Record<string, number> = { ...{ limit, stop_limit: 620_000 + 93 } };
  for (const [type, ask] of Object.entries<Ask>(EACH)) {
    const order = await held(h, ask);
    const { limitPrice = null, stopPrice = null } = ask;
    const amount = holds[type] ?? upper;
    assert.partialDeepStrictEqual(order, { type, limitPrice, stopPrice, status: "accepted" });
    assert.deepEqual(order.held, { asset: "KRW", amount }, type);
    const placed = lastOf(h, "OrderPlaced");
    assert.partialDeepStrictEqual(placed, { terms: { type, limitPrice, stopPrice }, hold: { asset: "KRW", amount } });
    assert.partialDeepStrictEqual(lastOf(h, "OrderAccepted"), { terms: { type, limitPrice, stopPrice } });
    const sold = await held(h, { ...ask, side: "sell" });
    assert.deepEqual(sold.held, { asset: "005930", amount: 10 }, type);
  }
});

Deno.test("each type is taken when the exchange takes it", async () => {
  // Limit, market, best, top, conditional, mid, stop; + taken, - not then.
  const table: readonly (readonly [iso: string, expected: string])[] = [
    [BEFORE, "++--+-+"],
    ["2025-03-14T07:00:00+09:00", "++--+-+"],
    [TEN, "+++++++"],
    [CLOSING, "++-----"],
    [NIGHT, "++--+-+"],
    ["2025-03-15T12:00:00+09:00", "++--+-+"],
  ];
  for (const [iso, expected] of table) {
    const { h } = await host(iso);
    let found = "";
    for (const ask of Object.values(EACH)) {
      const [code, preview] = [codeOf(await h.place(ask)), codeOf(await h.preview(ask))];
      assert.equal(preview, code, `${iso} ${ask.type}`);
      assert.ok(code === undefined || code === "order_type_not_now", String(code));
      found += code === undefined ? "+" : "-";
    }
    assert.equal(found, expected, iso);
    const ioc = codeOf(await h.place({ ...EACH.limit, timeInForce: "ioc" }));
    assert.equal(ioc, iso === TEN ? undefined : "order_type_not_now", iso);
  }
});

Deno.test("what no moment would change, and prices that do not fit the type, are told as such", async () => {
  const { h, clock } = await host(TEN);
  const table: readonly (readonly [ask: Ask, code: string | undefined])[] = [
    [{ type: "top_limit", timeInForce: "ioc" }, "order_type_not_allowed"],
    [{ ...EACH.stop_limit, timeInForce: "fok" }, "order_type_not_allowed"],
    [{ type: "conditional_limit", limitPrice: 78_000 }, "order_type_not_allowed"],
    [{ type: "conditional_limit", side: "sell", limitPrice: 78_000 }, undefined],
    [{ type: "best_limit", limitPrice: 60_000 }, "price_not_allowed"],
    [{ type: "stop_limit", limitPrice: 60_000 }, "stop_price_required"],
    [{ type: "stop_limit", stopPrice: 60_000 }, "price_required"],
    [{ limitPrice: 60_000, stopPrice: 59_000 }, "stop_price_not_allowed"],
    [{ type: "stop_limit", limitPrice: 60_000, stopPrice: 60_050 }, "price_off_tick"],
    [{ type: "stop_limit", limitPrice: 60_000, stopPrice: 78_100 }, "price_outside_band"],
    [{ limitPrice: 60_000 }, undefined],
    [{}, undefined],
  ];
  for (const [ask, code] of table) assert.equal(codeOf(await h.place(ask)), code, JSON.stringify(ask));
  clock.set("2025-02-28T10:00:00+09:00");
  for (const [type, ask] of Object.entries(EACH)) {
    const isNew = type === "mid_price" || type === "stop_limit";
    assert.equal(codeOf(await h.place(ask)), isNew ? "order_type_not_allowed" : undefined, type);
  }
});

Deno.test("delisting issues and new listings want a limit", async () => {
  const { h, clock } = await host(TEN);
  h.market.reference = reference({ delisting: true });
  assert.equal(codeOf(await h.place(EACH.market)), "order_type_not_allowed");
  assert.equal(codeOf(await h.place(EACH.limit)), undefined);
  h.market.reference = reference({ listedOn: "2025-03-14" });
  assert.equal(codeOf(await h.place(EACH.market)), undefined);
  clock.set(BEFORE);
  assert.equal(codeOf(await h.place(EACH.market)), "order_type_not_now");
  assert.equal(codeOf(await h.place(EACH.limit)), undefined);
  h.market.reference = reference({ kind: "etf", listedOn: "2025-03-14", lower: 42_000, upper: 78_000 });
  assert.equal(codeOf(await h.place(EACH.market)), undefined);
});

Deno.test("an order above the exchange's cap is refused with the cap", async () => {
  const { h } = await host(TEN);
  // 10 million shares at 60,000 won are 600 billion won: one percent of the shares.
  h.market.reference = reference({ listedShares: 10_000_000 });
  assert.equal(codeOf(await h.place({ quantity: 100_000, limitPrice: 60_000 })), undefined);
  const refused = await h.place({ quantity: 100_001, limitPrice: 60_000 });
  assert.deepEqual(refused, {
    code: "quantity_too_large",
    detail: "Quantity 100,001 is above 100,000, the most shares that one order of 005930 may have",
    hint: "Give at most 100,000, in several orders if need be",
  });
  const { id } = await held(h, { quantity: 100_000, limitPrice: 60_000 });
  assert.equal(codeOf(await h.amend(id, { quantity: 100_001 })), "quantity_too_large");
  assert.equal(codeOf(await h.amend(id, { quantity: 99_999 })), undefined);
});

Deno.test("while trading is halted orders are only canceled; then those of a call auction are taken", async () => {
  const { h, clock } = await host(TEN);
  const { id } = await held(h, EACH.limit);
  h.market.reference = reference({
    interruptions: [halt("2025-03-14T10:30:00+09:00", "2025-03-14T10:50:00+09:00", "2025-03-14T11:00:00+09:00")],
  });
  clock.set("2025-03-14T10:30:00+09:00");
  for (const ask of Object.values(EACH)) assert.equal(codeOf(await h.place(ask)), "trading_halted", String(ask.type));
  assert.equal(codeOf(await h.preview(EACH.limit)), "trading_halted");
  assert.equal(codeOf(await h.amend(id, { quantity: 5 })), "trading_halted");
  assert.equal(codeOf(await h.amend(id, { limitPrice: 59_000 })), "trading_halted");
  assert.equal(codeOf(await h.cancel(id)), undefined);
  clock.set("2025-03-14T10:50:00+09:00");
  const gathering: string[] = [];
  for (const ask of Object.values(EACH)) gathering.push(codeOf(await h.place(ask)) ?? "taken");
  const no = "order_type_not_now";
  assert.deepEqual(gathering, ["taken", "taken", no, no, "taken", no, "taken"]);
  clock.set("2025-03-14T11:00:00+09:00");
  for (const ask of Object.values(EACH)) assert.equal(codeOf(await h.place(ask)), undefined, String(ask.type));
});

Deno.test("an order that waited is turned down where the opening does not take it", async () => {
  const rows: readonly (readonly [ask: Ask, change: Parameters<typeof reference>[0], code: string])[] = [
    [EACH.limit, { interruptions: [halt("2025-03-14T08:55:00+09:00", null, null)] }, "trading_halted"],
    [EACH.limit, { interruptions: [halt(OPEN, "2025-03-14T09:30:00+09:00", null)] }, "trading_halted"],
    [{ type: "conditional_limit", limitPrice: 70_000 }, { upper: 70_000 }, "order_type_not_allowed"],
    [EACH.market, { delisting: true }, "order_type_not_allowed"],
    [{ type: "stop_limit", limitPrice: 60_000, stopPrice: 70_100 }, { upper: 70_000 }, "price_outside_band"],
    [{ limitPrice: 60_000, quantity: 1_000 }, { listedShares: 10_000 }, "quantity_too_large"],
  ];
  for (const [ask, change, code] of rows) {
    const { h, clock } = await host(BEFORE);
    const { id, status } = await held(h, ask);
    assert.equal(status, "reserved", JSON.stringify(ask));
    h.market.reference = reference(change);
    clock.set(OPEN);
    await h.sweep();
    const order = taken(await h.order(id));
    assert.deepEqual([order.status, order.reason?.code], ["rejected", code], JSON.stringify(ask));
    assert.equal(lastOf(h, "OrderRejected").orderId, id);
  }
});

Deno.test("a stop limit order that waited goes to the market with its stop", async () => {
  const { h, clock } = await host(NIGHT);
  const { id } = await held(h, EACH.stop_limit);
  clock.set("2025-03-17T09:00:00+09:00");
  await h.sweep();
  assert.equal(taken(await h.order(id)).status, "accepted");
  const { terms } = lastOf(h, "OrderAccepted");
  assert.deepEqual([terms.type, terms.limitPrice, terms.stopPrice], ["stop_limit", 62_000, 61_500]);
});

Deno.test("a preview tells the price that the type would get, the worst case, and what to know", async () => {
  const { h, clock } = await host(TEN);
  const upper = "order holds cash at the upper price limit until it fills";
  const atClose = "What is left of it becomes a market order in the closing auction";
  const rows:
    readonly (readonly [type: keyof typeof EACH, buy: number, sell: number, held: number, warnings: string[]])[] = [
      ["limit", 60_000, 60_000, 600_090, []],
      ["market", 60_000, 59_900, 780_117, [`A market ${upper}`]],
      ["best_limit", 60_000, 59_900, 780_117, [`A best limit ${upper}`]],
      ["top_limit", 59_900, 60_000, 780_117, [`A top limit ${upper}`]],
      ["conditional_limit", 60_000, 60_000, 780_117, [`A conditional limit ${upper}`, atClose]],
      ["mid_price", 59_950, 59_950, 780_117, [`A mid-price ${upper}`]],
      ["stop_limit", 62_000, 62_000, 620_093, []],
    ];
  for (const [type, buy, sell, amount, warnings] of rows) {
    const ask: Ask = EACH[type];
    const [bought, sold] = [await h.preview(ask), await h.preview({ ...ask, side: "sell" })];
    assert.ok("held" in bought && "held" in sold, type);
    assert.deepEqual([bought.estimatedPrice, sold.estimatedPrice], [buy, sell], type);
    assert.deepEqual(bought.held, { asset: "KRW", amount }, type);
    assert.deepEqual(bought.warnings, warnings, type);
    assert.deepEqual([bought.stopPrice, bought.limitPrice], [ask.stopPrice ?? null, ask.limitPrice ?? null], type);
  }
  h.market.ask = null;
  const oneSided = await h.preview(EACH.mid_price);
  assert.ok("held" in oneSided);
  assert.equal(oneSided.estimatedPrice, 60_000, "the base price");
  clock.set(NIGHT);
  const waiting = await h.preview(EACH.market);
  assert.ok("held" in waiting);
  assert.deepEqual([waiting.estimatedPrice, waiting.wouldBe], [60_000, "reserved"]);
});

Deno.test("a key tells stop prices apart, and the digests of orders without one are what they were", async () => {
  const { h } = await host(TEN);
  const stop = EACH.stop_limit;
  const first = taken(await h.place(stop, "my-key"));
  assert.equal(taken(await h.place(stop, "my-key")).id, first.id);
  assert.equal(codeOf(await h.place({ ...stop, stopPrice: 61_600 }, "my-key")), "idempotency_mismatch");
  const terms = { symbol: "005930", side: "buy", type: "limit", timeInForce: "day", quantity: 10 } as const;
  const before = JSON.stringify(["005930", "buy", "limit", "day", 10, 60_000]);
  assert.equal(
    requestHash({ ...terms, limitPrice: 60_000, stopPrice: null }),
    createHash("sha256").update(before).digest("hex"),
  );
});

Deno.test("a row of before there were stop prices reads as an order without one", async () => {
  const { h } = await host(TEN);
  const { id } = await held(h, EACH.limit);
  const pending = { changeId: 1, purpose: "amend", quantity: 5, limitPrice: 60_000, holdAmount: 600_090 };
  await sql.query("update orders.orders set stop_price = null, pending_change = $2 where id = $1", [
    id,
    JSON.stringify(pending),
  ]);
  const [found] = await sql.query("select to_jsonb(o) as row from orders.orders o where id = $1", [id]);
  const row = OrderRow.parse(found?.row);
  const order = orderOf(row);
  assert.deepEqual([order.stopPrice, order.pendingChange], [null, { ...pending, stopPrice: null }]);
  assert.deepEqual(rowOf(order, row.version), row);
});
