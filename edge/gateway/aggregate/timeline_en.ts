// The lines of an order's life in English. Sentences only.
import { count } from "./figures.ts";
import type { AuctionRule, Facts, Placed, QuoteSeen, Sentences, Terms } from "./timeline_facts.ts";

const TYPES: Readonly<Record<Placed["type"], string>> = {
  limit: "limit",
  market: "market",
  best_limit: "best limit",
  top_limit: "top limit",
  conditional_limit: "conditional limit",
  mid_price: "mid-price",
  stop_limit: "stop limit",
};

const AUCTIONS: Readonly<Record<AuctionRule, string>> = {
  opening_auction: "in the opening auction",
  closing_auction: "in the closing auction",
  volatility_auction: "in the call auction of a volatility interruption",
  reopening_auction: "in the reopening auction",
};

export const SENTENCES_EN: Sentences = {
  OrderPlaced: (facts) => `The order was recorded: ${asPlaced(facts)}`,
  FundsReserved: ({ amount }) => `${amount === null ? "Cash was" : `${won(amount)} were`} reserved for it`,
  SharesReserved: ({ amount }) =>
    amount === null ? "Shares were reserved for it" : `${shares(amount)} ${are(amount)} reserved for it`,
  ReservationRejected: (facts) => `It was rejected${because(facts)}`,
  OrderAccepted: () => "It went to the market",
  OrderRejected: (facts) => `It was rejected when the market opened${because(facts)}`,
  OrderAdjusted: (facts) => `A split or a bonus issue changed it${ratio(facts)}${toTerms(facts)}`,
  OrderRescheduled: () => "The exchange changed the day: it waits for another opening",
  TradeExecuted: (facts) => traded(facts) + quote(facts),
  OrderFilled: (facts) => facts.quantity === null ? "It was filled" : `${traded(facts)}${quote(facts)}: it is filled`,
  OrderUnfilled: (facts) => `What was left of it ${withoutMatch(facts) ? "found no match" : "ended"}${because(facts)}`,
  OrderExpired: (facts) => `It expired${because(facts)}`,
  CancelRequested: () => "Its cancellation was asked for",
  OrderCanceled: (facts) => `It was canceled${because(facts)}`,
  CancelRejected: (facts) => `It could not be canceled${because(facts)}`,
  AmendRequested: (facts) => `A change was asked for${toTerms(facts)}`,
  OrderAmended: (facts) => `It was changed${toTerms(facts)}`,
  AmendRejected: (facts) => `The change was refused${because(facts)}`,
  HoldChangeRequested: (facts) => `What is reserved for it is to change${toAmount(facts)}`,
  HoldChanged: (facts) => `What is reserved for it was changed${toAmount(facts)}`,
  HoldReleased: ({ amount, isShares }) => {
    if (amount === null) return "What was left of its reservation is free again";
    return isShares ? `${shares(amount)} ${amount === 1 ? "is" : "are"} free again` : `${won(amount)} are free again`;
  },
};

function won(amount: number): string {
  return `${count(amount)} won`;
}

function shares(quantity: number): string {
  return quantity === 1 ? "1 share" : `${count(quantity)} shares`;
}

function are(quantity: number): string {
  return quantity === 1 ? "was" : "were";
}

function asPlaced({ placed, quantity, limitPrice, stopPrice }: Facts): string {
  const { side, type, timeInForce } = placed;
  const what = quantity === null ? side : `${side} ${shares(quantity)}`;
  const limit = limitPrice === null ? TYPES[type] : `${TYPES[type]} ${won(limitPrice)}`;
  const stop = stopPrice === null ? [] : [`stop ${won(stopPrice)}`];
  return [what, limit, ...stop, ...(timeInForce === "day" ? [] : [timeInForce.toUpperCase()])].join(", ");
}

function traded({ quantity, price, rule }: Facts): string {
  const what = quantity === null ? "Shares" : shares(quantity);
  const at = price === null ? "" : ` at ${won(price)}`;
  return `${what} traded${at}${rule === null ? "" : ` ${AUCTIONS[rule]}`}`;
}

function quote({ quote }: Facts): string {
  return quote === null ? "" : ` (${shown(quote)}, ${count(quote.ageSeconds)} s old, ${quote.source})`;
}

/** What was displayed; in an auction that is the last price alone. */
function shown({ last, bid, ask }: QuoteSeen): string {
  if (bid === null && ask === null) return `last ${count(last)}`;
  return [bid === null ? "no bid" : `bid ${count(bid)}`, ask === null ? "no ask" : `ask ${count(ask)}`].join(", ");
}

function withoutMatch({ reasonCode }: Facts): boolean {
  return reasonCode === null || reasonCode === "no_liquidity";
}

function because({ reason }: Facts): string {
  return reason === null ? "" : `: ${reason}`;
}

function ratio({ ratio }: Facts): string {
  return ratio === null ? "" : ` (${count(ratio.numerator)} for ${count(ratio.denominator)})`;
}

/** The new terms, as far as they are told. */
function toTerms({ quantity, limitPrice, stopPrice }: Terms): string {
  const parts = [
    ...(quantity === null ? [] : [shares(quantity)]),
    ...(limitPrice === null ? [] : [`limit ${won(limitPrice)}`]),
    ...(stopPrice === null ? [] : [`stop ${won(stopPrice)}`]),
  ];
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function toAmount({ amount, isShares }: Facts): string {
  if (amount === null) return "";
  return `: ${isShares ? shares(amount) : won(amount)}`;
}
