import assert from "node:assert/strict";
import { createStore } from "./store.ts";
import type { Effect, Message } from "./state/messages.ts";
import { keys, tradingState } from "./testing/states.ts";

Deno.test("a store holds the state, tells changes, and hands the effects out once the state is in place", () => {
  const seen: string[] = [];
  const effects: Effect[] = [];
  const store = createStore(tradingState(), (effect) => {
    seen.push(`${effect.kind} on ${store.state().screen}`);
    effects.push(effect);
  });
  const unsubscribe = store.subscribe((message) => void seen.push(`told ${message.kind} on ${store.state().screen}`));
  for (const message of keys("3")) store.dispatch(message);
  assert.deepEqual(seen, ["told key on orders", "refresh on orders", "loadOrders on orders"]);
  unsubscribe();
  for (const message of keys("1")) store.dispatch(message);
  assert.equal(store.state().screen, "dashboard");
  assert.equal(seen.filter((line) => line.startsWith("told")).length, 1);
  assert.equal(effects.length, 4);
});

Deno.test("what changes nothing is told to nobody", () => {
  const store = createStore(tradingState(), () => {});
  let told = 0;
  store.subscribe(() => void told++);
  const message: Message = { kind: "previewRefused", asked: 9, problem: "x" };
  store.dispatch(message);
  assert.equal(told, 0);
  store.dispatch({ kind: "link", link: { kind: "live" } });
  assert.equal(told, 1);
});

Deno.test("a message that is dispatched by an effect comes after the one that asked for it", () => {
  const store = createStore(tradingState(), (effect) => {
    if (effect.kind === "makeKey") store.dispatch({ kind: "newKey", key: "k-1" });
  });
  for (const message of keys("b", "5", "enter")) store.dispatch(message);
  const top = store.state().overlays.at(-1);
  assert.deepEqual(top?.kind === "ticket" ? top.stage : null, { kind: "confirm", key: "k-1" });
});
