// Why an open order has not filled yet.
import type { Quote, StoredOrder } from "@hoga/contracts";
import { parseInstant } from "@hoga/krx";

/** A quote older than this (market ms) fills nothing: the execution service's own limit. */
const QUOTE_AGE_MS = 10_000;

type Waiting = Pick<StoredOrder, "status" | "side" | "limitPrice" | "activatesAt">;

/** Whether the reason to wait can only be told from a quote. */
export function waitsForMarket(order: Pick<StoredOrder, "status">): boolean {
  return order.status === "accepted" || order.status === "partially_filled";
}

/**
 * Why an open order has not filled, or null for one that has ended. `quote` is the symbol's now: null when there is none, undefined when it
 * is not known whether there is one. `now` is market time in ms.
 */
export function waitingFor(order: Waiting, quote: Quote | null | undefined, now: number): string | null {
  switch (order.status) {
    case "pending":
      return order.side === "buy" ? "cash is being reserved" : "shares are being reserved";
    case "reserved": {
      const { activatesAt } = order;
      const opens = activatesAt === null ? null : parseInstant(activatesAt);
      if (opens === null || opens <= now) return "the order is on its way to the market";
      return `the market opens at ${activatesAt}`;
    }
    case "accepted":
    case "partially_filled":
      return quote === undefined ? null : fromQuote(order, quote, now);
    default:
      return null;
  }
}

function fromQuote(order: Waiting, quote: Quote | null, now: number): string {
  if (quote === null) return "there is no quote for this symbol";
  switch (quote.phase) {
    case "opening_auction":
      return "in the opening auction";
    case "closing_auction":
      return "in the closing auction";
    case "continuous":
      break;
    default:
      return "the market is closed";
  }
  const age = now - (parseInstant(quote.at) ?? now);
  if (age > QUOTE_AGE_MS) return `the quote is ${Math.floor(age / 1000)} s old`;
  const limit = order.limitPrice;
  if (order.side === "buy") {
    if (quote.ask === null) return "there are no offers to sell";
    if (limit !== null && quote.ask > limit) return `best ask ${won(quote.ask)} is above your limit ${won(limit)}`;
    return `waiting for more shares to be offered at ${won(quote.ask)}`;
  }
  if (quote.bid === null) return "there are no bids to buy";
  if (limit !== null && quote.bid < limit) return `best bid ${won(quote.bid)} is below your limit ${won(limit)}`;
  return `waiting for more shares to be bid for at ${won(quote.bid)}`;
}

function won(amount: number): string {
  return amount.toLocaleString("en-US");
}
