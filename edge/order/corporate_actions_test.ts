import assert from "node:assert/strict";
import type { StoredOrder } from "@hoga/contracts";
import type { EventType } from "@hoga/events";
import { kstMs, priceBand } from "@hoga/krx";
import type { ShareAction } from "@hoga/market";
import { openTestPglite, type TestClock, testClock } from "@hoga/testing";
import { ACCOUNT, type Ask, hostOrder, type OrderHost, reference } from "./testing.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(async () => {
  const tables = ["orders", "timeline", "activations", "outbox", "inbox"];
  await sql.script(`truncate ${tables.map((table) => `orders.${table}`).join(", ")}`);
});
Deno.test.afterAll(() => sql.close());

/** The ex-date: a Monday, before which orders wait since Friday night. */
const EX = "2025-03-17";
const EX_AT = kstMs(EX, "00:00");

function split(numerator: number, denominator: number): ShareAction {
  return { id: "split-1", kind: "split", exDate: EX, exAt: EX_AT, ratio: { numerator, denominator } };
}

/** What market-data tells from the ex-date on: prices over the ratio, and the split. */
function begin(host: OrderHost, action: ShareAction): void {
  const { numerator, denominator } = action.ratio;
  const { base, upper, lower } = priceBand(60_000 * denominator / numerator, { market: "KOSPI", kind: "stock" }, EX);
  host.market.reference = reference({ base, upper, lower, actions: [action] });
}

const effective = (host: OrderHost, { id, kind, exDate, exAt, ratio }: ShareAction) =>
  host.tell("CorporateActionEffective", id, 1, {
    actionId: id,
    symbol: "005930",
    kind,
    exDate,
    exAt,
    ratio,
    amountPerShare: null,
    base: null,
    previousId: null,
  });

function stored(answer: StoredOrder | { readonly code: string }): StoredOrder {
  assert.ok("id" in answer, JSON.stringify(answer));
  return answer;
}

/** An order of Friday night whose hold stands. */
async function reserved(host: OrderHost, ask: Ask): Promise<string> {
  const { id, held } = stored(await host.place(ask));
  await host.tell(held.asset === "KRW" ? "FundsReserved" : "SharesReserved", id, 1, {
    orderId: id,
    amount: held.amount,
  });
  assert.equal(stored(await host.order(id)).status, "reserved");
  return id;
}

/** `[status, quantity, limit price, held]` of an order. */
async function shown(host: OrderHost, id: string) {
  const { status, quantity, limitPrice, held } = stored(await host.order(id));
  return [status, quantity, limitPrice, held.amount];
}

const last = (host: OrderHost, type: EventType) => host.heard.findLast((event) => event.type === type);

async function onFriday(test: (host: OrderHost, clock: TestClock) => Promise<void>): Promise<void> {
  const clock = testClock("2025-03-14T20:00:00+09:00");
  await test(hostOrder(sql, clock.now), clock);
}

/** Tells that the portfolio holds what the order's last change asked for. */
async function confirm(host: OrderHost, id: string): Promise<void> {
  const asked = last(host, "ReservationChangeRequested");
  assert.ok(asked?.type === "ReservationChangeRequested" && asked.data.orderId === id);
  const { changeId, purpose, amount } = asked.data;
  await host.tell("ReservationChanged", id, changeId, { orderId: id, changeId, purpose, amount });
}

Deno.test("orders that wait for the ex-date are adjusted when it begins, once, and ask for their hold at the opening", () =>
  onFriday(async (host, clock) => {
    const sell = await reserved(host, { side: "sell", quantity: 33, type: "limit", limitPrice: 61_300 });
    const buy = await reserved(host, { side: "buy", quantity: 33, type: "limit", limitPrice: 61_300 });
    clock.set("2025-03-17T00:00:01+09:00");
    begin(host, split(5, 2));
    for (let time = 0; time < 2; time++) assert.equal(await effective(host, split(5, 2)), "done");
    // 82.5 shares at 24,520 won, in ticks of 50: up for the sell, down for the buy, whose cash stays held until the opening.
    assert.deepEqual(await shown(host, sell), ["reserved", 82, 24_550, 82]);
    assert.deepEqual(await shown(host, buy), ["reserved", 82, 24_500, 33 * 61_300 + 303]);

    clock.set(`${EX}T09:00:01+09:00`);
    await host.sweep();
    const requests = host.heard.filter((event) => event.type === "ReservationChangeRequested");
    assert.deepEqual(requests.map(({ data }) => [data.orderId, data.amount, data.actions]), [
      [sell, 82, ["split-1"]],
      [buy, 82 * 24_500 + 301, ["split-1"]],
    ]);
    assert.equal(last(host, "OrderAccepted"), undefined);
    for (const { data: { orderId, changeId, purpose, amount } } of requests) {
      await host.tell("ReservationChanged", orderId, changeId, { orderId, changeId, purpose, amount });
    }
    assert.deepEqual(await shown(host, sell), ["accepted", 82, 24_550, 82]);
    assert.deepEqual(await shown(host, buy), ["accepted", 82, 24_500, 82 * 24_500 + 301]);
    const terms = host.heard.flatMap((event) => event.type === "OrderAccepted" ? [event.data.terms] : []);
    assert.deepEqual(terms.map((one) => [one.quantity, one.limitPrice]), [[82, 24_550], [82, 24_500]]);
  }));

Deno.test("the opening adjusts an order of which nothing was heard, and the event that comes after it changes nothing", () =>
  onFriday(async (host, clock) => {
    const id = await reserved(host, { side: "sell", quantity: 10, type: "limit", limitPrice: 61_000 });
    clock.set(`${EX}T09:00:01+09:00`);
    begin(host, split(5, 1));
    await host.sweep();
    assert.deepEqual(await shown(host, id), ["reserved", 50, 12_200, 50]);
    assert.equal(await effective(host, split(5, 1)), "done");
    assert.deepEqual(await shown(host, id), ["reserved", 50, 12_200, 50]);
    await confirm(host, id);
    assert.equal(await effective(host, split(5, 1)), "done");
    assert.deepEqual(await shown(host, id), ["accepted", 50, 12_200, 50]);
    const timeline = await host.timeline(id);
    assert.ok("entries" in timeline);
    assert.equal(timeline.entries.filter((entry) => entry.type === "OrderAdjusted").length, 1);
  }));

Deno.test("an order whose hold stands only after the opening is adjusted once, whichever comes first", () =>
  onFriday(async (host, clock) => {
    const ask = { side: "sell", quantity: 10, type: "limit", limitPrice: 61_000 } as const;
    const [first, second] = [stored(await host.place(ask)), stored(await host.place(ask))];
    clock.set(`${EX}T09:00:01+09:00`);
    begin(host, split(5, 1));
    await host.sweep();
    await host.tell("SharesReserved", first.id, 1, { orderId: first.id, amount: 10 });
    await effective(host, split(5, 1));
    await host.tell("SharesReserved", second.id, 1, { orderId: second.id, amount: 50 });
    for (const { id } of [first, second]) assert.deepEqual(await shown(host, id), ["reserved", 50, 12_200, 50]);
  }));

Deno.test("an order of which no share is left is turned down with the reason, and its hold is released", () =>
  onFriday(async (host, clock) => {
    const few = await reserved(host, { side: "sell", quantity: 9, type: "limit", limitPrice: 61_000 });
    const enough = await reserved(host, { side: "sell", quantity: 19, type: "limit", limitPrice: 61_000 });
    clock.set("2025-03-17T00:00:01+09:00");
    begin(host, split(1, 10));
    await effective(host, split(1, 10));
    const order = stored(await host.order(few));
    assert.deepEqual([order.status, order.reason?.code, order.held.amount], ["rejected", "invalid_quantity", 0]);
    assert.match(order.reason?.message ?? "", /Of 9 shares nothing is left at 1 for 10/);
    assert.equal(last(host, "OrderRejected")?.subject, few);
    assert.deepEqual(await shown(host, enough), ["reserved", 1, 610_000, 1]);
  }));

Deno.test("new terms wait until the order is adjusted, and those that were on their way are adjusted with it", () =>
  onFriday(async (host, clock) => {
    const idle = await reserved(host, { side: "sell", quantity: 10, type: "limit", limitPrice: 61_000 });
    const changing = await reserved(host, { side: "sell", quantity: 10, type: "limit", limitPrice: 61_000 });
    stored(await host.amend(changing, { quantity: 7, limitPrice: 62_000 }));
    clock.set("2025-03-17T08:00:00+09:00");
    begin(host, split(5, 1));
    const refused = await host.amend(idle, { limitPrice: 12_500 });
    assert.equal("code" in refused && refused.code, "amend_pending");
    await effective(host, split(5, 1));
    await confirm(host, changing);
    assert.deepEqual(await shown(host, changing), ["reserved", 35, 12_400, 35]);
    // The portfolio is told which splits the amended quantity counts with.
    stored(await host.amend(idle, { quantity: 40, limitPrice: 12_500 }));
    const asked = last(host, "ReservationChangeRequested");
    assert.ok(asked?.type === "ReservationChangeRequested");
    assert.deepEqual([asked.data.amount, asked.data.actions], [40, ["split-1"]]);
  }));

Deno.test("an order that was placed from the ex-date on counts with the split, is left alone, and says so", () =>
  onFriday(async (host, clock) => {
    clock.set("2025-03-17T08:40:00+09:00");
    begin(host, split(5, 1));
    const { id } = stored(await host.place({ side: "sell", quantity: 50, type: "limit", limitPrice: 12_200 }));
    const placed = last(host, "OrderPlaced");
    assert.ok(placed?.type === "OrderPlaced");
    assert.deepEqual([placed.data.terms.accountId, placed.data.sessionDate, placed.data.actions], [ACCOUNT, EX, [
      "split-1",
    ]]);
    await effective(host, split(5, 1));
    await host.tell("SharesReserved", id, 1, { orderId: id, amount: 50 });
    clock.set(`${EX}T09:00:01+09:00`);
    await host.sweep();
    assert.deepEqual(await shown(host, id), ["accepted", 50, 12_200, 50]);
    assert.equal(last(host, "ReservationChangeRequested"), undefined);
  }));
