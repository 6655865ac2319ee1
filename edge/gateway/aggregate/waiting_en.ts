// Why an order waits, in English. Sentences only: what applies has been decided.
import type { Waiting } from "@hoga/contracts";
import { count, moment, timeOfDay } from "./figures.ts";

type Auction = Extract<Waiting, { indicativePrice: unknown }>;
type Priced = Extract<Waiting, { isLimit: boolean }>;

const AUCTIONS: Readonly<Record<Auction["code"], string>> = {
  opening_auction: "in the opening auction",
  closing_auction: "in the closing auction",
  volatility_interruption: "in the call auction of a volatility interruption",
  reopening_auction: "in the reopening auction",
  call_auction: "in a call auction",
};

/** The reason as an English sentence without a capital or a full stop. */
export function waitingEn(waiting: Waiting): string {
  switch (waiting.code) {
    case "cash_pending":
      return "cash is being reserved";
    case "shares_pending":
      return "shares are being reserved";
    case "amount_pending":
      return `${amount(waiting)} are being reserved for it`;
    case "reserved_until":
      return `the market opens at ${moment(waiting.at)}`;
    case "entering_market":
      return "the order is on its way to the market";
    case "market_closed":
      return "the market is closed";
    case "trading_halted":
      return halted(waiting);
    case "opening_auction":
    case "closing_auction":
    case "volatility_interruption":
    case "reopening_auction":
    case "call_auction":
      return auction(waiting);
    case "stop_not_reached":
      return stop(waiting);
    case "mid_suspended":
      return waiting.because === "auction"
        ? "mid-price orders wait while orders gather for a call auction"
        : "a mid-price order needs both a bid and an ask";
    case "mid_unmatched":
      return `nobody on the other side trades at the mid-price ${count(waiting.price)}`;
    case "no_quote":
      return "there is no quote for this symbol";
    case "quote_stale":
      return `the quote is ${count(waiting.ageSeconds)} s old`;
    case "no_offers":
      return "there are no offers to sell";
    case "no_bids":
      return "there are no bids to buy";
    case "limit_below_ask":
      return askAbove(waiting.ask, waiting);
    case "limit_above_bid":
      return bidBelow(waiting.bid, waiting);
    case "queue_ahead":
      return queue(waiting);
    case "more_offers":
      return `waiting for more shares to be offered at ${count(waiting.price)}`;
    case "more_bids":
      return `waiting for more shares to be bid for at ${count(waiting.price)}`;
    case "resting":
      return "nothing on the other side meets the price it rests at";
    case "leaving_market":
      return "the market is done with it, and the news is on its way";
  }
}

function amount({ asset, amount }: Extract<Waiting, { code: "amount_pending" }>): string {
  return `${count(amount)} ${asset === "KRW" ? "won" : "shares"}`;
}

function halted({ from, until, auctionUntil }: Extract<Waiting, { code: "trading_halted" }>): string {
  if (from === null) return "trading is halted";
  const since = `trading has been halted since ${timeOfDay(from)}`;
  if (until === null) return `${since}, for the rest of the day`;
  const auctionText = auctionUntil === null ? "" : ` and are matched at ${timeOfDay(auctionUntil)}`;
  return `${since}; orders gather from ${timeOfDay(until)}${auctionText}`;
}

function auction(waiting: Auction): string {
  const { code, until, indicativePrice, price } = waiting;
  const where = AUCTIONS[code] + (until === null ? "" : ` until ${timeOfDay(until)}`);
  if (indicativePrice === null) return where;
  const own = price === null ? "" : `, ${limit(waiting)} is ${count(price)}`;
  return `${where}: ${count(indicativePrice)} would trade now${own}`;
}

function stop({ last, stopPrice }: Extract<Waiting, { code: "stop_not_reached" }>): string {
  if (last === null) return `no price has reached your stop ${count(stopPrice)}`;
  return `last ${count(last)} is ${last > stopPrice ? "above" : "below"} your stop ${count(stopPrice)}`;
}

function limit({ isLimit }: Pick<Priced, "isLimit">): string {
  return isLimit ? "your limit" : "your price";
}

function askAbove(ask: number, waiting: { readonly price: number; readonly isLimit: boolean }): string {
  return `best ask ${count(ask)} is above ${limit(waiting)} ${count(waiting.price)}`;
}

function bidBelow(bid: number, waiting: { readonly price: number; readonly isLimit: boolean }): string {
  return `best bid ${count(bid)} is below ${limit(waiting)} ${count(waiting.price)}`;
}

function queue(waiting: Extract<Waiting, { code: "queue_ahead" }>): string {
  const { side, shares, price, opposite } = waiting;
  const best = side === "buy" ? askAbove(opposite, waiting) : bidBelow(opposite, waiting);
  const before = shares === 1 ? "1 share is" : `${count(shares)} shares are`;
  return `${best}, and ${before} ahead of yours at ${count(price)}`;
}
