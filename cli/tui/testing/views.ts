// Every screen with something to show, in the middle of a day of trading.
import { BOOK, CANDLES, FILLED, LEDGER, REJECTED, RESERVED, SAMSUNG, STOPPED, TRADE } from "../../testing/documents.ts";
import type { Message } from "../state/messages.ts";
import { type ScreenName, SCREENS, type State } from "../state/model.ts";
import { dashboardNews, keys, play, tradingState, WALL } from "./states.ts";

const DAYS = [99_000_000, 99_500_000, 101_000_000].map((netAssets, index) => ({
  date: `2025-03-1${index + 1}`,
  cash: 90_000_000,
  marketValue: netAssets - 90_000_000,
  netAssets,
  dayPnl: 500_000 * (index - 1),
  dayReturn: 0.005 * (index - 1),
}));

const NEWS: readonly Message[] = [
  dashboardNews({ openOrders: [RESERVED, STOPPED] }),
  { kind: "days", days: DAYS },
  { kind: "instrument", instrument: SAMSUNG },
  { kind: "candles", candles: { ...CANDLES, interval: "1m" } },
  { kind: "book", book: BOOK },
  { kind: "trades", trades: [TRADE, { ...TRADE, id: "trd-2", side: "sell" }] },
  { kind: "ledger", entries: LEDGER },
  { kind: "tick", now: WALL + 1_000 },
];

/** The state with the screen shown and everything known that it shows. */
export function viewOf(screen: ScreenName, state: State = tradingState()): State {
  const opened = play(state, ...keys(String(SCREENS.indexOf(screen) + 1)), ...NEWS).state;
  if (screen !== "orders") return opened;
  return play(opened, ...keys("f"), { kind: "orders", filter: "all", orders: [FILLED, RESERVED, REJECTED] }).state;
}

/** Each screen, the instrument with its book too, and each tab of the history. */
export function everyView(state: State = tradingState()): readonly (readonly [string, State])[] {
  const after = (screen: ScreenName, ...names: readonly string[]) =>
    play(viewOf(screen, state), ...keys(...names)).state;
  return [
    ...SCREENS.map((screen): readonly [string, State] => [screen, viewOf(screen, state)]),
    ["book", after("instrument", "v")],
    ["ledger", after("history", "tab")],
    ["equity", after("history", "tab", "tab")],
  ];
}
