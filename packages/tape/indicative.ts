import { CLOSING_AUCTION_MS, gatheringAt, type MadeDay, OPENING_AUCTION_MS, slotAt, slotTime } from "./made_day.ts";
import { bellOf, scramble } from "./random.ts";
import type { Indicative } from "./types.ts";

/** How long an indicative price stands. */
const RENEWED_MS = 5_000;

/** A call auction that gathers orders from `from` until the slot `slot` prints at `to`, starting from the price `start`. */
interface Auction {
  readonly from: number;
  readonly to: number;
  readonly slot: number;
  readonly start: number;
}

/**
 * What the call auction that is gathering orders at `at` (ms since the epoch) would give: half an hour before the open, in the ten minutes
 * before the close and during a volatility interruption. Its price wanders from where the day stood to what the auction will print,
 * its size grows to it, and in the last 5 seconds they are that. Null outside auctions, and for one in which nothing will trade.
 */
export function indicativeOf(day: MadeDay, at: number): Indicative | null {
  const auction = auctionAt(day, at);
  if (auction === null) return null;
  const size = day.size[auction.slot] ?? 0;
  if (size === 0) return null;
  const price = day.price[auction.slot] ?? 0;
  const steps = Math.ceil((auction.to - auction.from) / RENEWED_MS) - 1;
  const step = Math.floor((at - auction.from) / RENEWED_MS);
  if (step >= steps) return { price, size };

  const part = step / steps;
  const bits = scramble(day.displayKey ^ Math.imul(auction.slot + 1, 0x27d4eb2f) ^ Math.imul(step + 1, 0x165667b1));
  const { start } = auction;
  // Early on few orders make the price, so that it jumps about; at the least by a tick.
  const unrest = Math.max(0.004 * start, 0.5 * Math.abs(price - start), day.grid.ceil(start + 1) - start);
  const wander = start + (price - start) * part + unrest * (1 - part) * bellOf(bits);
  const grown = size * (0.03 + 0.97 * part ** 1.5) * Math.exp(0.12 * (1 - part) * bellOf(~bits));
  return {
    price: Math.min(Math.max(day.grid.floor(wander), day.lower), day.upper),
    size: Math.max(Math.round(grown), 1),
  };
}

function auctionAt(day: MadeDay, at: number): Auction | null {
  const { opensAt, closesAt, base, count } = day;
  if (at < opensAt) {
    const from = opensAt - OPENING_AUCTION_MS;
    return at < from ? null : { from, to: opensAt, slot: 0, start: base };
  }
  const slot = slotAt(day, at);
  const from = closesAt - CLOSING_AUCTION_MS;
  // The book stands around the last print until the auction's own.
  const start = day.price[slot] ?? base;
  if (at >= from) return at >= closesAt ? null : { from, to: closesAt, slot: count - 1, start };
  const gathering = gatheringAt(day, slot);
  if (gathering === null || gathering.to === slot) return null;
  return { from: slotTime(day, gathering.from), to: slotTime(day, gathering.to), slot: gathering.to, start };
}
