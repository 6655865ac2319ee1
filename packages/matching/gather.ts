// Call auctions on the book: all that has gathered, and the tape's own orders, at one price.
import type { Indicative, Slice } from "@hoga/tape";
import { type AuctionOrder, auctionPrice, type AuctionResult, type AuctionRules, callAuction } from "./auction/mod.ts";
import { type Book, drop, end, fill, lastOf, type Live, sideOf, tradedAt } from "./book.ts";
import { leftOnDisplay, usedKey } from "./display.ts";
import { priceAt, rankOf, reduce } from "./side.ts";
import { isFresh } from "./sweep.ts";

/**
 * What the auction that the book gathers for would give now, by its orders and the display; null where nothing would match. The tape's own
 * orders of an auction are known when it is matched, so this says something of the auctions alone that users' orders have set off.
 */
export function indicativeOf(book: Book, rule: Rule, at: number): Indicative | null {
  const left = book.shown !== null && isFresh(book, at) ? leftOnDisplay(book, book.shown) : null;
  const parties = [...usersOf(book, rule), ...displayOf(book, left, at)];
  const matched = auctionPrice(parties.map(({ order }) => order), rulesOf(book, rule));
  return matched === null ? null : { price: matched.price, size: matched.volume };
}

/** How long before its end an auction took orders: what came earlier than the tape's share of that time goes before it. */
const GATHER_MS = 10 * 60_000;
/** The tape's side of an auction is split into so many orders, which came one after the other while it gathered. */
const PORTIONS = 10;
/** How far from the auction's price the eager half of the tape's orders stand, in ticks: that half trades whatever users do. */
const EAGER_TICKS = 10;

type Rule = Exclude<Slice["rule"], "continuous">;

/** Someone in the auction: `live` for a user's order, else `level` names the display's level; neither for the tape's own volume. */
interface Party {
  readonly order: AuctionOrder;
  readonly at: number;
  readonly live: Live | null;
  readonly level: string | null;
}

/**
 * Matches what has gathered, at the moment `at`, with the tape's orders: the shares of its print on both sides (where the slice is the
 * auction's own), and what it displays. The price is the exchange's (Reg §23) over all of them: it is the tape's as long as users' orders do
 * not outweigh those that the tape brought. Returns the shares of the display that traded, by `usedKey`.
 */
export function matchGathered(book: Book, slice: Slice | null, rule: Rule, at: number): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  const print = slice !== null && slice.rule === rule ? slice.print : null;
  const users = usersOf(book, rule);
  if (users.length === 0) {
    if (print !== null) closeAuction(book, print.price);
    return used;
  }
  const parties = [...users, ...tapesVolume(book, print, at), ...displayOf(book, slice, at)]
    .sort((a, b) => a.at - b.at || a.order.seq - b.order.seq);
  const byId = new Map(parties.map((party) => [party.order.id, party]));
  const result = matchApart(book, parties, byId, rulesOf(book, rule), at);
  if (result === null) {
    if (print !== null) closeAuction(book, print.price);
    return used;
  }
  for (const { id, quantity } of result.fills) {
    const party = byId.get(id);
    if (party?.level !== null && party?.level !== undefined) {
      used.set(party.level, (used.get(party.level) ?? 0) + quantity);
    }
    if (party?.live !== null && party?.live !== undefined) {
      fill(book, party.live, quantity, result.price, at, rule, "tape");
      take(book, party.live, quantity);
    }
  }
  closeAuction(book, result.price);
  return used;
}

function take(book: Book, live: Live, quantity: number): void {
  reduce(sideOf(book, live.side), live, quantity);
  if (live.left === 0) drop(book, live);
}

function closeAuction(book: Book, price: number): void {
  tradedAt(book, price);
  book.auctionPrice = price;
}

function rulesOf(book: Book, rule: Rule): AuctionRules {
  const { grid } = book;
  return {
    last: lastOf(book),
    upper: grid.upper,
    lower: grid.lower,
    ceilToTick: grid.ceil,
    floorToTick: grid.floor,
    simultaneous: rule === "opening_auction" || rule === "reopening_auction",
  };
}

/** The users' orders that take part: all that rest in a queue, but mid-price orders. */
function usersOf(book: Book, rule: Rule): Party[] {
  const parties: Party[] = [];
  for (const live of book.orders.values()) {
    if (live.queue === null || live.type === "mid_price") continue;
    parties.push({
      order: { id: live.orderId, side: live.side, price: live.restPrice, quantity: live.left, seq: live.seq },
      // The orders of the night were there when the opening auction began to take orders.
      at: rule === "opening_auction" ? -Infinity : live.enteredAt,
      live,
      level: null,
    });
  }
  return parties;
}

/** The tape's own orders: the volume of its print on both sides, half of it at its price and half at prices that trade in any case. */
function tapesVolume(book: Book, print: Slice["print"], at: number): Party[] {
  if (print === null) return [];
  const parties: Party[] = [];
  for (const side of ["buy", "sell"] as const) {
    const prices = [tapesPrice(book, side, print.price, 0), tapesPrice(book, side, print.price, EAGER_TICKS)];
    let given = 0;
    for (let n = 0; n < PORTIONS; n++) {
      const quantity = Math.floor(print.size * (n + 1) / PORTIONS) - given;
      given += quantity;
      if (quantity === 0) continue;
      const price = prices[n % 2] ?? print.price;
      const id = `tape ${side} ${n}`;
      parties.push({
        order: { id, side, price, quantity, seq: 0 },
        at: at - GATHER_MS + (n + 0.5) * GATHER_MS / PORTIONS,
        live: null,
        level: null,
      });
    }
  }
  return parties;
}

/** A valid price `ticks` better for the other side than `price`, within the limits. An off-tick print's own price is rounded to its side. */
function tapesPrice(book: Book, side: "buy" | "sell", price: number, ticks: number): number {
  const on = side === "buy" ? book.grid.ceil(price) : book.grid.floor(price);
  const into = sideOf(book, side);
  return priceAt(into, Math.max(rankOf(into, on) - ticks, 0));
}

/** What is displayed, behind all others: it is what was left when the auction was over. */
function displayOf(book: Book, slice: Slice | null, at: number): Party[] {
  if (slice === null) return [];
  const of = (side: "buy" | "sell", levels: Slice["bids"]): Party[] =>
    levels.filter(({ price, size }) => size > 0 && rankOf(sideOf(book, side), price) >= 0).map(({ price, size }) => ({
      order: { id: `shown ${side} ${price}`, side, price, quantity: size, seq: 1 },
      at,
      live: null,
      level: usedKey(side, price),
    }));
  return [...of("buy", slice.bids), ...of("sell", slice.asks)];
}

/**
 * The auction in which nobody trades with themselves. Its shares have no counterparts by name: an account's buys and sells are matched with
 * others' as long as the auction trades at least as many shares as both together. Where it does not, the account's latest orders that would
 * trade end, as many as have the shares that are too many, and the auction is matched anew.
 */
function matchApart(
  book: Book,
  all: readonly Party[],
  byId: ReadonlyMap<string, Party>,
  rules: AuctionRules,
  at: number,
): AuctionResult | null {
  let parties = all;
  for (;;) {
    const result = callAuction(parties.map(({ order }, seq) => ({ ...order, seq })), rules);
    const latest = result === null ? [] : withThemselves(result, byId);
    if (latest.length === 0) return result;
    for (const live of latest) end(book, live, "self_trade", at);
    const gone: ReadonlySet<Live | null> = new Set(latest);
    parties = parties.filter(({ live }) => !gone.has(live));
  }
}

/**
 * The orders to end of an account whose buys and sells in an auction must have met each other, the latest first; none where there is no such
 * account. Without an order no more than its own shares are fewer that are too many, so one by one no fewer would end.
 */
function withThemselves({ fills, volume }: AuctionResult, byId: ReadonlyMap<string, Party>): readonly Live[] {
  const accounts = new Map<string, { buy: number; sell: number; readonly orders: { live: Live; shares: number }[] }>();
  for (const { id, quantity } of fills) {
    const live = byId.get(id)?.live ?? null;
    if (live === null) continue;
    const own = accounts.get(live.accountId) ?? { buy: 0, sell: 0, orders: [] };
    own[live.side] += quantity;
    own.orders.push({ live, shares: quantity });
    accounts.set(live.accountId, own);
  }
  for (const { buy, sell, orders } of accounts.values()) {
    let tooMany = buy + sell - volume;
    if (buy === 0 || sell === 0 || tooMany <= 0) continue;
    const ending: Live[] = [];
    for (const { live, shares } of orders.sort((a, b) => b.live.seq - a.live.seq)) {
      if (tooMany <= 0) break;
      ending.push(live);
      tooMany -= shares;
    }
    return ending;
  }
  return [];
}
