// The windows that lie over the screen: what each of them knows.
import type { Instrument, Order, OrderPreview, Timeline } from "../../api/documents.ts";
import type { TextField } from "./text_field.ts";

/** Something that lies over the screen and takes the keys. The last one is on top. */
export type Overlay =
  | { readonly kind: "help"; readonly scroll: number }
  | SearchOverlay
  | TicketOverlay
  | PaletteOverlay
  | AmendOverlay
  | ExplainOverlay
  | ConfirmOverlay
  | OutputOverlay
  | PromptOverlay;

export interface SearchOverlay {
  readonly kind: "search";
  readonly field: TextField;
  /** The text that `results` answer. */
  readonly asked: string;
  readonly results: readonly Instrument[];
  readonly cursor: number;
  readonly problem: string | null;
}

export const TICKET_TYPES = [
  "limit",
  "market",
  "best_limit",
  "top_limit",
  "conditional_limit",
  "mid_price",
  "stop_limit",
] as const;
export type TicketType = typeof TICKET_TYPES[number];
export const TICKET_FIELDS = ["side", "type", "price", "stop", "quantity", "tif"] as const;
export type TicketField = typeof TICKET_FIELDS[number];
export type TimeInForce = "day" | "ioc" | "fok";

export interface TicketOverlay {
  readonly kind: "ticket";
  readonly symbol: string;
  readonly instrument: Instrument | null;
  readonly side: "buy" | "sell";
  readonly type: TicketType;
  readonly price: TextField;
  readonly stop: TextField;
  readonly quantity: TextField;
  readonly tif: TimeInForce;
  readonly field: TicketField;
  readonly preview: OrderPreview | null;
  /** Why there is no preview; a refusal of the terms, say. */
  readonly problem: string | null;
  /** What of the terms the last preview was asked for, so that an answer to older terms is known as such. */
  readonly asked: number;
  readonly stage: TicketStage;
}

export type TicketStage =
  | { readonly kind: "edit" }
  | { readonly kind: "confirm"; readonly key: string }
  | { readonly kind: "sending"; readonly key: string }
  /** Whether the order was placed is not known: the same key asks again. */
  | { readonly kind: "unknown"; readonly key: string; readonly why: string }
  | { readonly kind: "refused"; readonly key: string; readonly why: string }
  | { readonly kind: "placed"; readonly order: Order; readonly events: readonly OrderLine[] };

/** One line of an order's life. */
export interface OrderLine {
  readonly at: string;
  readonly type: string;
  readonly message: string;
}

/** Whether two lines tell of the same. One that names more than the other does so in other words; only trades have several of a kind at once. */
export function isSameLine(one: OrderLine, other: OrderLine): boolean {
  return one.at === other.at && one.type === other.type &&
    (one.type !== "TradeExecuted" || one.message === other.message);
}

export interface PaletteOverlay {
  readonly kind: "palette";
  readonly field: TextField;
  readonly cursor: number;
  /** Lines entered before, the last one last. */
  readonly past: number | null;
}

export interface AmendOverlay {
  readonly kind: "amend";
  readonly order: Order;
  readonly instrument: Instrument | null;
  readonly price: TextField;
  readonly quantity: TextField;
  readonly field: "price" | "quantity";
  readonly problem: string | null;
  readonly isSending: boolean;
}

export interface ExplainOverlay {
  readonly kind: "explain";
  readonly orderId: string;
  readonly timeline: Timeline | null;
  readonly problem: string | null;
  readonly scroll: number;
}

/** A yes or no question. */
export interface ConfirmOverlay {
  readonly kind: "confirm";
  readonly question: Question;
}

export type Question =
  | { readonly kind: "cancel"; readonly order: Order }
  | { readonly kind: "cancelAll"; readonly count: number }
  | { readonly kind: "restart" }
  | { readonly kind: "dropList"; readonly name: string };

/** What a command of the palette printed. */
export interface OutputOverlay {
  readonly kind: "output";
  readonly command: string;
  readonly text: string;
  readonly exit: number | null;
  readonly scroll: number;
  /** The command waits for a line of input. */
  readonly asks: TextField | null;
}

/** A text that is asked for: a list's name, a setting's value. */
export interface PromptOverlay {
  readonly kind: "prompt";
  readonly purpose: "newList" | "renameList" | "clock" | "speed" | "tape";
  readonly field: TextField;
  readonly problem: string | null;
}
