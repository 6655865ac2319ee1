import assert from "node:assert/strict";
import { CANDLES, LEDGER, RESERVED, SAMSUNG, TRADE } from "../../testing/documents.ts";
import { dashboardNews, emptyState, keys, play, press, toastsOf, tradingState, typing } from "../testing/states.ts";
import type { Message } from "./messages.ts";
import { DASHBOARD_PANELS, SCREENS, type State } from "./model.ts";
import { focusedSymbol, wantedBook, wantedSymbols } from "./select.ts";

Deno.test("the number keys show the screens, and each asks for what it shows", () => {
  const asks = SCREENS.map((_, index) => press(tradingState(), String(index + 1)).effects.map(({ kind }) => kind));
  assert.deepEqual(asks, [
    ["refresh", "loadDays"],
    ["loadInstrument", "loadCandles", "saveRecents"],
    ["refresh", "loadOrders"],
    ["loadTrades", "loadLedger", "loadDays"],
    [],
  ]);
  SCREENS.forEach((screen, index) => assert.equal(press(tradingState(), String(index + 1)).state.screen, screen));
});

Deno.test("Esc goes back the way that one came, asks for what is there, and ends on the first screen", () => {
  const there = press(tradingState(), "3", "4", "4", "5").state;
  assert.deepEqual(there.back, ["dashboard", "orders", "history"]);
  const screens: string[] = [];
  let state: State = there;
  for (let step = 0; step < 4; step++) {
    state = press(state, "esc").state;
    screens.push(state.screen);
  }
  assert.deepEqual(screens, ["history", "orders", "dashboard", "dashboard"]);
  assert.deepEqual(press(there, "esc").effects.map(({ kind }) => kind), ["loadTrades", "loadLedger", "loadDays"]);
  assert.equal(state.isLeaving, false);
});

Deno.test("Enter opens the instrument under the cursor; what was known of another goes", () => {
  const first = play(press(tradingState(), "enter").state, { kind: "instrument", instrument: SAMSUNG }, {
    kind: "candles",
    candles: { ...CANDLES, interval: "1m" },
  }).state;
  assert.deepEqual([first.instrument.symbol, first.recents], ["005930", ["005930"]]);
  assert.notEqual(first.instrument.candles, null);
  const same = press(first, "esc", "enter").state;
  assert.notEqual(same.instrument.candles, null, "the same again keeps what it has");
  const other = press(first, "esc", "j", "enter").state;
  assert.deepEqual([other.instrument.symbol, other.instrument.candles, other.instrument.instrument], [
    "000660",
    null,
    null,
  ]);
  assert.deepEqual(other.recents, ["000660", "005930"]);
  const many = Array.from({ length: 20 }, (_, index) => `A${index}`);
  assert.equal(press(tradingState({ recents: many }), "enter").state.recents.length, 12);
});

Deno.test("2 shows what was looked at, else what the cursor is on, else what was looked at in other days, else says so", () => {
  const symbol = (state: State) => press(state, "2").state.instrument.symbol;
  assert.equal(symbol(press(tradingState(), "enter", "esc", "j").state), "005930");
  assert.equal(symbol(press(tradingState(), "j").state), "000660");
  const empty = emptyState({ lists: [{ name: null, symbols: [] }] });
  assert.equal(symbol({ ...empty, recents: ["035720"] }), "035720");
  const nothing = press(empty, "2").state;
  assert.deepEqual([nothing.screen, toastsOf(nothing)], ["dashboard", ["no symbol here: / finds one"]]);
});

Deno.test("an answer about another symbol or interval than what is shown is ignored", () => {
  const state = press(tradingState(), "enter").state;
  const candles: Message = { kind: "candles", candles: { ...CANDLES, interval: "1d" } };
  assert.equal(play(state, candles).state.instrument.candles, null);
  const daily = press(state, "i", "i");
  assert.deepEqual(daily.effects.map((effect) => effect.kind === "loadCandles" ? effect.interval : ""), ["5m", "1d"]);
  assert.equal(play(daily.state, candles).state.instrument.candles?.interval, "1d");
  const other = play(daily.state, { ...candles, candles: { ...candles.candles, symbol: "000660" } }).state;
  assert.equal(other.instrument.candles, null);
  const problem: Message = { kind: "instrumentProblem", symbol: "005930", problem: "offline" };
  assert.equal(play(state, problem).state.instrument.problem, "offline");
  assert.equal(play(state, { ...problem, symbol: "000660" }).state.instrument.problem, null);
  assert.equal(play(state, problem, { kind: "instrument", instrument: SAMSUNG }).state.instrument.problem, null);
});

Deno.test("v and Tab switch between chart and book where there is no room for both", () => {
  const state = press(tradingState(), "enter").state;
  assert.deepEqual(["v", "tab"].map((key) => press(state, key).state.instrument.pane), ["book", "book"]);
  assert.equal(press(state, "v", "v").state.instrument.pane, "chart");
});

Deno.test("Tab goes round the panels of the dashboard, and each has a cursor of its own", () => {
  const focus = (...names: readonly string[]) => press(tradingState(), ...names).state.dashboard.focus;
  assert.deepEqual(["tab", "l", "right"].map((key) => focus(key)), ["positions", "positions", "positions"]);
  assert.deepEqual(["shift+tab", "h", "left"].map((key) => focus(key)), [
    "recentTrades",
    "recentTrades",
    "recentTrades",
  ]);
  assert.equal(focus(...DASHBOARD_PANELS.map(() => "tab")), "watchlist");
  const moved = press(tradingState(), "j", "tab", "j", "j").state.dashboard.cursors;
  assert.deepEqual(moved, { watchlist: 1, positions: 0, openOrders: 0, recentTrades: 0 });
});

Deno.test("the cursor moves by rows, by pages and to the ends, and no further", () => {
  const openOrders = Array.from({ length: 30 }, (_, index) => ({ ...RESERVED, id: `ord-${index}` }));
  const state = press(play(tradingState(), dashboardNews({ openOrders })).state, "3").state;
  const cursor = (...names: readonly string[]) => press(state, ...names).state.orders.cursor;
  const table: readonly [readonly string[], number][] = [
    [["j", "down", "k"], 1],
    [["up"], 0],
    [["pagedown"], 10],
    [["space", "ctrl+f"], 20],
    [["G"], 29],
    [["end", "j"], 29],
    [["G", "pageup"], 19],
    [["G", "ctrl+b", "g"], 0],
    [["G", "home"], 0],
  ];
  for (const [names, row] of table) assert.equal(cursor(...names), row, names.join(" "));
  const history = play(tradingState(), ...keys("4"), { kind: "trades", trades: [TRADE, TRADE, TRADE] }).state;
  assert.equal(press(history, "G").state.history.cursor, 2);
  const ledger = play(press(history, "G").state, { kind: "ledger", entries: LEDGER }, ...keys("tab")).state;
  assert.deepEqual([ledger.history.tab, ledger.history.cursor], ["ledger", 0]);
  assert.equal(press(ledger, "G").state.history.cursor, 1);
  assert.equal(press(history, "shift+tab").state.history.tab, "equity");
});

Deno.test("help, explain and output scroll; a key after the end moves what is seen at once", () => {
  const scroll = (...names: readonly string[]) => {
    const top = press(tradingState(), "?", ...names).state.overlays.at(-1);
    return top?.kind === "help" ? top.scroll : null;
  };
  assert.deepEqual([scroll("j", "j", "k"), scroll("k"), scroll("pagedown"), scroll("G", "g")], [1, 0, 10, 0]);
});

Deno.test("q and Ctrl-C leave from a screen, Ctrl-C from everywhere; Ctrl-Z stops and Ctrl-L paints anew", () => {
  for (const key of ["q", "ctrl+c"]) {
    const { state, effects } = press(tradingState(), key);
    assert.deepEqual([state.isLeaving, effects], [true, [{ kind: "leave" }]]);
  }
  assert.deepEqual(press(tradingState(), "/", "ctrl+c").effects, [{ kind: "leave" }]);
  assert.deepEqual(press(tradingState(), "/", "q").effects, [{ kind: "search", text: "q" }]);
  assert.deepEqual(press(tradingState(), "b", "ctrl+z").effects.at(-1), { kind: "suspend" });
  assert.deepEqual(press(tradingState(), ":", "ctrl+l").effects, [{ kind: "repaint" }]);
  assert.deepEqual(press(tradingState(), "R").effects, [{ kind: "refresh" }, { kind: "loadDays" }, {
    kind: "repaint",
  }]);
});

Deno.test("what cannot be done now says why, in the user's language", () => {
  const nothing = play(emptyState({ lists: [{ name: null, symbols: [] }] }), dashboardNews({ openOrders: [] })).state;
  const table: readonly [State, string, string, string][] = [
    [nothing, "b", "no symbol here: / finds one", "종목이 없습니다. / 로 찾습니다"],
    [nothing, "s", "no symbol here: / finds one", "종목이 없습니다. / 로 찾습니다"],
    [nothing, "w", "no symbol here: / finds one", "종목이 없습니다. / 로 찾습니다"],
    [nothing, "enter", "no symbol here: / finds one", "종목이 없습니다. / 로 찾습니다"],
    [nothing, "c", "no order here", "주문이 없습니다"],
    [nothing, "m", "no order here", "주문이 없습니다"],
    [nothing, "e", "no order here", "주문이 없습니다"],
    [{ ...nothing, screen: "orders" }, "C", "no open orders", "미체결이 없습니다"],
    [{ ...nothing, screen: "orders" }, "c", "no order here", "주문이 없습니다"],
    [{ ...nothing, screen: "history" }, "e", "no order here", "주문이 없습니다"],
  ];
  for (const [state, key, en, ko] of table) {
    assert.deepEqual(toastsOf(press(state, key).state), [en], key);
    const korean: State = { ...state, settings: { ...state.settings, lang: "ko" } };
    assert.deepEqual(toastsOf(press(korean, key).state), [ko], key);
    assert.equal(press(state, key).state.toasts[0]?.tone, "warning");
  }
});

Deno.test("b and s are for what the screen is about: a row of orders, a fill, the instrument", () => {
  const hynix = { ...RESERVED, symbol: "000660" };
  const state = play(tradingState(), dashboardNews({ openOrders: [hynix] })).state;
  assert.equal(focusedSymbol(press(state, "3").state), "000660");
  const history = play(state, ...keys("4"), { kind: "trades", trades: [{ ...TRADE, symbol: "035720" }] }).state;
  assert.equal(focusedSymbol(history), "035720");
  assert.equal(focusedSymbol(press(history, "tab").state), null);
  assert.equal(focusedSymbol(press(state, "tab", "tab").state), "000660");
  assert.equal(focusedSymbol(press(state, "tab").state), "005930");
  assert.equal(focusedSymbol(press(state, "j", "enter", "5").state), "000660");
});

Deno.test("the stream is wanted for what is shown: the list, positions, open orders, the instrument and the ticket", () => {
  assert.deepEqual(wantedSymbols(tradingState()), ["000660", "005930"]);
  const state = play(
    tradingState({ lists: [{ name: null, symbols: ["035720"] }] }),
    dashboardNews({
      openOrders: [{ ...RESERVED, symbol: "069500" }],
    }),
  ).state;
  assert.deepEqual(wantedSymbols(state), ["005930", "035720", "069500"]);
  const looked = press(state, "enter").state;
  assert.deepEqual([wantedBook(state), wantedBook(looked), wantedBook(press(looked, "1").state)], [
    null,
    "035720",
    null,
  ]);
  const many = Array.from({ length: 150 }, (_, index) => `${index}`.padStart(6, "0"));
  assert.equal(wantedSymbols(tradingState({ lists: [{ name: null, symbols: many }] })).length, 100);
});

Deno.test("with a Hangul input method on, every shortcut works from where it lies, and several at once in their order", () => {
  assert.equal(press(tradingState(), "ㅂ").state.isLeaving, true);
  assert.equal(press(tradingState(), "ㅠ").state.overlays[0]?.kind, "ticket");
  assert.equal(press(tradingState(), "ㅓ").state.dashboard.cursors.watchlist, 1);
  // 안 is d, k and s: nothing, up, sell.
  const { state } = press(press(tradingState(), "j").state, "안");
  assert.equal(state.dashboard.cursors.watchlist, 0);
  const top = state.overlays.at(-1);
  assert.deepEqual(top?.kind === "ticket" ? [top.side, top.symbol] : null, ["sell", "005930"]);
  // ㅃ is Q, which is no key; a syllable in a line of text stays what it is.
  assert.equal(press(tradingState(), "ㅃ").state.isLeaving, false);
  const typed = play(press(tradingState(), ":").state, ...typing("안ㅂ")).state.overlays.at(-1);
  assert.equal(typed?.kind === "palette" ? typed.field.text : "", "안ㅂ");
});
