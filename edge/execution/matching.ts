// Lets the books catch up with the tape, and turns what the engine says into trades and events.
import { event, type EventData } from "@hoga/events";
import { settlementDate, tickSize } from "@hoga/krx";
import {
  advance,
  closeBook,
  emptyBook,
  type Ended,
  type EngineOrder,
  enter,
  type Fill,
  joinBooks,
  type MatchRules,
  type StepResult,
} from "@hoga/matching";
import { CLOSING_AUCTION_MS, type Slice } from "@hoga/tape";
import { addFill, refuse } from "@hoga/trading";
import { engineOrderOf, type EntryRow, filledOf, withEngineOrder } from "./rows.ts";
import { type ExecutionUnit, type OpenBook, putEntry } from "./unit.ts";

/** A quote older than this fills nothing (market milliseconds): a tape that stands still must not trade. */
export const QUOTE_AGE_MAX_MS = 10_000;

/** The rules of a book's day. Without market data nothing is in the band, and so nothing trades. */
export function rulesOf(book: OpenBook, entry: Pick<EntryRow, "kind" | "market">): MatchRules {
  return {
    band: book.tape.band ?? { upper: 0, lower: 1 },
    tickOf: (price) => tickSize(price, entry.kind, book.date, entry.market),
    maxQuoteAgeMs: QUOTE_AGE_MAX_MS,
    closingAuctionFrom: book.closesAt - CLOSING_AUCTION_MS,
  };
}

export function termsOf(entry: EntryRow): EventData<"TradeExecuted">["terms"] {
  return {
    orderId: entry.order_id,
    accountId: entry.account_id,
    symbol: entry.symbol,
    market: entry.market,
    kind: entry.kind,
    side: entry.side,
    type: entry.type,
    timeInForce: entry.time_in_force,
    quantity: entry.quantity,
    limitPrice: entry.limit_price,
  };
}

/** Records a fill: the trade, what it cost, and the event. The trade's id names the order, the tape's position and the slice of it. */
function trade(unit: ExecutionUnit, book: OpenBook, entry: EntryRow, fill: Fill): EntryRow {
  const { filled, charged } = addFill(filledOf(entry), fill, entry, book.date);
  const next: EntryRow = {
    ...entry,
    filled: filled.quantity,
    filled_amount: filled.amount,
    commission: filled.commission,
    tax: filled.tax,
    live: entry.live && filled.quantity < entry.quantity,
  };
  const id = `${entry.order_id}-${fill.sliceSeq}-${fill.n}`;
  const quote = { ...fill.quote, source: book.tape.source };
  const { amount, commission, tax } = charged;
  unit.trades.push({
    id,
    order_id: entry.order_id,
    account_id: entry.account_id,
    symbol: entry.symbol,
    side: entry.side,
    quantity: fill.quantity,
    price: fill.price,
    amount,
    commission,
    tax,
    executed_at: fill.at,
    quote,
    rule: fill.rule,
  });
  unit.events.push(event("TradeExecuted", entry.order_id, `${fill.sliceSeq}-${fill.n}`, fill.at, {
    tradeId: id,
    terms: termsOf(next),
    quantity: fill.quantity,
    price: fill.price,
    amount,
    commission,
    tax,
    executedAt: fill.at,
    sessionDate: book.date,
    settlesOn: settlementDate(book.date, unit.overrides),
    rule: fill.rule,
    quote,
    cumulative: filled,
    leavesQuantity: next.quantity - filled.quantity,
  }));
  return next;
}

/** Tells that an order left the book with shares unfilled. */
function end(unit: ExecutionUnit, entry: EntryRow, ended: Ended): void {
  putEntry(unit, { ...entry, live: false });
  const refusal = ended.reason === "expired" ? refuse("session_over") : refuse("no_liquidity");
  const data = {
    orderId: entry.order_id,
    accountId: entry.account_id,
    reason: { code: refusal.code, message: refusal.message },
    endedAt: ended.at,
    cumulative: filledOf(entry),
  };
  const type = ended.reason === "expired" ? "OrderExpired" : "OrderUnfilled";
  unit.events.push(event(type, entry.order_id, 1, ended.at, data));
}

/** Takes over a step of the engine: the book, the trades, the ends. */
export function apply(unit: ExecutionUnit, book: OpenBook, step: StepResult): void {
  book.state = step.book;
  book.touched = true;
  for (const fill of step.fills) {
    const entry = unit.entries.get(fill.orderId);
    if (entry === undefined) throw new Error(`A fill of ${fill.orderId}, which is in no book`);
    putEntry(unit, trade(unit, book, entry, fill));
  }
  for (const ended of step.ended) {
    const entry = unit.entries.get(ended.orderId);
    if (entry === undefined) throw new Error(`An end of ${ended.orderId}, which is in no book`);
    end(unit, entry, ended);
  }
}

function firstEntryOf(unit: ExecutionUnit, book: OpenBook): Pick<EntryRow, "kind" | "market"> | null {
  const order = book.state.orders[0];
  return order === undefined ? null : unit.entries.get(order.orderId) ?? null;
}

/** The slice that the book stands at: displayed when it was last matched. */
export function displayed(book: OpenBook): Slice | null {
  return book.tape.slices.find((slice) => slice.seq === book.state.sliceSeq) ?? null;
}

/** Matches the book up to `at`, market time. Nothing happens where it has been already. */
export function catchUp(unit: ExecutionUnit, book: OpenBook, at: number): void {
  const due = book.tape.slices.filter((slice) => slice.seq > book.state.sliceSeq && slice.at <= at);
  if (due.length > 0) {
    // An empty book matches nothing and needs no ticks: it only has to stand at the slice that is displayed.
    const entry = firstEntryOf(unit, book) ?? { kind: "stock", market: "KOSPI" };
    apply(unit, book, advance(book.state, due, rulesOf(book, entry)));
  }
  if (at > book.matchedTo) book.matchedTo = at;
  if (at >= book.closesAt && book.state.orders.length > 0) apply(unit, book, closeBook(book.state, book.closesAt));
}

/** Brings the entries' rows in line with the engine's orders: places in the queue, new terms. */
export function syncEntries(unit: ExecutionUnit, book: OpenBook): void {
  for (const order of book.state.orders) {
    const entry = unit.entries.get(order.orderId);
    if (entry !== undefined && differs(engineOrderOf(entry), order)) putEntry(unit, withEngineOrder(entry, order));
  }
}

function differs(a: EngineOrder, b: EngineOrder): boolean {
  return a.quantity !== b.quantity || a.limitPrice !== b.limitPrice || a.filled !== b.filled ||
    a.entrySeq !== b.entrySeq ||
    a.queueAhead !== b.queueAhead;
}

/**
 * Ends a batch: the books whose time it lets pass are matched up to now. An order that comes in moves its book no further than to its own
 * moment, since others of that moment may be on their way: orders that waited for an opening meet its auction together, however late.
 */
export function finishBooks(unit: ExecutionUnit): void {
  for (const book of unit.books.values()) {
    if (book.wakes && book.state.orders.length > 0) catchUp(unit, book, Math.min(unit.now, book.closesAt));
    if (book.touched) syncEntries(unit, book);
  }
}

/** Enters an order at its moment `at` (market time). */
export function enterBook(unit: ExecutionUnit, book: OpenBook, entry: EntryRow, at: number): void {
  const order = engineOrderOf(entry);
  const shown = book.tape.slices.findLast((slice) => slice.at <= at)?.seq ?? -1;
  if (shown < book.state.sliceSeq) return enterLate(unit, book, order, at, rulesOf(book, entry));
  const moment = Math.max(at, book.matchedTo);
  catchUp(unit, book, moment);
  apply(unit, book, enter(book.state, order, displayed(book), moment, rulesOf(book, entry)));
}

/**
 * Enters an order whose moment its book has been matched past: its event was late. It is matched by itself with what the tape has shown
 * since, and joins the others where they stand. Trades that were made are never taken back, so it may fill from a display that filled others.
 */
function enterLate(unit: ExecutionUnit, book: OpenBook, order: EngineOrder, at: number, rules: MatchRules): void {
  const slices = book.tape.slices.filter((slice) => slice.seq <= book.state.sliceSeq);
  const alone: OpenBook = {
    ...book,
    tape: { ...book.tape, slices },
    state: emptyBook(book.symbol, book.date),
    matchedTo: 0,
  };
  catchUp(unit, alone, at);
  apply(unit, alone, enter(alone.state, order, displayed(alone), at, rules));
  catchUp(unit, alone, book.matchedTo);
  book.state = joinBooks(book.state, alone.state);
  book.touched = true;
}
