import assert from "node:assert/strict";
import { completionOf, suggestionsFor } from "../palette.ts";
import { emptyState, keys, play, press, topOf, tradingState, typing } from "../testing/states.ts";
import type { Message } from "./messages.ts";
import type { State } from "./model.ts";

const line = (state: State) => topOf(state, "palette").field.text;
const output = (text: string): Message => ({ kind: "output", text });
const ended = (exit: number): Message => ({ kind: "commandEnded", exit });
/** A palette with a line in it, entered. */
const ran = (text: string, state = tradingState()) => play(state, ...keys(":"), ...typing(text), ...keys("enter"));

const { commands } = emptyState();
const words = (text: string) => suggestionsFor(commands, text).map((one) => one.words);

Deno.test("the palette offers what begins with the line, then what has its letters in this order", () => {
  assert.deepEqual(words(""), ["order list", "order show", "portfolio", "quote"]);
  assert.deepEqual(words("or"), ["order list", "order show", "portfolio"]);
  assert.deepEqual(words("order s"), ["order show", "order list"]);
  assert.deepEqual(words("pf"), ["portfolio"]);
  assert.deepEqual(words("quote 005930"), ["quote"]);
  assert.deepEqual(words("hoga order l"), ["order list"]);
  assert.deepEqual(words("zzz"), []);
});

Deno.test("Tab completes with the first that is offered, and adds nothing to a command with its arguments", () => {
  assert.equal(completionOf(commands, "q"), "quote ");
  assert.equal(completionOf(commands, "pf"), "portfolio ");
  assert.equal(completionOf(commands, "quote 005930"), null);
  assert.equal(completionOf(commands, "zzz"), null);
  assert.equal(line(play(tradingState(), ...keys(":"), ...typing("order s"), ...keys("tab")).state), "order show ");
  assert.equal(line(play(tradingState(), ...keys(":"), ...typing("zzz"), ...keys("tab")).state), "zzz");
});

Deno.test("Enter runs the line in a window of its own; an empty line closes the palette", () => {
  const { state, effects } = ran("  hoga quote 005930 ");
  assert.deepEqual(effects, [{ kind: "runCommand", line: "quote 005930" }]);
  assert.deepEqual(state.overlays, [
    { kind: "output", command: "quote 005930", text: "", exit: null, scroll: 0, asks: null },
  ]);
  const none = ran("");
  assert.deepEqual([none.state.overlays, none.effects], [[], []]);
});

Deno.test("what a command prints is shown as it comes, and its end asks for the account anew", () => {
  const running = play(ran("quote 005930").state, output("삼성"), output("전자\n")).state;
  assert.deepEqual([topOf(running, "output").text, topOf(running, "output").exit], ["삼성전자\n", null]);
  const done = play(running, ended(0));
  assert.deepEqual([topOf(done.state, "output").exit, done.effects], [0, [{ kind: "refresh" }]]);
  // Nothing of another command comes into a window whose command has ended.
  assert.equal(topOf(play(done.state, output("more")).state, "output").text, "삼성전자\n");
  const much = play(ran("x").state, output("a".repeat(300_000)), output("end")).state;
  assert.equal(topOf(much, "output").text.length, 200_000);
  assert.ok(topOf(much, "output").text.endsWith("end"), "the last of it is kept");
});

Deno.test("a command that asks gets a line, which is shown with the question", () => {
  const asking = play(ran("account reset").state, output("Reset? [y/N] "), { kind: "asks", question: "" }).state;
  const typed = play(asking, ...typing("yqx"), ...keys("backspace")).state;
  assert.equal(topOf(typed, "output").asks?.text, "yq");
  const { state, effects } = press(typed, "enter");
  assert.deepEqual(effects, [{ kind: "commandInput", text: "yq" }]);
  assert.deepEqual([topOf(state, "output").asks, topOf(state, "output").text], [null, "Reset? [y/N] yq\n"]);
  // A command that ended asks nothing any more.
  assert.equal(topOf(play(asking, ended(1)).state, "output").asks, null);
});

Deno.test("Esc ends a command that runs and closes its window; one that has ended is only closed", () => {
  const running = press(ran("watch 005930").state, "esc");
  assert.deepEqual([running.state.overlays, running.effects], [[], [{ kind: "endCommand" }]]);
  const asking = play(ran("account reset").state, { kind: "asks", question: "" }).state;
  assert.deepEqual(press(asking, "esc").effects, [{ kind: "endCommand" }]);
  const done = press(play(ran("quote").state, ended(2)).state, "esc");
  assert.deepEqual([done.state.overlays, done.effects], [[], []]);
});

Deno.test("the arrows bring back the lines that were entered, without losing what is typed when there are none", () => {
  let state = tradingState();
  for (const text of ["quote", "portfolio", "quote"]) state = press(ran(text, state).state, "esc").state;
  assert.deepEqual(state.commandLog, ["portfolio", "quote"], "each once, the last one last");
  const open = press(state, ":").state;
  assert.equal(line(press(open, "up").state), "quote");
  assert.equal(line(press(open, "up", "up").state), "portfolio");
  assert.equal(line(press(open, "up", "up", "up").state), "portfolio");
  assert.equal(line(press(open, "up", "up", "down").state), "quote");
  assert.equal(line(press(open, "up", "down").state), "");
  assert.equal(line(press(open, "ctrl+p", "s").state), "quotes");
  assert.equal(line(play(open, ...typing("ord"), ...keys("down")).state), "ord");
  assert.equal(line(play(press(tradingState(), ":").state, ...typing("ord"), ...keys("up")).state), "ord");
});
