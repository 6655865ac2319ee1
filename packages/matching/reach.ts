// Whether an order can be filled wholly, for those that want all or nothing.
import { type Book, lastOf, type Live, oppositeOf, sideOf } from "./book.ts";
import { nextRank, type Queue, queueAt, rankOf, type Resting, type Side } from "./side.ts";
import { bestPrice, interrupts, isFresh, marketPrice, midWithin } from "./sweep.ts";

/** What a sweep would trade with next at a price: the place where it has come to. */
interface Place {
  rank: number;
  queue: Queue | undefined;
  node: Resting | null;
}

/**
 * Whether `sweep` would fill all of an incoming order: the same walk over what rests, in the same order, with nothing traded. It ends early
 * where an order of the same account is next, or where the next trade would interrupt trading.
 */
export function wouldFill(book: Book, taker: Live, limit: number | null, at: number): boolean {
  const side = oppositeOf(book, taker.side);
  const fresh = isFresh(book, at);
  const own = bestPrice(sideOf(book, taker.side), fresh);
  const worst = limit === null ? side.grid.size - 1 : rankOf(side, limit);
  const place: Place = { rank: side.best, queue: undefined, node: null };
  let market = side.market.first;
  let mid = book.mids[side.side].first;
  let last = lastOf(book);
  let left = taker.left;
  seek(side, place, fresh);
  while (left > 0) {
    const best = place.queue?.price ?? null;
    const isMarketNext = market !== null && !(place.rank === 0 && place.node !== null && place.node.seq < market.seq);
    const midPrice = mid === null ? null : midWithin(taker, limit, own, best);
    const next = isMarketNext ? market : midPrice !== null ? mid : place.rank <= worst ? place.node : null;
    const price = isMarketNext ? marketPrice(side, limit, best, last) : midPrice ?? best;
    if (next === null || price === null || interrupts(book, price, last, at)) return false;
    if (next.order !== null && next.accountId === taker.accountId) return false;
    left -= next.left;
    last = price;
    if (next === market) market = next.behind;
    else if (next === mid) mid = next.behind;
    else {
      place.node = next.behind;
      seek(side, place, fresh);
    }
  }
  return true;
}

/** Moves on to what can be traded with: where the place stands, or behind it. */
function seek(side: Side, place: Place, fresh: boolean): void {
  while (place.rank < side.grid.size) {
    if (place.queue === undefined) {
      place.queue = queueAt(side, place.rank);
      place.node = place.queue?.first ?? null;
    }
    const isDisplayTradable = fresh && place.queue?.shown === true;
    while (place.node !== null && place.node.order === null && !isDisplayTradable) place.node = place.node.behind;
    if (place.node !== null) return;
    place.rank = nextRank(side, place.rank + 1);
    place.queue = undefined;
  }
}
