// What follows from the state: rows, symbols in focus, prices that move with the quotes.
import type { Order, Position, Quote } from "../../api/documents.ts";
import type { DashboardPanel, NamedList, OrdersView, State } from "./model.ts";

/** The market's time now in ms, counted on from when it was last told; null before that. */
export function marketNowOf(state: State): number | null {
  if (state.market === null) return null;
  const { status, at } = state.market;
  return Date.parse(status.now) + (state.now - at) * status.clock.speed;
}

export function currentList(state: State): NamedList {
  return state.lists[state.list] ?? { name: null, symbols: [] };
}

/** A position with what the last quote makes of it. */
export interface LivePosition extends Position {
  readonly quote: Quote | null;
}

/** The positions at the prices of the last quotes. */
export function livePositions(state: State): readonly LivePosition[] {
  return (state.portfolio?.positions ?? []).map((position) => {
    const quote = state.quotes.get(position.symbol) ?? null;
    if (quote === null || position.last === null) return { ...position, quote };
    const marketValue = quote.last * position.quantity;
    const cost = Math.round(position.averageCost * position.quantity);
    const unrealizedPnl = marketValue - cost;
    return {
      ...position,
      quote,
      last: quote.last,
      marketValue,
      unrealizedPnl,
      unrealizedReturn: cost === 0 ? 0 : unrealizedPnl / cost,
    };
  });
}

export interface LiveTotals {
  readonly netAssets: number;
  readonly marketValue: number;
  readonly unrealizedPnl: number;
  readonly realizedPnl: number;
}

/** The account's sums at the prices of the last quotes; null before the account is known. */
export function liveTotals(state: State): LiveTotals | null {
  const { portfolio } = state;
  if (portfolio === null) return null;
  const positions = livePositions(state);
  const marketValue = positions.reduce((sum, position) => sum + position.marketValue, 0);
  const unrealizedPnl = positions.reduce((sum, position) => sum + position.unrealizedPnl, 0);
  const { netAssets, realizedPnl, marketValue: told } = portfolio.totals;
  return { netAssets: netAssets - told + marketValue, marketValue, unrealizedPnl, realizedPnl };
}

/** The orders that the list of orders shows. What became of them since it was asked for is told by the open orders. */
export function shownOrders({ orders, openOrders }: Pick<State, "orders" | "openOrders">): readonly Order[] {
  return orders.filter === "open" ? openOrders : orders.orders ?? [];
}

/** How many rows a panel of the dashboard has. */
export function panelRows(state: State, panel: DashboardPanel): number {
  if (panel === "watchlist") return currentList(state).symbols.length;
  if (panel === "positions") return state.portfolio?.positions.length ?? 0;
  return panel === "openOrders" ? state.openOrders.length : state.recentTrades.length;
}

/** The symbol that the screen is about: where the cursor stands, or the one whose screen it is. */
export function focusedSymbol(state: State): string | null {
  if (state.screen === "instrument") return state.instrument.symbol;
  if (state.screen === "orders") return shownOrders(state)[state.orders.cursor]?.symbol ?? null;
  if (state.screen === "history") return focusedTrade(state)?.symbol ?? null;
  if (state.screen !== "dashboard") return state.instrument.symbol;
  const { focus, cursors } = state.dashboard;
  const row = cursors[focus];
  if (focus === "watchlist") return currentList(state).symbols[row] ?? null;
  if (focus === "positions") return state.portfolio?.positions[row]?.symbol ?? null;
  return (focus === "openOrders" ? state.openOrders[row] : state.recentTrades[row])?.symbol ?? null;
}

function focusedTrade({ history }: State) {
  return history.tab === "trades" ? history.trades?.[history.cursor] : undefined;
}

const ENDED: ReadonlySet<Order["status"]> = new Set(["filled", "canceled", "rejected", "expired"] as const);

/** Whether something may still become of an order. */
export function isOpen({ status }: Pick<Order, "status">): boolean {
  return !ENDED.has(status);
}

/** The open order that the cursor is on, or the first of the instrument that is looked at. */
export function focusedOrder(state: State): Order | null {
  if (state.screen === "orders") return shownOrders(state)[state.orders.cursor] ?? null;
  if (state.screen === "instrument") {
    return state.openOrders.find(({ symbol }) => symbol === state.instrument.symbol) ?? null;
  }
  const { focus, cursors } = state.dashboard;
  return state.screen === "dashboard" && focus === "openOrders" ? state.openOrders[cursors.openOrders] ?? null : null;
}

/** The order whose life the cursor asks about. */
export function focusedOrderId(state: State): string | null {
  if (state.screen === "history") {
    const { history } = state;
    const entry = history.tab === "ledger" ? history.ledger?.[history.cursor] : undefined;
    return focusedTrade(state)?.orderId ?? entry?.orderId ?? null;
  }
  if (state.screen === "dashboard" && state.dashboard.focus === "recentTrades") {
    return state.recentTrades[state.dashboard.cursors.recentTrades]?.orderId ?? null;
  }
  return focusedOrder(state)?.id ?? null;
}

export function ordersRows(view: OrdersView, state: State): number {
  return shownOrders({ orders: view, openOrders: state.openOrders }).length;
}

export function historyRows({ history, days }: State): number {
  if (history.tab === "trades") return history.trades?.length ?? 0;
  return history.tab === "ledger" ? history.ledger?.length ?? 0 : days.length;
}

/** The symbols whose quotes the screen shows, in a fixed order. */
export function wantedSymbols(state: State): readonly string[] {
  const ticket = state.overlays.find((overlay) => overlay.kind === "ticket");
  const wanted = new Set([
    ...currentList(state).symbols,
    ...(state.portfolio?.positions.map(({ symbol }) => symbol) ?? []),
    ...state.openOrders.map(({ symbol }) => symbol),
    ...(state.instrument.symbol === null ? [] : [state.instrument.symbol]),
    ...(ticket?.kind === "ticket" ? [ticket.symbol] : []),
  ]);
  return [...wanted].slice(0, SYMBOLS_MAX).sort();
}

/** The gateway's bound for one stream. */
const SYMBOLS_MAX = 100;

/** The symbol whose book the screen shows. */
export function wantedBook(state: State): string | null {
  return state.screen === "instrument" ? state.instrument.symbol : null;
}
