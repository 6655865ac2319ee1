import assert from "node:assert/strict";
import { HYNIX, SAMSUNG } from "../../testing/documents.ts";
import { cellWidth } from "../paint/cells.ts";
import { targetAt } from "../paint/pane.ts";
import { frame } from "../screens/frame.ts";
import { frameTexts, seen } from "../testing/frames.ts";
import { emptyState, keys, play, press, topOf, tradingState, WALL } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import type { Step } from "./messages.ts";
import type { State } from "./model.ts";

/** A click upon the first cell of a text on the screen, the last one of its kind when `isLast`. */
function clickOn(state: State, text: string, isLast = false): Step {
  const lines = frameTexts(state);
  const y = isLast
    ? lines.findLastIndex((line) => line.includes(text))
    : lines.findIndex((line) => line.includes(text));
  assert.ok(y >= 0, `${text} is not on the screen`);
  const line = lines[y] ?? "";
  const x = cellWidth(line.slice(0, line.indexOf(text)));
  const click = targetAt(frame(state), x, y);
  return click === null ? { state, effects: [] } : play(state, { kind: "click", click, at: WALL });
}
const wheel = (state: State, by: number) => play(state, { kind: "wheel", by, at: WALL }).state;
/** A state without what only tells when it was touched. */
const touched = (state: State): State => ({ ...state, keyAt: 0, now: 0 });

Deno.test("a click on a tab does what its number does, on every screen and in the smallest terminal", () => {
  for (const [columns, rows] of [[60, 18], [120, 40]] as const) {
    const state = seen(tradingState(), columns, rows);
    ["Dashboard", "Chart", "Orders", "History", "Settin"].forEach((tab, index) => {
      const clicked = clickOn(state, ` ${index + 1} ${tab}`);
      const pressed = press(state, String(index + 1));
      assert.deepEqual(touched(clicked.state), touched(pressed.state), tab);
      assert.deepEqual(clicked.effects, pressed.effects, tab);
    });
  }
});

Deno.test("a click on a hint does what its key does", () => {
  const state = seen(viewOf("orders"), 240, 40);
  for (
    const [words, key] of [["f filter", "f"], ["c cancel", "c"], ["? help", "?"], ["q quit", "q"], [
      "/ search",
      "/",
    ]] as const
  ) {
    const clicked = clickOn(state, words, true);
    const pressed = press(state, key);
    assert.deepEqual([touched(clicked.state), clicked.effects], [touched(pressed.state), pressed.effects], words);
  }
});

Deno.test("a click on a row chooses it, a second one opens it", () => {
  const state = seen(tradingState(), 120, 30);
  const chosen = clickOn(state, "SK하이닉스");
  assert.deepEqual([chosen.state.dashboard.cursors.watchlist, chosen.effects], [1, []]);
  const opened = clickOn(chosen.state, "SK하이닉스");
  assert.deepEqual([opened.state.screen, opened.state.instrument.symbol], ["instrument", "000660"]);
  const order = clickOn(state, "0/10");
  assert.equal(order.state.dashboard.focus, "openOrders");
  assert.equal(topOf(clickOn(order.state, "0/10").state, "explain").orderId, "ord-2");
});

Deno.test("a click on the frame of a panel gives it the focus", () => {
  const state = seen(tradingState(), 120, 30);
  assert.equal(clickOn(state, "─ Positions").state.dashboard.focus, "positions");
  assert.equal(clickOn(state, "─ Recent fills").state.dashboard.focus, "recentTrades");
  assert.deepEqual(clickOn(state, "─ Account").state, state, "the account is no list");
});

Deno.test("rows of orders, fills and settings are chosen and opened alike, scrolled ones too", () => {
  const orders = seen(viewOf("orders"), 100, 30);
  const second = clickOn(orders, "Reserved");
  assert.equal(second.state.orders.cursor, 1);
  assert.equal(topOf(clickOn(second.state, "Reserved").state, "explain").orderId, "ord-2");
  const history = seen(viewOf("history"), 100, 30);
  assert.equal(clickOn(history, " Sell ").state.history.cursor, 1);
  const settings = seen(viewOf("settings"), 60, 18);
  const bottom = press(settings, "G").state;
  const feed = clickOn(bottom, "Feed");
  const again = clickOn(feed.state, "Feed");
  assert.deepEqual(again.effects, [{ kind: "saveSetting", name: "stack.feed", value: "replay" }]);
});

Deno.test("a click on a price of the ladder takes it into a ticket: to buy above the best bid, to sell from it down", () => {
  const state = seen(viewOf("instrument"), 120, 30);
  const ticket = (price: string) => {
    const { side, price: field, symbol } = topOf(clickOn(state, price, true).state, "ticket");
    return [side, field.text, symbol];
  };
  assert.deepEqual(ticket(" 71,600  1,200"), ["buy", "71600", "005930"]);
  assert.deepEqual(ticket(" 71,500    800"), ["buy", "71500", "005930"]);
  assert.deepEqual(ticket(" 71,400  2,000"), ["sell", "71400", "005930"]);
  assert.deepEqual(clickOn(state, "asks 2,000").state.overlays, []);
});

Deno.test("a click on a row of the search opens it; what lies under a window cannot be clicked", () => {
  const found = play(seen(tradingState(), 100, 30), ...keys("/", "s"), {
    kind: "found",
    text: "s",
    results: [HYNIX, SAMSUNG],
    problem: null,
  });
  const opened = clickOn(found.state, "005930 Samsung");
  assert.deepEqual([opened.state.instrument.symbol, opened.state.overlays], ["005930", []]);
  const covered = press(seen(tradingState(), 100, 30), "?").state;
  for (const text of [" 3 Orders", "─ Watch"]) assert.deepEqual(clickOn(covered, text).state, covered, text);
  // A click that was on its way when the window opened goes nowhere either.
  assert.deepEqual(
    play(covered, { kind: "click", click: { kind: "screen", screen: "orders" }, at: WALL }).state.screen,
    "dashboard",
  );
});

Deno.test("the wheel moves the cursor of the screen, or scrolls the window over it", () => {
  const state = tradingState();
  assert.equal(wheel(state, 1).dashboard.cursors.watchlist, 1);
  assert.equal(wheel(wheel(state, 1), -1).dashboard.cursors.watchlist, 0);
  assert.equal(wheel(state, -1).dashboard.cursors.watchlist, 0);
  const help = press(state, "?").state;
  assert.deepEqual(wheel(wheel(help, 1), 1), press(help, "j", "j").state);
  assert.deepEqual(wheel(help, -1), help);
  const search = press(state, "/").state;
  assert.deepEqual(wheel(search, 1), search);
});

Deno.test("a click far from anything, or in an empty screen, does nothing", () => {
  for (const state of [emptyState(), seen(tradingState(), 20, 5)]) {
    assert.equal(targetAt(frame(state), 19, 4)?.kind === "screen", false);
  }
  assert.equal(targetAt(frame(tradingState()), 79, 0), null);
});
