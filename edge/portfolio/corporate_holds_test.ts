import assert from "node:assert/strict";
import { openTestPglite } from "@hoga/testing";
import { action, begins, DIVIDEND, FRIDAY, MONDAY, onMonday, order, pays, REVERSE } from "./testing/actions.ts";
import { at, clearPortfolio, SYMBOL } from "./testing/host.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearPortfolio(sql));
Deno.test.afterAll(() => sql.close());

Deno.test("an order that counts with an action waits until the portfolio has heard of it and given the account its shares", () =>
  onMonday(sql, async (host) => {
    const sell = order({
      id: "all",
      side: "sell",
      quantity: 500,
      price: 14_000,
      at: `${MONDAY} 08:40`,
      actions: ["split-1"],
    });
    assert.equal(await host.place(sell), "too_early");
    await begins(host);
    assert.equal(await host.place(sell), "done");
    assert.deepEqual(await host.position("a"), [500, 500, 7_000_000, 0]);
    await host.trade("all", 500, `${MONDAY} 09:00`);
    assert.deepEqual((await host.position("a")).slice(0, 3), [0, 0, 0]);
  }));

Deno.test("the shares held for an order that waits for the ex-date follow it, none lost and none twice", () =>
  onMonday(sql, async (host) => {
    const sell = order({ id: "all", side: "sell", at: `${FRIDAY} 20:00`, session: MONDAY });
    assert.equal(await host.place(sell), "done");
    assert.deepEqual(await host.position("a"), [100, 100, 7_000_000, 0]);
    const confirm = (amount: number) =>
      host.event("ReservationChangeRequested", `all/${amount}`, at(`${MONDAY} 09:00`), {
        orderId: "all",
        accountId: "a",
        changeId: 1,
        purpose: "activate",
        amount,
        actions: ["split-1"],
      });
    // The opening asks before the portfolio has heard of the split.
    assert.equal(await confirm(500), "too_early");
    assert.deepEqual(await host.position("a"), [100, 100, 7_000_000, 0]);
    await begins(host);
    assert.deepEqual(await host.position("a"), [500, 500, 7_000_000, 0]);
    assert.equal(await confirm(500), "done");
    assert.deepEqual(await host.position("a"), [500, 500, 7_000_000, 0]);
    assert.deepEqual(host.told.at(-1)?.data, { orderId: "all", changeId: 1, purpose: "activate", amount: 500 });
    await host.trade("all", 200, `${MONDAY} 09:00`, { quantity: 500, price: 14_000 });
    await host.trade("all", 300, `${MONDAY} 09:01`, { quantity: 500, price: 14_000 });
    assert.deepEqual((await host.position("a")).slice(0, 3), [0, 0, 0]);
  }));

Deno.test("an action and work that counts with it may come in one batch: the work waits for the next", () =>
  onMonday(sql, async (host) => {
    await host.place(order({ id: "all", side: "sell", at: `${FRIDAY} 20:00`, session: MONDAY }));
    const envelope = { subject: "test", at: at(`${MONDAY} 09:00`), trace: {} };
    const asked = {
      orderId: "all",
      accountId: "a",
      changeId: 1,
      purpose: "activate",
      amount: 500,
      actions: ["split-1"],
    };
    const events = [
      { ...envelope, id: "CorporateActionEffective/split-1/1", type: "CorporateActionEffective", data: action() },
      { ...envelope, id: "ReservationChangeRequested/all/1", type: "ReservationChangeRequested", data: asked },
    ];
    const outcomes = async () => {
      const { results } = await (await host.post("/events", { events })).json();
      return results.map((result: { readonly outcome: string }) => result.outcome);
    };
    assert.deepEqual(await outcomes(), ["done", "too_early"]);
    await host.idle();
    assert.deepEqual(await outcomes(), ["done", "done"]);
    assert.deepEqual((await host.position("a")).slice(0, 2), [500, 500]);
  }));

Deno.test("holds of a reverse split are rounded down, and the event of an order that was placed before it may come after it", () =>
  onMonday(sql, async (host) => {
    await host.place(order({ id: "one", side: "sell", quantity: 55, at: `${FRIDAY} 20:00`, session: MONDAY }));
    await host.place(order({ id: "two", side: "sell", quantity: 25, at: `${FRIDAY} 20:00`, session: MONDAY }));
    await begins(host, REVERSE);
    assert.deepEqual((await host.position("a")).slice(0, 2), [10, 5 + 2]);
    // Placed on Friday night as well; its event was on its way until now.
    await host.place(order({ id: "three", side: "sell", quantity: 20, at: `${FRIDAY} 20:01`, session: MONDAY }));
    assert.deepEqual((await host.position("a")).slice(0, 2), [10, 5 + 2 + 2]);
    const change = { orderId: "three", accountId: "a", changeId: 1, purpose: "amend" as const, amount: 30 };
    await host.event("ReservationChangeRequested", "three/1", at(`${FRIDAY} 20:02`), change);
    assert.deepEqual((await host.position("a")).slice(0, 2), [10, 5 + 2 + 3]);
    for (const id of ["one", "two", "three"]) await host.expire(id, `${MONDAY} 15:30`);
    assert.deepEqual((await host.position("a")).slice(0, 2), [10, 0]);
  }));

Deno.test("an account with an order of the day before under way is given its shares when the last of that order has come", () =>
  onMonday(sql, async (host) => {
    await host.place(order({ id: "late", side: "sell", quantity: 40, at: `${FRIDAY} 15:00` }));
    await host.place(order({ id: "more", quantity: 10, at: `${FRIDAY} 15:00` }));
    await host.open("b");
    await host.place(order({ id: "new", account: "b", quantity: 10, at: `${FRIDAY} 15:00` }));
    await begins(host);
    assert.deepEqual((await host.position("a")).slice(0, 2), [100, 40]);
    const later = order({
      id: "later",
      side: "sell",
      quantity: 5,
      price: 14_000,
      at: `${MONDAY} 08:40`,
      actions: ["split-1"],
    });
    assert.equal(await host.place(later), "too_early");
    // Its trades and its end come over the weekend's outage, out of order.
    await host.trade("late", 15, `${FRIDAY} 15:10`);
    await host.expire("late", `${FRIDAY} 15:30`);
    assert.deepEqual((await host.position("a")).slice(0, 2), [85, 0]);
    await host.trade("more", 10, `${FRIDAY} 15:20`);
    assert.deepEqual((await host.position("a")).slice(0, 2), [95 * 5, 0]);
    await host.trade("new", 10, `${FRIDAY} 15:20`);
    assert.deepEqual((await host.position("b")).slice(0, 2), [50, 0]);
    assert.equal(await host.place(later), "done");
  }));

Deno.test("an order of a session before the ex-date that asks for its hold after it is turned down", () =>
  onMonday(sql, async (host) => {
    await begins(host);
    await host.place(order({ id: "lost", at: `${FRIDAY} 15:00`, quantity: 1 }));
    const [event] = host.told.slice(-1);
    assert.ok(event?.type === "ReservationRejected" && event.data.reason.code === "session_over");
  }));

/** A stack that slept until spring: far more than any look-back by time. */
const SPRING = "2027-03-02T09:00:00+09:00";

Deno.test("a stack that slept for months gives an account its shares when the last order of before the ex-date ends", () =>
  onMonday(sql, async (host, clock) => {
    for (const id of ["one", "two"]) {
      await host.place(order({ id, side: "sell", quantity: 20, price: 77_000, at: `${FRIDAY} 15:00` }));
    }
    await host.place(order({ id: "wait", side: "sell", quantity: 30, at: `${FRIDAY} 20:00`, session: MONDAY }));
    clock.set(SPRING);
    await begins(host);
    await host.idle();
    await host.expire("one", `${FRIDAY} 15:30`);
    assert.deepEqual((await host.position("a")).slice(0, 2), [100, 50]);
    await host.trade("two", 20, `${FRIDAY} 15:10`);
    assert.deepEqual((await host.position("a")).slice(0, 2), [400, 150]);
    assert.deepEqual(await host.lines("a"), [`split ${SYMBOL} 320`]);
  }));

Deno.test("a stack that slept for months pays a dividend that waited for an order", () =>
  onMonday(sql, async (host, clock) => {
    await host.place(order({ id: "rest", side: "sell", quantity: 20, price: 77_000, at: `${FRIDAY} 15:00` }));
    clock.set(SPRING);
    await begins(host, DIVIDEND);
    await pays(host, "2026-12-18");
    await host.idle();
    assert.deepEqual(await host.lines("a"), []);
    await host.expire("rest", `${FRIDAY} 15:30`);
    assert.deepEqual((await host.lines("a")).toSorted(), ["dividend KRW 36100", "tax KRW -5559"]);
  }));

Deno.test("work of before an action that comes months after it is counted as the account's shares are", () =>
  onMonday(sql, async (host, clock) => {
    await host.place(order({ id: "early", side: "sell", quantity: 20, at: `${FRIDAY} 20:00`, session: MONDAY }));
    await begins(host);
    await host.idle();
    clock.set(SPRING);
    await host.place(order({ id: "late", side: "sell", quantity: 10, at: `${FRIDAY} 20:01`, session: MONDAY }));
    assert.deepEqual((await host.position("a")).slice(0, 2), [500, 100 + 50]);
    const change = { orderId: "early", accountId: "a", changeId: 1, purpose: "amend" as const, amount: 30 };
    await host.event("ReservationChangeRequested", "early/1", at(`${FRIDAY} 20:02`), change);
    assert.deepEqual((await host.position("a")).slice(0, 2), [500, 150 + 50]);
    await host.place(order({ id: "lost", at: `${FRIDAY} 15:00`, quantity: 1 }));
    const [event] = host.told.slice(-1);
    assert.ok(event?.type === "ReservationRejected" && event.data.reason.code === "session_over");
  }));
