import assert from "node:assert/strict";
import { FILLED, LEDGER, RESERVED, SAMSUNG, STOPPED, TIMELINE, TRADE } from "../../testing/documents.ts";
import { dashboardNews, keys, play, press, toastsOf, topOf, tradingState, typing, WALL } from "../testing/states.ts";
import type { Message } from "./messages.ts";
import type { State } from "./model.ts";

const orders = (...all: readonly (typeof RESERVED)[]): State =>
  press(play(tradingState(), dashboardNews({ openOrders: [...all] })).state, "3").state;
const amend = (state: State) => topOf(state, "amend");
const changed = (order: typeof RESERVED): Message => ({ kind: "changed", order, now: WALL });
const notChanged = (why: string): Message => ({ kind: "notChanged", why, now: WALL });

Deno.test("c asks whether to cancel the order under the cursor; y does, n and Esc do not", () => {
  const asked = press(orders(RESERVED, STOPPED), "j", "c");
  assert.deepEqual([topOf(asked.state, "confirm").question, asked.effects], [{ kind: "cancel", order: STOPPED }, []]);
  const yes = press(asked.state, "y");
  assert.deepEqual([yes.state.overlays, yes.effects], [[], [{ kind: "cancel", id: "ord-4" }]]);
  for (const no of ["n", "esc", "q"]) {
    const left = press(asked.state, no);
    assert.deepEqual([left.state.overlays, left.effects], [[], []]);
  }
  assert.deepEqual(press(asked.state, "enter").effects, [], "Enter is no yes");
});

Deno.test("C cancels all open orders after a question that counts them", () => {
  const asked = press(orders(RESERVED, STOPPED), "C").state;
  assert.deepEqual(topOf(asked, "confirm").question, { kind: "cancelAll", count: 2 });
  const yes = press(asked, "y");
  assert.deepEqual(yes.effects, [{ kind: "cancelAll" }]);
  const { state, effects } = play(yes.state, { kind: "canceledAll", count: 2, now: WALL });
  assert.deepEqual([toastsOf(state), effects], [["Canceled 2 orders"], [{ kind: "refresh" }]]);
});

Deno.test("what came of a cancel is told, and the lists are asked for anew", () => {
  const done = play(orders(RESERVED), changed({ ...RESERVED, status: "canceled" }));
  assert.deepEqual(toastsOf(done.state), ["삼성전자: Canceled"]);
  assert.deepEqual(done.effects, [{ kind: "refresh" }, { kind: "loadOrders", filter: "open" }]);
  assert.deepEqual(play(tradingState(), changed(RESERVED)).effects, [{ kind: "refresh" }]);
  const refused = play(orders(RESERVED), notChanged("it has just filled"));
  assert.deepEqual([toastsOf(refused.state), refused.state.toasts[0]?.tone], [["it has just filled"], "danger"]);
});

Deno.test("m opens the terms of the order, and only what changed is sent", () => {
  const opened = press(orders(RESERVED), "m");
  assert.deepEqual([amend(opened.state).price.text, amend(opened.state).quantity.text, amend(opened.state).field], [
    "71000",
    "10",
    "price",
  ]);
  const sends = (...names: readonly string[]) => press(opened.state, ...names, "enter").effects;
  assert.deepEqual(sends("right"), [{ kind: "amend", id: "ord-2", change: { limitPrice: 71_100 } }]);
  assert.deepEqual(sends("tab", "left", "left"), [{ kind: "amend", id: "ord-2", change: { quantity: 8 } }]);
  assert.deepEqual(sends("ctrl+u", "7", "0", "0", "0", "0", "tab", "0"), [
    { kind: "amend", id: "ord-2", change: { limitPrice: 70_000, quantity: 100 } },
  ]);
  const none = press(opened.state, "right", "left", "enter");
  assert.deepEqual([none.state.overlays, none.effects], [[], []], "nothing differs");
});

Deno.test("an amendment that lacks a number goes to it, and closes nothing", () => {
  const opened = press(orders(RESERVED), "m").state;
  const noPrice = press(opened, "ctrl+u", "tab", "enter");
  assert.deepEqual([amend(noPrice.state).field, noPrice.effects], ["price", []]);
  const noQuantity = press(opened, "tab", "backspace", "backspace", "k", "enter");
  assert.deepEqual([amend(noQuantity.state).field, noQuantity.effects], ["quantity", []]);
});

Deno.test("the form steps by the tick of its instrument, no lower than one share, and has no price for a market order", () => {
  const fund = { ...RESERVED, symbol: "069500", limitPrice: 33_505 };
  const opened = press(orders(fund), "m");
  assert.deepEqual(opened.effects, [{ kind: "loadInstrument", symbol: "069500" }]);
  const known: Message = { kind: "instrument", instrument: { ...SAMSUNG, symbol: "069500", kind: "etf" } };
  assert.equal(amend(press(play(opened.state, known).state, "right").state).price.text, "33510");
  assert.equal(
    amend(press(press(orders({ ...RESERVED, quantity: 2 }), "m", "tab").state, "-", "-", "-").state).quantity.text,
    "1",
  );
  const market = press(orders({ ...RESERVED, type: "market", limitPrice: null }), "m").state;
  assert.equal(amend(market).field, "quantity");
  assert.equal(amend(press(market, "tab").state).field, "quantity");
  assert.equal(amend(press(market, "5").state).price.text, "");
});

Deno.test("while an amendment is on its way its form is still; an answer closes it or says why not", () => {
  const sent = press(orders(RESERVED), "m", "right", "enter").state;
  assert.equal(amend(sent).isSending, true);
  for (const key of ["enter", "left", "5", "backspace"]) assert.deepEqual(press(sent, key).effects, [], key);
  assert.equal(amend(press(sent, "5", "right").state).price.text, "71100");
  const done = play(sent, changed({ ...RESERVED, limitPrice: 71_100 })).state;
  assert.deepEqual([done.overlays, toastsOf(done)], [[], ["삼성전자: Reserved"]]);
  const refused = play(sent, notChanged("the cash is short")).state;
  assert.deepEqual([amend(refused).isSending, amend(refused).problem, toastsOf(refused)], [
    false,
    "the cash is short",
    [],
  ]);
  assert.equal(amend(press(refused, "5").state).problem, null);
  assert.deepEqual(press(sent, "esc").state.overlays, []);
});

Deno.test("e tells an order's life from wherever its row is", () => {
  const explains = (state: State, ...names: readonly string[]) =>
    press(state, ...names).effects.filter(({ kind }) => kind === "explain");
  const id = (order: string) => [{ kind: "explain", id: order }];
  assert.deepEqual(explains(orders(RESERVED, STOPPED), "j", "e"), id("ord-4"));
  assert.deepEqual(explains(orders(RESERVED), "enter"), id("ord-2"));
  assert.deepEqual(explains(tradingState(), "tab", "tab", "e"), id("ord-2"), "an open order on the dashboard");
  assert.deepEqual(explains(tradingState(), "tab", "tab", "enter"), id("ord-2"));
  assert.deepEqual(explains(tradingState(), "h", "e"), id("ord-1"), "a fill on the dashboard");
  assert.deepEqual(explains(tradingState(), "enter", "e"), id("ord-2"), "of the instrument that is looked at");
  const trades: Message = { kind: "trades", trades: [TRADE] };
  const ledger: Message = { kind: "ledger", entries: LEDGER };
  const history = play(tradingState(), ...keys("4"), trades, ledger).state;
  assert.deepEqual(explains(history, "e"), id("ord-1"));
  assert.deepEqual(explains(history, "tab", "enter"), id("ord-1"), "an entry of the ledger");
  assert.deepEqual(explains(history, "tab", "j", "e"), [], "a deposit belongs to no order");
});

Deno.test("a life is shown when it comes, or why it does not, and asked for anew when the order moves on", () => {
  const opened = press(orders(RESERVED), "e").state;
  const told: Message = { kind: "timeline", orderId: "ord-2", timeline: TIMELINE };
  const failed: Message = { kind: "noTimeline", orderId: "ord-2", problem: "offline" };
  assert.equal(topOf(play(opened, told).state, "explain").timeline, TIMELINE);
  assert.equal(topOf(play(opened, failed).state, "explain").problem, "offline");
  assert.equal(topOf(play(opened, failed, told).state, "explain").problem, null);
  assert.equal(topOf(play(opened, { ...told, orderId: "ord-1" }).state, "explain").timeline, null);
  const moved = play(opened, { kind: "order", order: RESERVED, events: [], now: WALL });
  assert.ok(moved.effects.some((effect) => effect.kind === "explain" && effect.id === "ord-2"));
});

Deno.test("f goes through the filters, and an answer for another one is ignored", () => {
  const state = orders(RESERVED, STOPPED);
  const all = press({ ...state, orders: { ...state.orders, cursor: 1 } }, "f");
  assert.deepEqual([all.state.orders.filter, all.state.orders.cursor], ["all", 0]);
  assert.deepEqual(all.effects, [{ kind: "loadOrders", filter: "all" }]);
  assert.deepEqual(
    ["f", "tab", "right", "l"].map((_, count, names) => press(state, ...names.slice(0, count + 1)).state.orders.filter),
    [
      ...["all", "filled", "ended", "open"],
    ],
  );
  const answer: Message = { kind: "orders", filter: "filled", orders: [FILLED] };
  assert.equal(play(all.state, answer).state.orders.orders, null);
  assert.deepEqual(play(all.state, { ...answer, filter: "all" }).state.orders.orders, [FILLED]);
});

Deno.test("an order that has ended is neither canceled nor amended, and says so", () => {
  const state = play(press(orders(), "f").state, { kind: "orders", filter: "all", orders: [FILLED] }).state;
  for (const key of ["c", "m"]) {
    const { state: after, effects } = press(state, key);
    assert.deepEqual([after.overlays, toastsOf(after), effects], [[], ["this order has ended"], []]);
  }
});

Deno.test("lists that could not be had say why until they can", () => {
  const problem: Message = { kind: "listProblem", of: "orders", problem: "offline" };
  const failed = play(press(orders(), "f").state, problem).state;
  assert.equal(failed.orders.problem, "offline");
  assert.equal(play(failed, { kind: "orders", filter: "all", orders: [] }).state.orders.problem, null);
  const history = play(tradingState(), { ...problem, of: "history" }).state;
  assert.equal(history.history.problem, "offline");
  assert.equal(play(history, { kind: "trades", trades: [] }).state.history.problem, null);
  assert.deepEqual(play(tradingState(), ...typing("3"), problem).state.history.problem, null);
});
