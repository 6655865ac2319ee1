import assert from "node:assert/strict";
import { FILLED, REJECTED, RESERVED, TIMELINE } from "../../testing/documents.ts";
import { keys, play, press, SETTINGS, toastsOf, topOf, tradingState, WALL } from "../testing/states.ts";
import type { Effect, Message } from "./messages.ts";
import type { State } from "./model.ts";

const stage = (state: State) => topOf(state, "ticket").stage;
const newKey = (key: string): Message => ({ kind: "newKey", key });
const placed = (key: string, order = FILLED): Message => ({ kind: "placed", key, order, now: WALL });
const notPlaced = (key: string, isUnknown: boolean): Message => ({ kind: "notPlaced", key, why: "why", isUnknown });
const places = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind === "place");

/** A ticket for ten shares at 71,500. */
const filled = () => press(tradingState(), "b", "1", "0").state;
/** The same with the question whether to place it, under the key "k-1". */
const asked = () => play(filled(), ...keys("enter"), newKey("k-1")).state;
const ORDER = {
  symbol: "005930",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 71_500,
};

Deno.test("Enter on whole terms gets a key and asks; y sends the order under it", () => {
  const entered = press(filled(), "enter");
  assert.deepEqual(entered.effects, [{ kind: "makeKey" }]);
  assert.deepEqual(stage(entered.state), { kind: "edit" });
  assert.deepEqual(stage(asked()), { kind: "confirm", key: "k-1" });
  const sent = press(asked(), "y");
  assert.deepEqual(sent.effects, [{ kind: "place", key: "k-1", order: ORDER }]);
  assert.deepEqual(stage(sent.state), { kind: "sending", key: "k-1" });
  assert.deepEqual(press(sent.state, "y").effects, [], "sent once");
});

Deno.test("at the question no other key sends, changes the terms or answers it", () => {
  for (const key of ["enter", "space", "5", "a", "right", "b", "q", "r"]) {
    const { state, effects } = press(asked(), key);
    assert.deepEqual([stage(state), effects, topOf(state, "ticket").quantity.text], [
      { kind: "confirm", key: "k-1" },
      [],
      "10",
    ], key);
  }
});

Deno.test("n and Esc go back to the terms, and the next Enter gets a key of its own", () => {
  for (const no of ["n", "esc"]) {
    const back = press(asked(), no);
    assert.deepEqual([stage(back.state), back.effects], [{ kind: "edit" }, []]);
    const again = play(back.state, ...keys("enter"), newKey("k-2"), ...keys("y"));
    assert.deepEqual(places(again.effects), [{ kind: "place", key: "k-2", order: ORDER }]);
  }
});

Deno.test("with the question turned off Enter sends at once", () => {
  const state = { ...filled(), settings: { ...SETTINGS, confirm: false } };
  const sent = play(state, ...keys("enter"), newKey("k-1"));
  assert.deepEqual(places(sent.effects), [{ kind: "place", key: "k-1", order: ORDER }]);
  assert.deepEqual(stage(sent.state), { kind: "sending", key: "k-1" });
});

Deno.test("y is ㅛ where a Hangul input method is on", () => {
  assert.equal(places(press(asked(), "ㅛ").effects).length, 1);
  assert.deepEqual(stage(press(asked(), "ㅜ").state), { kind: "edit" });
});

Deno.test("an unknown outcome keeps the key: r sends the same order under it again, as often as it takes", () => {
  const sent = press(asked(), "y").state;
  const unknown = play(sent, notPlaced("k-1", true)).state;
  assert.deepEqual(stage(unknown), { kind: "unknown", key: "k-1", why: "why" });
  const again = press(unknown, "r");
  assert.deepEqual(again.effects, [{ kind: "place", key: "k-1", order: ORDER }]);
  const twice = play(again.state, notPlaced("k-1", true), ...keys("r"));
  assert.deepEqual(twice.effects, [{ kind: "place", key: "k-1", order: ORDER }]);
  const told = play(twice.state, placed("k-1"));
  assert.deepEqual(stage(told.state).kind, "placed");
  for (const key of ["enter", "y", "5", "a"]) {
    const { state, effects } = press(unknown, key);
    assert.deepEqual([stage(state), effects], [stage(unknown), []], `${key} neither sends nor makes a new key`);
  }
});

Deno.test("what was refused goes back to the terms, which can be mended", () => {
  const refused = play(press(asked(), "y").state, notPlaced("k-1", false)).state;
  assert.deepEqual(stage(refused), { kind: "refused", key: "k-1", why: "why" });
  for (const key of ["esc", "enter", "q"]) {
    const back = press(refused, key).state;
    assert.deepEqual([stage(back), topOf(back, "ticket").quantity.text], [{ kind: "edit" }, "10"]);
  }
  const mended = play(refused, ...keys("esc", "backspace", "enter"), newKey("k-2"), ...keys("y"));
  assert.deepEqual(places(mended.effects), [{ kind: "place", key: "k-2", order: { ...ORDER, quantity: 1 } }]);
});

Deno.test("an answer under another key than the ticket's changes nothing", () => {
  const sent = press(asked(), "y").state;
  assert.deepEqual(stage(play(sent, placed("k-0")).state), { kind: "sending", key: "k-1" });
  assert.deepEqual(stage(play(sent, notPlaced("k-0", true)).state), { kind: "sending", key: "k-1" });
  // A key that comes after the ticket went on belongs to nothing.
  assert.deepEqual(stage(play(sent, newKey("k-9")).state), { kind: "sending", key: "k-1" });
});

const life = (message: string, second: number, change: Partial<typeof RESERVED> = {}): Message => ({
  kind: "order",
  order: { ...RESERVED, ...change },
  events: [{ at: `2025-03-14T10:00:0${second}+09:00`, type: message, message }],
  now: WALL,
});

Deno.test("a placed order lives in its window: each event once, and no toast for it", () => {
  const first = play(press(asked(), "y").state, placed("k-1", RESERVED));
  assert.ok(first.effects.some(({ kind }) => kind === "refresh"));
  const { state } = play(
    first.state,
    life("Accepted", 1, { status: "accepted" }),
    life("Accepted", 1, { status: "accepted" }),
    life("Traded 10", 2, { status: "filled", filledQuantity: 10 }),
    life("of another", 3, { id: "ord-7", status: "filled" }),
  );
  const after = stage(state);
  assert.ok(after.kind === "placed");
  assert.deepEqual([after.order.status, after.events.map(({ message }) => message)], ["filled", [
    "Accepted",
    "Traded 10",
  ]]);
  assert.deepEqual(toastsOf(state), ["삼성전자 Buy: Filled 0/10"], "the other order's alone");
});

Deno.test("what happened before the answer came is asked for, and stands before what comes after it", () => {
  const first = play(press(asked(), "y").state, life("Too early to show", 0), placed("k-1", RESERVED));
  assert.ok(
    first.effects.some((effect) => effect.kind === "explain" && effect.id === RESERVED.id),
    "the order's timeline is asked for",
  );
  const { state } = play(
    first.state,
    life("Accepted", 1, { status: "accepted" }),
    { kind: "timeline", orderId: RESERVED.id, timeline: TIMELINE },
    { kind: "timeline", orderId: "ord-7", timeline: { ...TIMELINE, entries: [] } },
  );
  const after = stage(state);
  assert.ok(after.kind === "placed");
  assert.deepEqual(after.events.map(({ message }) => message), ["Placed", "Held 710,107 won", "Accepted"]);
  assert.equal(after.order.status, "accepted", "an older order does not come back with its timeline");
});

Deno.test("e explains the placed order over its window; Esc, Enter and q close it", () => {
  const { state } = play(press(asked(), "y").state, placed("k-1"));
  const explained = press(state, "e");
  assert.equal(topOf(explained.state, "explain").orderId, FILLED.id);
  assert.deepEqual(explained.effects, [{ kind: "explain", id: FILLED.id }]);
  assert.equal(stage(press(explained.state, "esc").state).kind, "placed");
  for (const key of ["esc", "enter", "q"]) assert.deepEqual(press(state, key).state.overlays, []);
});

Deno.test("a ticket that was closed while its order was on the way tells what went wrong in a toast", () => {
  const left = press(press(asked(), "y").state, "esc").state;
  assert.deepEqual(left.overlays, []);
  assert.deepEqual(toastsOf(play(left, notPlaced("k-1", false)).state), ["why"]);
  assert.deepEqual(toastsOf(play(left, notPlaced("k-1", true)).state), ["why"]);
  assert.deepEqual(play(left, placed("k-1", REJECTED)).effects, [{ kind: "refresh" }]);
});
