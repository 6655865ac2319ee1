// What the screen knows. One value; only `reduce` makes the next one from it.
import type {
  Account,
  Book,
  CandleList,
  History,
  Instrument,
  LedgerEntry,
  MarketStatus,
  Order,
  Portfolio,
  Quote,
  Trade,
} from "../../api/documents.ts";
import type { Lang } from "../../i18n/mod.ts";
import type { PaletteCommand } from "../palette.ts";
import type { GlyphSet } from "../paint/glyphs.ts";
import type { Size } from "../paint/pane.ts";
import type { ThemeName } from "../paint/theme.ts";
import type { Overlay } from "./windows.ts";

export const SCREENS = ["dashboard", "instrument", "orders", "history", "settings"] as const;
export type ScreenName = typeof SCREENS[number];

/** How news of the market and the account come in. */
export type LinkState =
  | { readonly kind: "starting" }
  /** The event stream is open. */
  | { readonly kind: "live" }
  /** No stream: the gateway is asked again and again. */
  | { readonly kind: "polling"; readonly since: number }
  /** Nobody answers. `retryAt` is wall time in ms. */
  | { readonly kind: "lost"; readonly since: number; readonly retryAt: number; readonly why: string };

export interface NamedList {
  readonly name: string | null;
  readonly symbols: readonly string[];
}

export const DASHBOARD_PANELS = ["watchlist", "positions", "openOrders", "recentTrades"] as const;
export type DashboardPanel = typeof DASHBOARD_PANELS[number];

export interface DashboardView {
  readonly focus: DashboardPanel;
  readonly cursors: Readonly<Record<DashboardPanel, number>>;
}

export const INTERVALS = ["1m", "5m", "1d"] as const;
export type Interval = typeof INTERVALS[number];

export interface InstrumentView {
  readonly symbol: string | null;
  readonly instrument: Instrument | null;
  readonly interval: Interval;
  readonly candles: CandleList | null;
  readonly book: Book | null;
  /** What a terminal too narrow for both shows. */
  readonly pane: "chart" | "book";
  /** Why the last question about this symbol failed. */
  readonly problem: string | null;
}

export const ORDER_FILTERS = ["open", "all", "filled", "ended"] as const;
export type OrderFilter = typeof ORDER_FILTERS[number];

export interface OrdersView {
  readonly filter: OrderFilter;
  readonly orders: readonly Order[] | null;
  readonly cursor: number;
  readonly problem: string | null;
}

export const HISTORY_TABS = ["trades", "ledger", "equity"] as const;
export type HistoryTab = typeof HISTORY_TABS[number];

export interface HistoryView {
  readonly tab: HistoryTab;
  readonly cursor: number;
  readonly trades: readonly Trade[] | null;
  readonly ledger: readonly LedgerEntry[] | null;
  readonly problem: string | null;
}

/** What the user chose, kept in the settings file. */
export interface Settings {
  readonly lang: Lang;
  readonly theme: ThemeName;
  readonly glyphs: GlyphSet;
  readonly confirm: boolean;
  readonly mouse: boolean;
  readonly motion: boolean;
  /** Of the embedded stack, as the settings file has them; empty where it does not. */
  readonly clock: string;
  readonly speed: string;
  readonly feed: string;
  readonly tape: string;
}

export interface Toast {
  readonly text: string;
  readonly tone: "good" | "warning" | "danger";
  /** Wall time in ms. */
  readonly until: number;
}

/** How long a changed price stands out, in ms. */
export const FLASH_MS = 400;

export interface State {
  readonly size: Size;
  /** Wall time of the last tick, in ms. */
  readonly now: number;
  readonly settings: Settings;
  /** Color was turned off for this run, by NO_COLOR, a flag or the kind of terminal. */
  readonly isColorless: boolean;
  readonly link: LinkState;
  readonly serverUrl: string | null;
  /** The stack is this program's own, so that its clock and feed can be changed here. */
  readonly isOwnStack: boolean;
  /** The market's status, and the wall time (ms) at which it was told. */
  readonly market: { readonly status: MarketStatus; readonly at: number } | null;
  readonly portfolio: Portfolio | null;
  readonly openOrders: readonly Order[];
  readonly recentTrades: readonly Trade[];
  readonly quotes: ReadonlyMap<string, Quote>;
  /** Which way a price went, and until when it stands out (wall time in ms). */
  readonly flashes: ReadonlyMap<string, { readonly sign: number; readonly until: number }>;
  readonly days: History["days"];
  /** Net assets as they were in this session, oldest first. */
  readonly equity: readonly number[];
  readonly lists: readonly NamedList[];
  readonly list: number;
  readonly recents: readonly string[];
  /** What the palette offers. */
  readonly commands: readonly PaletteCommand[];
  readonly accounts: { readonly all: readonly Account[]; readonly current: string | null };
  readonly screen: ScreenName;
  /** Screens to go back to, the nearest last. */
  readonly back: readonly ScreenName[];
  readonly dashboard: DashboardView;
  readonly instrument: InstrumentView;
  readonly orders: OrdersView;
  readonly history: HistoryView;
  readonly settingsCursor: number;
  readonly overlays: readonly Overlay[];
  readonly commandLog: readonly string[];
  readonly toasts: readonly Toast[];
  /** When a key was pressed last, in wall ms. */
  readonly keyAt: number;
  readonly isLeaving: boolean;
}

export interface Start {
  readonly size: Size;
  readonly now: number;
  readonly settings: Settings;
  readonly isColorless: boolean;
  readonly lists: readonly NamedList[];
  readonly recents: readonly string[];
  readonly commands: readonly PaletteCommand[];
}

/** The state before anything is known. */
export function initialState(start: Start): State {
  return {
    ...start,
    link: { kind: "starting" },
    serverUrl: null,
    isOwnStack: false,
    market: null,
    portfolio: null,
    openOrders: [],
    recentTrades: [],
    quotes: new Map(),
    flashes: new Map(),
    days: [],
    equity: [],
    list: 0,
    accounts: { all: [], current: null },
    screen: "dashboard",
    back: [],
    dashboard: { focus: "watchlist", cursors: { watchlist: 0, positions: 0, openOrders: 0, recentTrades: 0 } },
    instrument: {
      symbol: null,
      instrument: null,
      interval: "1m",
      candles: null,
      book: null,
      pane: "chart",
      problem: null,
    },
    orders: { filter: "open", orders: null, cursor: 0, problem: null },
    history: { tab: "trades", cursor: 0, trades: null, ledger: null, problem: null },
    settingsCursor: 0,
    overlays: [],
    commandLog: [],
    toasts: [],
    keyAt: 0,
    isLeaving: false,
  };
}
