// The exchange's order types: which prices each has, and when each is taken.
import type { Phase } from "@hoga/krx";
import { type Refusal, refuse } from "./codes.ts";
import { isBoundByLimit } from "./hold.ts";

/**
 * The order types of the exchange (KOSPI Market Business Regulation §2(4)): limit (지정가), market (시장가), best limit (최유리지정가: the other
 * side's best price at its entry), top limit (최우선지정가: its own side's best), conditional limit (조건부지정가: a market order in the closing
 * auction), mid-price (중간가) and stop limit (스톱지정가).
 */
export type OrderType =
  | "limit"
  | "market"
  | "best_limit"
  | "top_limit"
  | "conditional_limit"
  | "mid_price"
  | "stop_limit";

/** How long an order lasts: until the close, or only at its entry, in part (IOC) or wholly (FOK). */
export type TimeInForce = "day" | "ioc" | "fok";

const NAMES: Readonly<Record<OrderType, string>> = {
  limit: "limit",
  market: "market",
  best_limit: "best limit",
  top_limit: "top limit",
  conditional_limit: "conditional limit",
  mid_price: "mid-price",
  stop_limit: "stop limit",
};

/** The type in words, as sentences name it: `best limit`. */
export const orderTypeName = (type: OrderType): string => NAMES[type];

/** Whether an order of the type names a limit price (won). The others get theirs in the market, or have none. */
export const hasLimitPrice = (type: OrderType): boolean =>
  type === "limit" || type === "conditional_limit" || type === "stop_limit";

/** Whether an order of the type names a stop price (won). */
export const hasStopPrice = (type: OrderType): boolean => type === "stop_limit";

/** The prices of an order, whether or not its type has them. */
export interface TypedPrices {
  readonly type: OrderType;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
}

/** Refuses an order that lacks a price of its type, or names one that its type does not have. */
export function checkPrices({ type, limitPrice, stopPrice }: TypedPrices): Refusal | null {
  const name = NAMES[type];
  if (hasLimitPrice(type) && limitPrice === null) {
    return refuse("price_required", `A ${name} order needs a limit price`);
  }
  if (!hasLimitPrice(type) && limitPrice !== null) {
    return refuse("price_not_allowed", `A ${name} order takes no limit price`);
  }
  if (hasStopPrice(type) && stopPrice === null) {
    return refuse("stop_price_required", `A ${name} order needs a stop price`);
  }
  if (!hasStopPrice(type) && stopPrice !== null) {
    return refuse(
      "stop_price_not_allowed",
      `A ${name} order takes no stop price`,
      "A stop price goes with a stop limit order",
    );
  }
  return null;
}

/** An order, and the moment and the issue that it is for. */
export interface OrderMoment {
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly side: "buy" | "sell";
  /**
   * How orders are matched when it comes in. An order that comes while the market is closed, or before it opens, is for the opening
   * auction. `reopening_auction`: orders gather after a halt.
   */
  readonly phase: Phase | "reopening_auction";
  readonly limitPrice: number | null;
  /** The day's price limits, won. */
  readonly upper: number;
  readonly lower: number;
  /** Whether the issue trades for the last days before it is delisted (정리매매). */
  readonly delisting: boolean;
  /** The KST date of the session. */
  readonly date: string;
  /** Whether that is the day of a stock's listing. */
  readonly listingDay: boolean;
  /** Whether trading in the issue is halted, by a trading halt or a circuit breaker: then orders are only canceled. */
  readonly halted: boolean;
}

/** Since when mid-price and stop limit orders are taken (KOSPI Enforcement Rules as amended for that day). */
const NEW_TYPES_SINCE = "2025-03-04";

/** The types that may be IOC or FOK. */
const IMMEDIATE: ReadonlySet<OrderType> = new Set<OrderType>(["limit", "market", "best_limit", "mid_price"]);

const LIMIT_HINT = "Give a limit price instead";

/**
 * Refuses an order whose type is not taken as it is (`order_type_not_allowed`), while trading is halted (`trading_halted`), or at that moment
 * (`order_type_not_now`); null where it is taken. Its prices are checked elsewhere. Sources: KOSPI Market Business Regulation §2(4),
 * Enforcement Rules §3 to §4-3, §10, §13 to §15; circuit breakers, Regulation §25: nothing but cancels.
 *
 * IOC and FOK go with limit, market, best limit and mid-price orders, and not with call auctions. Best limit, top limit and mid-price orders
 * are for continuous trading alone. A conditional limit order is not taken for a buy at the upper or a sell at the lower price limit, nor in
 * the window of the closing auction, and neither is a stop limit order there. Market and conditional limit orders are not taken for delisting
 * issues, nor for a new listing before its first price, which is the opening auction's. Best limit, top limit and mid-price orders are not
 * taken for delisting issues either, which trade by call auctions alone.
 */
export function orderTypeRefusal(order: OrderMoment): Refusal | null {
  const never = notAllowed(order);
  if (never !== null) return refuse("order_type_not_allowed", ...never);
  if (order.halted) {
    return refuse("trading_halted", "Trading is halted: orders can only be canceled", "Try again later");
  }
  const now = notNow(order);
  return now === null ? null : refuse("order_type_not_now", ...now);
}

type Sentence = readonly [message: string, hint: string];

/** Why the order would not be taken at any moment of that day. */
function notAllowed(order: OrderMoment): Sentence | null {
  const { type, timeInForce, side, limitPrice, upper, lower, date } = order;
  const name = NAMES[type];
  if ((type === "mid_price" || type === "stop_limit") && date < NEW_TYPES_SINCE) {
    return [`There are ${name} orders only since ${NEW_TYPES_SINCE}, and the session is that of ${date}`, LIMIT_HINT];
  }
  if (timeInForce !== "day" && !IMMEDIATE.has(type)) {
    return [`A ${name} order cannot be ${timeInForce.toUpperCase()}`, "Leave the time in force at DAY"];
  }
  // Where the day has no price limits, nothing bounds what an order costs but a limit of its own.
  if (order.delisting && !isBoundByLimit(type)) {
    return [`A ${name} order is not taken for an issue that is about to be delisted`, LIMIT_HINT];
  }
  if (type === "conditional_limit" && limitPrice === (side === "buy" ? upper : lower)) {
    const [doing, which] = side === "buy" ? ["buy", "upper"] : ["sell", "lower"];
    return [`A ${name} order to ${doing} is not taken at the ${which} price limit`, "Give a limit order instead"];
  }
  return null;
}

/** Why the order is not taken at this moment. */
function notNow({ type, timeInForce, phase, listingDay }: OrderMoment): Sentence | null {
  if (phase === "continuous") return null;
  const name = NAMES[type];
  const when = phase === "closing_auction"
    ? "in the closing auction"
    : phase === "reopening_auction"
    ? "in the auction after a halt"
    : "before the market has opened";
  if (timeInForce !== "day") {
    return [`${timeInForce.toUpperCase()} orders are not taken ${when}`, "Leave the time in force at DAY"];
  }
  if (type === "best_limit" || type === "top_limit" || type === "mid_price") {
    return [`A ${name} order is not taken ${when}`, LIMIT_HINT];
  }
  if (phase === "closing_auction" && (type === "conditional_limit" || type === "stop_limit")) {
    return [`A ${name} order is not taken ${when}`, "Give a limit or a market order instead"];
  }
  const isBeforeFirst = phase !== "closing_auction" && phase !== "reopening_auction";
  if (listingDay && isBeforeFirst && (type === "market" || type === "conditional_limit")) {
    return [`A ${name} order is not taken before the first price of a new listing`, LIMIT_HINT];
  }
  return null;
}

/** A stretch in which an issue does not trade as usual: halted, then gathering orders, then matched. Market time in ms; null: not again that day. */
export interface Stretch {
  readonly haltedFrom: number;
  readonly haltedUntil: number | null;
  readonly auctionUntil: number | null;
}

/** What interruptions make of an issue's trading at a moment; a halt among several wins. */
export function interruptedAt(stretches: readonly Stretch[], at: number): "halted" | "reopening_auction" | null {
  let found: "reopening_auction" | null = null;
  for (const { haltedFrom, haltedUntil, auctionUntil } of stretches) {
    if (at < haltedFrom) continue;
    if (haltedUntil === null || at < haltedUntil) return "halted";
    if (auctionUntil === null || at < auctionUntil) found = "reopening_auction";
  }
  return found;
}
