import assert from "node:assert/strict";
import { HYNIX, SAMSUNG } from "../../testing/documents.ts";
import { emptyState, keys, play, press, toastsOf, topOf, tradingState, typing, WALL } from "../testing/states.ts";
import type { Message } from "./messages.ts";
import type { State } from "./model.ts";
import { searchRows } from "./overlays.ts";

const search = (state: State) => topOf(state, "search");
const rows = (state: State) => searchRows(state, search(state)).map(({ symbol }) => symbol);
const found = (text: string, results = [SAMSUNG, HYNIX]): Message => ({ kind: "found", text, results, problem: null });

Deno.test("the search asks for what is typed, as it is typed", () => {
  const { state, effects } = play(tradingState(), ...keys("/"), ...typing("삼성"));
  assert.equal(search(state).field.text, "삼성");
  assert.deepEqual(effects, [{ kind: "search", text: "삼" }, { kind: "search", text: "삼성" }]);
  // A blank at the end is no other question.
  assert.deepEqual(press(state, "space").effects, []);
  assert.deepEqual(press(state, "left").effects, []);
});

Deno.test("an answer to what stands there no more is ignored", () => {
  const typed = play(tradingState(), ...keys("/"), ...typing("삼성")).state;
  assert.deepEqual(rows(play(typed, found("삼")).state), []);
  const answered = play(typed, found("삼성")).state;
  assert.deepEqual([rows(answered), search(answered).asked], [["005930", "000660"], "삼성"]);
  assert.deepEqual(rows(play(answered, found("삼", [])).state), ["005930", "000660"]);
  // While the next answer is on its way the last one stays.
  assert.deepEqual(rows(press(answered, "전").state), ["005930", "000660"]);
});

Deno.test("with nothing typed the search has what was looked at last, the last one first", () => {
  const looked = play(tradingState(), ...keys("enter", "esc", "j", "enter", "esc", "/")).state;
  assert.deepEqual(rows(looked), ["000660", "005930"]);
  const cleared = play(looked, ...typing("삼"), found("삼", [SAMSUNG]), ...keys("backspace")).state;
  assert.deepEqual([rows(cleared), search(cleared).results], [["000660", "005930"], []]);
  assert.deepEqual(rows(press(emptyState(), "/").state), []);
});

Deno.test("the arrows choose and Enter opens; without a row to open nothing happens", () => {
  const answered = play(tradingState(), ...keys("/"), ...typing("s"), found("s")).state;
  const cursor = (...names: readonly string[]) => search(press(answered, ...names).state).cursor;
  assert.deepEqual([cursor("down"), cursor("down", "down"), cursor("up"), cursor("ctrl+n", "ctrl+p")], [1, 1, 0, 0]);
  const opened = press(answered, "down", "enter");
  assert.deepEqual([opened.state.screen, opened.state.instrument.symbol, opened.state.overlays], [
    "instrument",
    "000660",
    [],
  ]);
  assert.deepEqual(opened.effects, [
    { kind: "loadInstrument", symbol: "000660" },
    { kind: "loadCandles", symbol: "000660", interval: "1m" },
    { kind: "saveRecents", recents: ["000660"] },
  ]);
  const none = press(emptyState(), "/", "enter");
  assert.deepEqual([none.state.overlays.length, none.effects], [1, []]);
  assert.equal(search(press(answered, "down", "x").state).cursor, 0, "another text begins at the top");
});

Deno.test("Tab puts what is chosen on the watchlist, and takes it off again", () => {
  const answered = play(emptyState({ lists: [{ name: null, symbols: ["000660"] }] }), ...keys("/", "s"), found("s"));
  const { state, effects } = press(answered.state, "tab");
  const lists = [{ name: null, symbols: ["000660", "005930"] }];
  assert.deepEqual([state.lists, toastsOf(state)], [lists, ["005930 is on the watchlist"]]);
  assert.deepEqual(effects, [{ kind: "saveLists", lists }, { kind: "refresh" }]);
  assert.equal(topOf(state, "search").field.text, "s", "the search stays open");
  const off = press(state, "tab").state;
  assert.deepEqual([off.lists[0]?.symbols, toastsOf(off).at(-1)], [["000660"], "005930 is off the watchlist"]);
});

Deno.test("a search that failed says why until something else is typed", () => {
  const failed = play(tradingState(), ...keys("/", "s"), { kind: "found", text: "s", results: [], problem: "offline" });
  assert.equal(search(failed.state).problem, "offline");
  assert.equal(search(press(failed.state, "k").state).problem, null);
});

Deno.test("letters that are shortcuts elsewhere are typed here, and Hangul stays Hangul", () => {
  const { state } = play(tradingState(), ...keys("/"), ...typing("qjb ㅂ삼"));
  assert.equal(search(state).field.text, "qjb ㅂ삼");
  const jamo = play(tradingState(), ...keys("/", "\u1112", "\u1161", "\u11ab")).state;
  assert.equal(search(jamo).field.text, "한", "composed from what an input method sends in parts");
});

Deno.test("the line of the search is edited as lines are", () => {
  const text = (...names: readonly string[]) => {
    const { state } = press(play(tradingState(), ...keys("/"), ...typing("sk 하이닉스")).state, ...names);
    return search(state).field;
  };
  assert.deepEqual(text("backspace", "backspace"), { text: "sk 하이", at: 5 });
  assert.deepEqual(text("home", "delete"), { text: "k 하이닉스", at: 0 });
  assert.deepEqual(text("left", "left", "X"), { text: "sk 하이X닉스", at: 6 });
  assert.deepEqual(text("ctrl+a", "ctrl+d", "ctrl+e", "!"), { text: "k 하이닉스!", at: 7 });
  assert.deepEqual(text("ctrl+w"), { text: "sk ", at: 3 });
  assert.deepEqual(text("ctrl+w", "ctrl+w"), { text: "", at: 0 });
  assert.deepEqual(text("ctrl+b", "ctrl+b", "ctrl+f", "y"), { text: "sk 하이닉y스", at: 7 });
});

Deno.test("a paste is typed at once, without its later lines and control characters; on a screen it opens the search", () => {
  const paste = (text: string): Message => ({ kind: "paste", text, at: WALL });
  const inSearch = play(press(tradingState(), "/").state, paste("삼성\x1b[31m전자\nrm -rf"));
  assert.equal(search(inSearch.state).field.text, "삼성[31m전자");
  assert.deepEqual(inSearch.effects, [{ kind: "search", text: "삼성[31m전자" }]);
  const onScreen = play(tradingState({ screen: "orders" }), paste("  005930\r\n"));
  assert.deepEqual([search(onScreen.state).field.text, onScreen.effects], ["005930", [{
    kind: "search",
    text: "005930",
  }]]);
  const inHelp = play(press(tradingState(), "?").state, paste("q"));
  assert.deepEqual(inHelp.state.overlays.map(({ kind }) => kind), ["help"]);
});

Deno.test("Esc leaves the search as if nothing had been", () => {
  const state = tradingState();
  assert.deepEqual(press(state, "/", "s", "esc").state, { ...state, keyAt: WALL });
});
