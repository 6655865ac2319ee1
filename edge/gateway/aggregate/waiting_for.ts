// Why an open order has not filled: the reason, found from how the order stands in the market, or else from the symbol's quote.
import type { Quote, Standing, StoredOrder, Waiting } from "@hoga/contracts";
import { kstIso, parseInstant } from "@hoga/krx";

/** A quote older than this (market ms) fills nothing: the execution service's own limit. */
const QUOTE_AGE_MS = 10_000;

/** What of an order decides why it waits. */
export type WaitingOrder = Pick<
  StoredOrder,
  "status" | "side" | "type" | "limitPrice" | "stopPrice" | "held" | "activatesAt" | "expiresAt"
>;

/** What is known of the market. Undefined: not asked, or nobody answered. */
export interface MarketFacts {
  /** How the order stands in the market, as the execution service says. It goes before the quote. */
  readonly standing?: Standing | undefined;
  /** The symbol's quote, or null when there is none. With a standing it is wanted for {@linkcode wantsIndicative} alone. */
  readonly quote?: Quote | null | undefined;
  /** What is to be held in all, where that has to change before the order enters the market; null where it does not. */
  readonly holdAskedFor?: number | null | undefined;
}

type AuctionCode =
  | "opening_auction"
  | "closing_auction"
  | "volatility_interruption"
  | "reopening_auction"
  | "call_auction";

/** The market as the order meets it. Times are market time in ms, prices won. */
interface View {
  readonly mode: "continuous" | "halted" | "closed" | AuctionCode;
  readonly until: number | null;
  /** The price at which the order waits: null for none (market and mid-price orders), undefined where it is not known. */
  readonly price: number | null | undefined;
  /** The stop that the order waits for; null once it was reached, and without one. */
  readonly stop: number | null;
  /** Shares that trade before the order at its price. */
  readonly sharesAhead: number;
  readonly last: number | null;
  readonly bid: number | null;
  readonly ask: number | null;
  /** Since when the quote is displayed; null when there is none. */
  readonly quotedAt: number | null;
  readonly indicative: { readonly price: number; readonly size: number | null } | null;
  readonly halt: Standing["halt"];
}

const AUCTIONS = {
  opening_auction: "opening_auction",
  closing_auction: "closing_auction",
  volatility_auction: "volatility_interruption",
  reopening_auction: "reopening_auction",
} as const;

/** Whether the reason to wait can only be told from the market. */
export function waitsForMarket(order: Pick<StoredOrder, "status">): boolean {
  return order.status === "accepted" || order.status === "partially_filled";
}

/**
 * Why an open order has not filled; null for one that has ended, and where nothing is known of the market. `now` is market time in ms,
 * taken before the facts were asked for: they are not made older than they were.
 */
export function waitingFor(order: WaitingOrder, facts: MarketFacts, now: number): Waiting | null {
  switch (order.status) {
    case "pending":
      return { code: order.side === "buy" ? "cash_pending" : "shares_pending" };
    case "reserved":
      return beforeMarket(order, facts, now);
    case "accepted":
    case "partially_filled":
      return inMarket(order, facts, now);
    default:
      return null;
  }
}

function beforeMarket({ activatesAt, held }: WaitingOrder, { holdAskedFor }: MarketFacts, now: number): Waiting {
  const opens = activatesAt === null ? null : parseInstant(activatesAt);
  if (opens !== null && opens > now) return { code: "reserved_until", at: kstIso(opens) };
  const amount = holdAskedFor ?? null;
  return amount === null ? { code: "entering_market" } : { code: "amount_pending", asset: held.asset, amount };
}

function inMarket(order: WaitingOrder, { standing, quote }: MarketFacts, now: number): Waiting | null {
  if (standing !== undefined) {
    if (!standing.live) return { code: "leaving_market" };
    if ((parseInstant(order.expiresAt) ?? Infinity) <= now) return { code: "market_closed" };
    return fromView(order, viewOfStanding(standing, quote ?? null), now);
  }
  if (quote === undefined) return null;
  return quote === null ? { code: "no_quote" } : fromView(order, viewOfQuote(order, quote, now), now);
}

/** Whether an order waits in an auction of the tape's own, whose indicative price the quote knows and the execution service does not. */
export function wantsIndicative(standing: Standing): boolean {
  return standing.live && standing.mode === "gathering" && standing.indicative === null;
}

function viewOfStanding(standing: Standing, shown: Quote | null): View {
  const { mode, rule, until, restPrice, stopPrice, triggered, sharesAhead, quote, halt } = standing;
  return {
    mode: mode !== "gathering" ? mode : rule === null ? "call_auction" : AUCTIONS[rule],
    until,
    price: restPrice,
    stop: triggered ? null : stopPrice,
    sharesAhead: sharesAhead ?? 0,
    last: quote?.last ?? null,
    bid: standing.bestBid,
    ask: standing.bestAsk,
    quotedAt: quote?.at ?? null,
    indicative: standing.indicative ?? (shown === null ? null : indicativeOf(shown)),
    halt,
  };
}

function viewOfQuote(order: WaitingOrder, quote: Quote, now: number): View {
  const mode = modeOfQuote(quote);
  return {
    mode,
    until: null,
    price: priceByType(order, mode),
    stop: stopOutOfReach(order, quote),
    sharesAhead: 0,
    last: quote.last,
    bid: quote.bid,
    ask: quote.ask,
    quotedAt: parseInstant(quote.at) ?? now,
    indicative: indicativeOf(quote),
    halt: null,
  };
}

function indicativeOf({ indicativePrice, indicativeVolume }: Quote): View["indicative"] {
  return indicativePrice === null ? null : { price: indicativePrice, size: indicativeVolume };
}

function modeOfQuote({ phase, trading }: Quote): View["mode"] {
  const inSession = phase === "opening_auction" || phase === "continuous" || phase === "closing_auction";
  if (!inSession || trading === "closed") return "closed";
  if (trading === "halted") return "halted";
  if (phase !== "continuous") return phase;
  return trading === "auction" ? "call_auction" : "continuous";
}

/** The price that an order waits at, as far as its terms tell: a market order has none, the market gives some types theirs. */
function priceByType({ type, limitPrice }: WaitingOrder, mode: View["mode"]): number | null | undefined {
  if (type === "best_limit" || type === "top_limit") return undefined;
  // A conditional limit order counts as a market order in the closing auction.
  return type === "conditional_limit" && mode === "closing_auction" ? null : limitPrice;
}

/** The stop of an order that the last price is not at now. A quote does not tell whether it was there before; a fill does. */
function stopOutOfReach({ status, side, stopPrice }: WaitingOrder, { last }: Quote): number | null {
  if (stopPrice === null || status === "partially_filled") return null;
  return (side === "buy" ? last < stopPrice : last > stopPrice) ? stopPrice : null;
}

function fromView(order: WaitingOrder, view: View, now: number): Waiting {
  const { mode } = view;
  if (mode === "closed") return { code: "market_closed" };
  if (mode === "halted") return halted(view);
  if (view.stop !== null) return { code: "stop_not_reached", last: view.last, stopPrice: view.stop };
  if (mode !== "continuous") {
    return order.type === "mid_price" ? { code: "mid_suspended", because: "auction" } : gathering(mode, order, view);
  }
  if (view.quotedAt === null) return { code: "no_quote" };
  const age = now - view.quotedAt;
  if (age > QUOTE_AGE_MS) {
    return { code: "quote_stale", at: kstIso(view.quotedAt), ageSeconds: Math.floor(age / 1000) };
  }
  if (order.type === "mid_price") return atMidPrice(view);
  return order.side === "buy" ? buying(order, view) : selling(order, view);
}

/** Without market data the execution service keeps a symbol halted, though nobody halted it. */
function halted({ halt, quotedAt }: View): Waiting {
  if (halt === null && quotedAt === null) return { code: "no_quote" };
  return {
    code: "trading_halted",
    from: isoOf(halt?.from),
    until: isoOf(halt?.until),
    auctionUntil: isoOf(halt?.auctionUntil),
  };
}

function gathering(
  code: AuctionCode,
  { limitPrice }: WaitingOrder,
  { until, indicative, price = null }: View,
): Waiting {
  return {
    code,
    until: isoOf(until),
    indicativePrice: indicative?.price ?? null,
    indicativeVolume: indicative?.size ?? null,
    price,
    isLimit: price !== null && price === limitPrice,
  };
}

function atMidPrice({ bid, ask }: View): Waiting {
  if (bid === null || ask === null) return { code: "mid_suspended", because: "one_sided" };
  return { code: "mid_unmatched", price: Math.floor((bid + ask) / 2) };
}

function buying({ limitPrice }: WaitingOrder, { price, bid, ask, sharesAhead }: View): Waiting {
  if (ask === null) return { code: "no_offers" };
  if (price === undefined) return { code: "resting" };
  if (price === null || ask <= price) return { code: "more_offers", price: ask };
  const isLimit = price === limitPrice;
  if (price !== bid || sharesAhead === 0) return { code: "limit_below_ask", ask, price, isLimit };
  return { code: "queue_ahead", side: "buy", shares: sharesAhead, opposite: ask, price, isLimit };
}

function selling({ limitPrice }: WaitingOrder, { price, bid, ask, sharesAhead }: View): Waiting {
  if (bid === null) return { code: "no_bids" };
  if (price === undefined) return { code: "resting" };
  if (price === null || bid >= price) return { code: "more_bids", price: bid };
  const isLimit = price === limitPrice;
  if (price !== ask || sharesAhead === 0) return { code: "limit_above_bid", bid, price, isLimit };
  return { code: "queue_ahead", side: "sell", shares: sharesAhead, opposite: bid, price, isLimit };
}

function isoOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : kstIso(ms);
}
