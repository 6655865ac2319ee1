// What the lines of an order's life tell: their data read once, for the sentences of either language.
import { CODES, isCode, type StoredOrder, type StoredTimeline, type StoredTrade } from "@hoga/contracts";
import { parseInstant } from "@hoga/krx";
import type { Lang } from "../lang.ts";

/** A line of an order's life as the order service keeps it. */
export type Line = StoredTimeline["entries"][number];
type Data = Line["data"];

/** The types of lines that there are sentences for. */
export type LineType =
  | "OrderPlaced"
  | "FundsReserved"
  | "SharesReserved"
  | "ReservationRejected"
  | "OrderAccepted"
  | "OrderRejected"
  | "OrderAdjusted"
  | "OrderRescheduled"
  | "TradeExecuted"
  | "OrderFilled"
  | "OrderUnfilled"
  | "OrderExpired"
  | "CancelRequested"
  | "OrderCanceled"
  | "CancelRejected"
  | "AmendRequested"
  | "OrderAmended"
  | "AmendRejected"
  | "HoldChangeRequested"
  | "HoldChanged"
  | "HoldReleased";

/** What of an order never changes. */
export type Placed = Pick<StoredOrder, "side" | "type" | "timeInForce">;
/** What an order is for: null where it is not told. */
export interface Terms {
  readonly quantity: number | null;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
}

/** The quote that made a trade's price; `ageSeconds` is how old it was then. */
export interface QuoteSeen {
  readonly last: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly ageSeconds: number;
  readonly source: string;
}

export type AuctionRule = Exclude<StoredTrade["rule"], "continuous">;

/** What a line tells. Null where its data does not say; money in won. */
export interface Facts extends Terms {
  readonly placed: Placed;
  readonly price: number | null;
  readonly amount: number | null;
  /** Whether `amount` is shares and not won. */
  readonly isShares: boolean;
  readonly rule: AuctionRule | null;
  readonly ratio: { readonly numerator: number; readonly denominator: number } | null;
  /** The code of the reason, and its sentence in the language that is spoken. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly quote: QuoteSeen | null;
}

export type Sentences = Readonly<Record<LineType, (facts: Facts) => string>>;

const RULES: ReadonlySet<unknown> = new Set<AuctionRule>([
  "opening_auction",
  "closing_auction",
  "volatility_auction",
  "reopening_auction",
]);

/** What `line` tells of an order. `trades` are those of its trades whose quotes are known, by id. */
export function factsOf(
  line: Line,
  placed: Placed,
  trades: ReadonlyMap<string, Pick<StoredTrade, "quote">>,
  lang: Lang,
): Facts {
  const { data } = line;
  return {
    placed,
    ...termsIn(data),
    price: number(data, "price"),
    amount: number(data, "amount"),
    isShares: typeof data.asset === "string" ? data.asset !== "KRW" : placed.side === "sell",
    rule: isRule(data.rule) ? data.rule : null,
    ratio: ratioOf(data),
    ...reasonOf(data, lang),
    quote: quoteOf(line, trades),
  };
}

/** The terms that a line's data names. */
function termsIn(data: Data): Terms {
  return {
    quantity: number(data, "quantity"),
    limitPrice: number(data, "limitPrice"),
    stopPrice: number(data, "stopPrice"),
  };
}

function number(data: Data, name: string): number | null {
  const value = data[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function isRule(value: unknown): value is AuctionRule {
  return RULES.has(value);
}

function fieldsOf(value: unknown): Data {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function ratioOf(data: Data): Facts["ratio"] {
  const ratio = fieldsOf(data.ratio);
  const numerator = number(ratio, "numerator");
  const denominator = number(ratio, "denominator");
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/** A reason is a sentence, or a code and its sentence. */
function reasonOf({ reason }: Data, lang: Lang): Pick<Facts, "reasonCode" | "reason"> {
  const { code, message } = typeof reason === "string" ? { code: null, message: reason } : fieldsOf(reason);
  const text = typeof message === "string" ? message : "";
  const reasonCode = typeof code === "string" ? code : null;
  const told = reasonCode === null ? text : reasonSentence(lang, reasonCode, text);
  return { reasonCode, reason: told === "" ? null : told };
}

/** The sentence of a reason: the code's own, with the values of `message` (which is English) where it has some. */
function reasonSentence(lang: Lang, code: string, message: string): string {
  if (!isCode(code)) return message;
  const { en, ko } = CODES[code];
  if (lang === "en") return message === "" ? en : message;
  return message === "" || message === en ? ko : `${ko} (${message})`;
}

function quoteOf({ at, data }: Line, trades: ReadonlyMap<string, Pick<StoredTrade, "quote">>): QuoteSeen | null {
  const trade = typeof data.tradeId === "string" ? trades.get(data.tradeId) : undefined;
  if (trade === undefined) return null;
  const { last, bid, ask, source, at: quotedAt } = trade.quote;
  const age = (parseInstant(at) ?? 0) - (parseInstant(quotedAt) ?? 0);
  return { last, bid, ask, source, ageSeconds: Math.max(0, Math.floor(age / 1000)) };
}
