import assert from "node:assert/strict";
import { ACCOUNT, FILLED, TRADE } from "../../testing/documents.ts";
import { emptyState, keys, play, press, SETTINGS, toastsOf, topOf, tradingState, typing } from "../testing/states.ts";
import type { Effect, Message } from "./messages.ts";
import type { NamedList, Settings, State } from "./model.ts";
import { SETTING_ROWS, type SettingRow } from "./settings.ts";

/** The screen of settings with the cursor on a row. */
const on = (row: SettingRow, state = tradingState()): State => ({
  ...press(state, "5").state,
  settingsCursor: SETTING_ROWS.indexOf(row),
});
const saves = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => effect.kind === "saveSetting" ? [`${effect.name}=${effect.value}`] : []);
const saved = (settings: Partial<Settings>): Message => ({ kind: "saved", settings: { ...SETTINGS, ...settings } });

Deno.test("5 and , show the settings; the cursor goes over all rows", () => {
  for (const key of ["5", ","]) assert.equal(press(tradingState(), key).state.screen, "settings");
  assert.equal(press(on("lang"), "j", "down").state.settingsCursor, 2);
  assert.equal(press(on("lang"), "G").state.settingsCursor, SETTING_ROWS.length - 1);
  assert.equal(press(on("feed"), "g", "k").state.settingsCursor, 0);
});

Deno.test("what can be chosen from goes round both ways, is there at once and is saved", () => {
  const table: readonly [SettingRow & keyof Settings, readonly unknown[]][] = [
    ["lang", ["ko", "en"]],
    ["theme", ["us", "colorblind", "mono", "korean"]],
    ["glyphs", ["ascii", "unicode"]],
    ["confirm", [false, true]],
    ["mouse", [false, true]],
    ["motion", [false, true]],
  ];
  for (const [row, values] of table) {
    let state = on(row);
    for (const [index, value] of values.entries()) {
      const step = press(state, ["enter", "space", "right", "l"][index] ?? "enter");
      state = step.state;
      assert.equal(state.settings[row], value, row);
      assert.deepEqual(saves(step.effects), [`${row}=${value}`]);
      assert.ok(step.effects.some(({ kind }) => kind === "repaint"), row);
    }
    for (const key of ["left", "h"]) {
      assert.equal(press(on(row), key).state.settings[row], values.at(-2), `${row} backwards`);
    }
  }
});

Deno.test("another language speaks at once, and what the gateway words is asked for anew", () => {
  const { state, effects } = press(on("lang"), "enter");
  assert.ok(effects.some(({ kind }) => kind === "refresh"));
  assert.deepEqual(toastsOf(press(state, "d").state), ["첫 관심목록은 이름을 바꾸거나 지울 수 없습니다"]);
});

Deno.test("clock, speed and tape are typed and saved; an empty line puts the default back", () => {
  for (const row of ["clock", "speed", "tape"] as const) {
    const asked = press(on(row, tradingState({ settings: { ...SETTINGS, [row]: "60" } })), "enter").state;
    assert.deepEqual([topOf(asked, "prompt").purpose, topOf(asked, "prompt").field.text], [row, "60"]);
    const entered = press(asked, "ctrl+u", "1", "0", "enter");
    assert.deepEqual([saves(entered.effects), entered.state.overlays], [[`stack.${row}=10`], []]);
    assert.equal(entered.state.settings[row], "60", "until it is saved");
    assert.deepEqual(saves(press(asked, "ctrl+u", "enter").effects), [`stack.${row}=`]);
    assert.deepEqual(press(asked, "esc").effects, []);
  }
});

Deno.test("the feed goes round from the one that runs", () => {
  const feeds = (feed: string) => {
    const state = on("feed", tradingState({ settings: { ...SETTINGS, feed } }));
    return [...saves(press(state, "enter").effects), ...saves(press(state, "left").effects)];
  };
  assert.deepEqual(feeds(""), ["stack.feed=replay", "stack.feed=yahoo"]);
  assert.deepEqual(feeds("yahoo"), ["stack.feed=sim", "stack.feed=kis"]);
  const chosen = press(on("feed"), "enter").state;
  assert.deepEqual(topOf(play(chosen, saved({ feed: "replay" })).state, "confirm").question, { kind: "restart" });
});

Deno.test("a saved setting of the market asks to start it again where it is this window's, else it says when it counts", () => {
  for (const change of [{ clock: "real" }, { speed: "10" }, { feed: "replay" }, { tape: "/tape" }]) {
    const own = play(tradingState(), saved(change)).state;
    assert.deepEqual(topOf(own, "confirm").question, { kind: "restart" });
    const yes = press(own, "y");
    assert.deepEqual([yes.effects, yes.state.link], [[{ kind: "restartStack" }], { kind: "starting" }]);
    assert.deepEqual(press(own, "n").effects, []);
    const other = play(tradingState({ isOwnStack: false }), saved(change)).state;
    assert.deepEqual([other.overlays, toastsOf(other)], [[], ["counts from the next start of the market"]]);
  }
  const theme = play(tradingState(), saved({ theme: "us" })).state;
  assert.deepEqual([theme.settings.theme, theme.overlays], ["us", []]);
});

Deno.test("another account empties what belongs to the one before; without another nothing happens", () => {
  const accounts = { all: [ACCOUNT, { ...ACCOUNT, id: "acc-2", name: "swing" }], current: "acc-1" };
  const full: State = {
    ...tradingState({
      accounts,
      days: [{ date: "2025-03-13", cash: 1, marketValue: 2, netAssets: 3, dayPnl: 4, dayReturn: 5 }],
    }),
    orders: { filter: "all", orders: [FILLED], cursor: 0, problem: null },
    history: { tab: "trades", cursor: 0, trades: [TRADE], ledger: [], problem: null },
  };
  const { state, effects } = press(on("account", full), "enter");
  assert.deepEqual([state.accounts.current, effects], ["acc-2", [{ kind: "useAccount", id: "acc-2" }]]);
  assert.deepEqual(
    [state.portfolio, state.openOrders, state.recentTrades, state.equity, state.days, state.orders.orders],
    [null, [], [], [], [], null],
  );
  assert.deepEqual([state.history.trades, state.history.ledger], [null, null]);
  const alone = press(on("account", tradingState({ accounts: { all: [ACCOUNT], current: "acc-1" } })), "enter");
  assert.deepEqual([alone.effects, alone.state.portfolio !== null], [[], true]);
  assert.deepEqual(press(on("account"), "enter").effects, []);
});

const LISTS: readonly NamedList[] = [
  { name: null, symbols: ["005930"] },
  { name: "반도체", symbols: ["000660", "005930"] },
];

Deno.test("n makes a watchlist and shows it; its name is neither empty nor taken", () => {
  const asked = press(on("list"), "n").state;
  const made = play(asked, ...typing(" 반도체 "), ...keys("enter"));
  const lists = [...tradingState().lists, { name: "반도체", symbols: [] }];
  assert.deepEqual([made.state.lists, made.state.list, made.state.overlays], [lists, 1, []]);
  assert.deepEqual(made.effects, [{ kind: "saveLists", lists }]);
  const empty = press(asked, "enter").state;
  assert.equal(topOf(empty, "prompt").problem, '"" is empty, taken or longer than 20 characters');
  const taken = play(press(made.state, "n").state, ...typing("반도체"), ...keys("enter"));
  assert.deepEqual([topOf(taken.state, "prompt").problem, taken.effects], [
    '"반도체" is empty, taken or longer than 20 characters',
    [],
  ]);
  assert.equal(topOf(press(taken.state, "2").state, "prompt").problem, null);
});

Deno.test("r gives the list that shows another name, d drops it after a question; the first stays as it is", () => {
  const second = on("list", tradingState({ lists: LISTS, list: 1 }));
  const renamed = play(press(second, "r").state, ...typing("2"), ...keys("enter"));
  assert.deepEqual(renamed.state.lists.map(({ name }) => name), [null, "반도체2"]);
  assert.deepEqual(renamed.effects, [{ kind: "saveLists", lists: renamed.state.lists }]);
  const asked = press(second, "d").state;
  assert.deepEqual(topOf(asked, "confirm").question, { kind: "dropList", name: "반도체" });
  assert.deepEqual(press(asked, "n").state.lists, LISTS);
  const dropped = press(asked, "y");
  assert.deepEqual([dropped.state.lists, dropped.state.list], [[LISTS[0]], 0]);
  assert.deepEqual(dropped.effects, [{ kind: "saveLists", lists: [LISTS[0]] }]);
  for (const key of ["r", "d"]) {
    const { state, effects } = press(on("list"), key);
    assert.deepEqual([state.overlays, toastsOf(state), effects], [
      [],
      ["the first watchlist keeps its name and stays"],
      [],
    ]);
  }
});

Deno.test("] and [ and the row of settings go round the watchlists", () => {
  const state = tradingState({ lists: LISTS, dashboard: { ...tradingState().dashboard } });
  const moved = press(state, "]");
  assert.deepEqual([moved.state.list, moved.effects], [1, [{ kind: "refresh" }]]);
  assert.deepEqual([press(state, "]", "]").state.list, press(state, "[").state.list], [0, 1]);
  assert.equal(press(press(state, "]").state, "j", "]").state.dashboard.cursors.watchlist, 0);
  assert.equal(press(on("list", state), "right").state.list, 1);
  assert.deepEqual(toastsOf(press(tradingState(), "]").state), [
    "there is one watchlist only; n on the settings screen makes another",
  ]);
});

Deno.test("w takes the symbol under the cursor off the list, and K and J move it, the cursor with it", () => {
  const symbols = (state: State) => state.lists[0]?.symbols;
  const state = emptyState({ lists: [{ name: null, symbols: ["a", "b", "c"] }] });
  const off = press(state, "G", "w");
  assert.deepEqual([symbols(off.state), off.state.dashboard.cursors.watchlist], [["a", "b"], 1]);
  const down = press(state, "J");
  assert.deepEqual([symbols(down.state), down.state.dashboard.cursors.watchlist], [["b", "a", "c"], 1]);
  assert.deepEqual(down.effects, [{ kind: "saveLists", lists: down.state.lists }]);
  assert.deepEqual(symbols(press(state, "J", "J", "J", "K").state), ["b", "a", "c"]);
  assert.deepEqual([symbols(press(state, "K").state), press(state, "K").effects], [["a", "b", "c"], []]);
  assert.deepEqual(toastsOf(press(state, "tab", "J").state), ["only the watchlist can be put in order"]);
});
