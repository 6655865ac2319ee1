// What can happen to the screen, and what it can ask of the world. Both are plain data, so that a test plays any evening of trading.
import type {
  Account,
  Book,
  CandleList,
  Dashboard,
  History,
  Instrument,
  LedgerEntry,
  MarketStatus,
  Order,
  OrderPreview,
  PlaceOrder,
  Quote,
  Timeline,
  Trade,
} from "../../api/documents.ts";
import type { Size } from "../paint/pane.ts";
import type {
  DashboardPanel,
  Interval,
  LinkState,
  NamedList,
  OrderFilter,
  ScreenName,
  Settings,
  State,
} from "./model.ts";
import type { OrderLine } from "./windows.ts";

/** A key as the keymap names it; `text` is what it types, empty for a key that types nothing. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

/** What a click means. */
export type Click =
  | { readonly kind: "screen"; readonly screen: ScreenName }
  | { readonly kind: "panel"; readonly panel: DashboardPanel }
  | {
    readonly kind: "row";
    readonly panel: DashboardPanel | "orders" | "history" | "settings" | "search";
    readonly row: number;
  }
  | { readonly kind: "price"; readonly price: number }
  | { readonly kind: "key"; readonly key: string };

export type Message =
  | { readonly kind: "key"; readonly key: Key; readonly at: number }
  | { readonly kind: "paste"; readonly text: string; readonly at: number }
  | { readonly kind: "click"; readonly click: Click; readonly at: number }
  | { readonly kind: "wheel"; readonly by: number; readonly at: number }
  | { readonly kind: "resize"; readonly size: Size }
  | { readonly kind: "tick"; readonly now: number }
  | { readonly kind: "link"; readonly link: LinkState }
  | { readonly kind: "endpoint"; readonly url: string; readonly isOwnStack: boolean }
  | { readonly kind: "dashboard"; readonly dashboard: Dashboard; readonly now: number }
  | { readonly kind: "market"; readonly status: MarketStatus; readonly now: number }
  | { readonly kind: "quotes"; readonly quotes: readonly Quote[]; readonly now: number }
  | { readonly kind: "book"; readonly book: Book }
  | { readonly kind: "order"; readonly order: Order; readonly events: readonly OrderLine[]; readonly now: number }
  | { readonly kind: "trade"; readonly trade: Trade; readonly now: number }
  | { readonly kind: "days"; readonly days: History["days"] }
  | { readonly kind: "accounts"; readonly all: readonly Account[]; readonly current: string }
  | { readonly kind: "instrument"; readonly instrument: Instrument }
  | { readonly kind: "instrumentProblem"; readonly symbol: string; readonly problem: string }
  | { readonly kind: "candles"; readonly candles: CandleList }
  | {
    readonly kind: "found";
    readonly text: string;
    readonly results: readonly Instrument[];
    readonly problem: string | null;
  }
  | { readonly kind: "orders"; readonly filter: OrderFilter; readonly orders: readonly Order[] }
  | { readonly kind: "trades"; readonly trades: readonly Trade[] }
  | { readonly kind: "ledger"; readonly entries: readonly LedgerEntry[] }
  | { readonly kind: "listProblem"; readonly of: "orders" | "history"; readonly problem: string }
  | { readonly kind: "previewed"; readonly asked: number; readonly preview: OrderPreview }
  | { readonly kind: "previewRefused"; readonly asked: number; readonly problem: string }
  | { readonly kind: "newKey"; readonly key: string }
  | { readonly kind: "placed"; readonly key: string; readonly order: Order; readonly now: number }
  | { readonly kind: "notPlaced"; readonly key: string; readonly why: string; readonly isUnknown: boolean }
  | { readonly kind: "changed"; readonly order: Order; readonly now: number }
  | { readonly kind: "canceledAll"; readonly count: number; readonly now: number }
  | { readonly kind: "notChanged"; readonly why: string; readonly now: number }
  | { readonly kind: "timeline"; readonly orderId: string; readonly timeline: Timeline }
  | { readonly kind: "noTimeline"; readonly orderId: string; readonly problem: string }
  | { readonly kind: "output"; readonly text: string }
  | { readonly kind: "asks"; readonly question: string }
  | { readonly kind: "commandEnded"; readonly exit: number }
  | { readonly kind: "saved"; readonly settings: Settings }
  | {
    readonly kind: "toast";
    readonly text: string;
    readonly tone: "good" | "warning" | "danger";
    readonly now: number;
  };

export type Effect =
  | { readonly kind: "refresh" }
  | { readonly kind: "search"; readonly text: string }
  | { readonly kind: "loadInstrument"; readonly symbol: string }
  | { readonly kind: "loadCandles"; readonly symbol: string; readonly interval: Interval }
  | { readonly kind: "loadOrders"; readonly filter: OrderFilter }
  | { readonly kind: "loadTrades" }
  | { readonly kind: "loadLedger" }
  | { readonly kind: "loadDays" }
  | { readonly kind: "preview"; readonly asked: number; readonly order: PlaceOrder }
  | { readonly kind: "makeKey" }
  | { readonly kind: "place"; readonly key: string; readonly order: PlaceOrder }
  | { readonly kind: "cancel"; readonly id: string }
  | { readonly kind: "cancelAll" }
  | {
    readonly kind: "amend";
    readonly id: string;
    readonly change: { readonly quantity?: number; readonly limitPrice?: number };
  }
  | { readonly kind: "explain"; readonly id: string }
  | { readonly kind: "runCommand"; readonly line: string }
  | { readonly kind: "commandInput"; readonly text: string }
  | { readonly kind: "endCommand" }
  | { readonly kind: "saveSetting"; readonly name: string; readonly value: string }
  | { readonly kind: "saveLists"; readonly lists: readonly NamedList[] }
  | { readonly kind: "saveRecents"; readonly recents: readonly string[] }
  | { readonly kind: "useAccount"; readonly id: string }
  | { readonly kind: "restartStack" }
  | { readonly kind: "bell" }
  | { readonly kind: "suspend" }
  | { readonly kind: "repaint" }
  | { readonly kind: "leave" };

/** A state and what it asks for. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}
