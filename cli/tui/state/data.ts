// News from the market and the account put into the state.
import type { Order, Quote } from "../../api/documents.ts";
import { messagesOf } from "../../i18n/mod.ts";
import type { Effect, Message, Step } from "./messages.ts";
import { FLASH_MS, type State, type Toast } from "./model.ts";
import { isSameLine, type OrderLine, type Overlay } from "./windows.ts";
import { isOpen, liveTotals, marketNowOf } from "./select.ts";

const TOAST_MS = 5_000;
const TOASTS_MAX = 3;
/** Points of this session's line of net assets. */
const EQUITY_MAX = 240;

export function still(state: State): Step {
  return { state, effects: [] };
}

export function withToast(state: State, text: string, tone: Toast["tone"], now: number): State {
  const toasts = [...state.toasts.filter((toast) => toast.text !== text), { text, tone, until: now + TOAST_MS }];
  return { ...state, toasts: toasts.slice(-TOASTS_MAX) };
}

/** Puts news of the market or the account into the state; null when `message` is none. */
export function receiveNews(state: State, message: Message): Step | null {
  switch (message.kind) {
    case "tick":
      return still(ticked(state, message.now));
    case "link":
      return still({ ...state, link: message.link });
    case "endpoint":
      return still({ ...state, serverUrl: message.url, isOwnStack: message.isOwnStack });
    case "market":
      return still({ ...state, market: { status: message.status, at: message.now } });
    case "dashboard":
      return still(withDashboard(state, message.dashboard, message.now));
    case "quotes":
      return still(withQuotes(state, message.quotes, message.now));
    case "book": {
      const { instrument } = state;
      if (message.book.symbol !== instrument.symbol) return still(state);
      return still({ ...state, instrument: { ...instrument, book: message.book } });
    }
    case "order":
      return withOrder(state, message.order, message.events, message.now);
    case "trade": {
      const others = state.recentTrades.filter(({ id }) => id !== message.trade.id);
      return {
        state: { ...state, recentTrades: [message.trade, ...others].slice(0, 50) },
        effects: [{ kind: "refresh" }],
      };
    }
    case "days":
      return still({ ...state, days: message.days });
    case "accounts":
      return still({ ...state, accounts: { all: message.all, current: message.current } });
    default:
      return null;
  }
}

function ticked(state: State, now: number): State {
  const toasts = state.toasts.filter(({ until }) => until > now);
  const flashes = [...state.flashes].filter(([, { until }]) => until > now);
  return {
    ...state,
    now,
    toasts: toasts.length === state.toasts.length ? state.toasts : toasts,
    flashes: flashes.length === state.flashes.size ? state.flashes : new Map(flashes),
  };
}

function withDashboard(
  state: State,
  dashboard: Extract<Message, { kind: "dashboard" }>["dashboard"],
  now: number,
): State {
  const { market, portfolio, openOrders, recentTrades, quotes } = dashboard;
  const next = withQuotes(
    { ...state, market: { status: market, at: now }, portfolio, openOrders, recentTrades },
    quotes,
    now,
  );
  const netAssets = liveTotals(next)?.netAssets;
  const equity = netAssets === undefined || netAssets === next.equity.at(-1)
    ? next.equity
    : [...next.equity, netAssets];
  return withCursorsOnRows({ ...next, equity: equity.slice(-EQUITY_MAX) });
}

/** Rows come and go; a cursor stays upon one that is there. */
function withCursorsOnRows(state: State): State {
  const { dashboard, orders, portfolio, openOrders, recentTrades } = state;
  const within = (cursor: number, rows: number) => Math.max(0, Math.min(cursor, rows - 1));
  const { cursors } = dashboard;
  return {
    ...state,
    dashboard: {
      ...dashboard,
      cursors: {
        watchlist: cursors.watchlist,
        positions: within(cursors.positions, portfolio?.positions.length ?? 0),
        openOrders: within(cursors.openOrders, openOrders.length),
        recentTrades: within(cursors.recentTrades, recentTrades.length),
      },
    },
    orders: orders.filter === "open" ? { ...orders, cursor: within(orders.cursor, openOrders.length) } : orders,
  };
}

/** Quotes put in; an older one than is known changes nothing. */
export function withQuotes(state: State, news: readonly Quote[], now: number): State {
  const quotes = new Map(state.quotes);
  const flashes = new Map(state.flashes);
  for (const quote of news) {
    const known = quotes.get(quote.symbol);
    // A restarted practice clock may be behind the last quote, so only a little lateness is taken for age.
    const isLate = known !== undefined && Date.parse(known.at) > Date.parse(quote.at) &&
      Date.parse(known.at) <= (marketNowOf(state) ?? Infinity);
    if (isLate) continue;
    quotes.set(quote.symbol, quote);
    const sign = known === undefined ? 0 : Math.sign(quote.last - known.last);
    if (sign !== 0 && state.settings.motion) flashes.set(quote.symbol, { sign, until: now + FLASH_MS });
  }
  return { ...state, quotes, flashes, now: Math.max(state.now, now) };
}

function withOrder(state: State, order: Order, events: readonly OrderLine[], now: number): Step {
  const others = state.openOrders.filter(({ id }) => id !== order.id);
  const isStillOpen = isOpen(order);
  const index = state.openOrders.findIndex(({ id }) => id === order.id);
  const openOrders = !isStillOpen
    ? others
    : index >= 0
    ? state.openOrders.map((one) => one.id === order.id ? order : one)
    : [order, ...others];
  const listed = state.orders.orders;
  const known = withCursorsOnRows({
    ...state,
    openOrders,
    orders: { ...state.orders, orders: listed?.map((one) => one.id === order.id ? order : one) ?? null },
    overlays: state.overlays.map((overlay) => withOrderLife(overlay, order, events)),
  });
  const told = toldOrder(known, order, events, now);
  const effects: Effect[] = [{ kind: "refresh" }];
  if (told !== known) effects.push({ kind: "bell" });
  if (state.screen === "orders" && state.orders.filter !== "open" && listed?.every(({ id }) => id !== order.id)) {
    effects.push({ kind: "loadOrders", filter: state.orders.filter });
  }
  const explained = state.overlays.find((overlay) => overlay.kind === "explain" && overlay.orderId === order.id);
  if (explained !== undefined) effects.push({ kind: "explain", id: order.id });
  return { state: told, effects };
}

function withOrderLife(overlay: Overlay, order: Order, events: readonly OrderLine[]): Overlay {
  if (overlay.kind !== "ticket" || overlay.stage.kind !== "placed" || overlay.stage.order.id !== order.id) {
    return overlay;
  }
  const known = overlay.stage.events;
  const fresh = events.filter((line) => !known.some((one) => isSameLine(one, line)));
  return { ...overlay, stage: { kind: "placed", order, events: [...known, ...fresh] } };
}

/** An order that ended, or traded, is told in a line unless its own window tells it. */
function toldOrder(state: State, order: Order, events: readonly OrderLine[], now: number): State {
  const isShown = state.overlays.some((overlay) =>
    overlay.kind === "ticket" && overlay.stage.kind === "placed" && overlay.stage.order.id === order.id
  );
  const isNews = !isOpen(order) || order.status === "partially_filled";
  if (isShown || !isNews || events.length === 0) return state;
  const t = messagesOf(state.settings.lang);
  const text = t.tui.orderNews(
    order.name,
    t.order.side[order.side],
    t.order.status[order.status],
    `${order.filledQuantity.toLocaleString("en-US")}/${order.quantity.toLocaleString("en-US")}`,
  );
  const tone = order.status === "filled" || order.status === "partially_filled" ? "good" : "warning";
  return withToast(state, text, tone, now);
}
