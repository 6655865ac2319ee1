// How an order stands in its book: what a person is told who asks why it has not filled.
import { type Book, type Live, sideOf } from "./book.ts";
import { catchUpDisplay } from "./display.ts";
import { indicativeOf } from "./gather.ts";
import type { Indicative } from "@hoga/tape";
import { bestPrice, isFresh } from "./sweep.ts";
import type { Mode } from "./types.ts";

/** An order in its book at a moment. Prices in won. */
export interface Standing {
  readonly mode: Mode;
  readonly restPrice: number | null;
  readonly stopPrice: number | null;
  /** Whether a stop has been reached; true for other types. */
  readonly triggered: boolean;
  /** Shares that trade before it at its price: the tape's and other users'. Null while it rests at no price. */
  readonly sharesAhead: number | null;
  readonly remaining: number;
  /** The best prices, users' orders included. */
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  /** While a volatility interruption that users' orders set off gathers orders: what its auction would give now. */
  readonly indicative: Indicative | null;
}

/** How a live order stands at `at`; null when it is not in the book. */
export function standing(book: Book, orderId: string, at: number): Standing | null {
  const live = book.orders.get(orderId);
  if (live === undefined) return null;
  catchUpDisplay(book);
  const fresh = isFresh(book, at);
  const { mode } = book;
  return {
    mode,
    restPrice: live.restPrice,
    stopPrice: live.stopPrice,
    triggered: live.type !== "stop_limit" || live.restPrice !== null,
    sharesAhead: sharesAhead(live),
    remaining: live.left,
    bestBid: bestPrice(sideOf(book, "buy"), fresh),
    bestAsk: bestPrice(sideOf(book, "sell"), fresh),
    indicative: mode.kind === "gathering" && mode.until !== null ? indicativeOf(book, mode.rule, at) : null,
  };
}

function sharesAhead(live: Live): number | null {
  if (live.queue === null || live.restPrice === null) return null;
  let shares = 0;
  for (let node = live.before; node !== null; node = node.before) shares += node.left;
  return shares;
}
