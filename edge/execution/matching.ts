// Lets the books catch up with the tape, and turns what the engine says into trades and events.
import { event, type EventData } from "@hoga/events";
import { settlementDate } from "@hoga/krx";
import { adopt, advance, close, drain, type Ended, enter, type Fill, openBook, type Outcome } from "@hoga/matching";
import type { Slice } from "@hoga/tape";
import { addFill, type Refusal, refuse } from "@hoga/trading";
import { engineOrderOf, type EntryRow, filledOf, withEngineOrder } from "./rows.ts";
import { haltsOf, rulesOf } from "./rules.ts";
import { type ExecutionUnit, findEntry, type OpenBook, putEntry } from "./unit.ts";

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
    stopPrice: entry.stop_price,
  };
}

/** Records a fill: the trade, what it cost, and the event. The trade's id names the order, the tape's position and the order's fill. */
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
  const number = `${fill.sliceSeq}-${fill.n}`;
  const id = `${entry.order_id}-${number}`;
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
  unit.events.push(event("TradeExecuted", entry.order_id, number, fill.at, {
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

const ENDS: Readonly<Record<Ended["reason"], () => Refusal>> = {
  expired: () => refuse("session_over"),
  unfilled: () => refuse("no_liquidity"),
  self_trade: () => refuse("self_trade"),
  not_now: () => refuse("order_type_not_now"),
};

/** Tells that an order left the book with shares unfilled. */
function end(unit: ExecutionUnit, book: OpenBook, entry: EntryRow, ended: Ended): void {
  putEntry(unit, book, { ...entry, live: false });
  const { code, message } = ENDS[ended.reason]();
  const data = {
    orderId: entry.order_id,
    accountId: entry.account_id,
    reason: { code, message },
    endedAt: ended.at,
    cumulative: filledOf(entry),
  };
  const type = ended.reason === "expired" ? "OrderExpired" : "OrderUnfilled";
  unit.events.push(event(type, entry.order_id, 1, ended.at, data));
}

/** Takes over what happened in a book: places and terms, trades, ends. */
export function take(unit: ExecutionUnit, book: OpenBook, outcome: Outcome): void {
  const { fills, ended, changed } = outcome;
  const entryOf = (orderId: string): EntryRow => {
    const entry = book.entries.get(orderId) ?? findEntry(unit, orderId);
    if (entry === null) throw new Error(`Something happened to ${orderId}, which is in no book`);
    return entry;
  };
  for (const order of changed) putEntry(unit, book, withEngineOrder(entryOf(order.orderId), order));
  for (const fill of fills) putEntry(unit, book, trade(unit, book, entryOf(fill.orderId), fill));
  for (const one of ended) end(unit, book, entryOf(one.orderId), one);
}

/** Matches the book up to `at`, market time. Nothing happens where it has been already. */
export function catchUp(unit: ExecutionUnit, book: OpenBook, at: number): void {
  advance(book.book, book.tape.slices, at, haltsOf(book.tape));
  if (at >= book.closesAt && isDayOver(unit, book)) close(book.book, book.closesAt);
  take(unit, book, drain(book.book));
}

/** How long (market ms) after the close a live feed may take to tell of the closing auction. */
const CLOSING_GRACE_MS = 90_000;

/** Whether nothing can come of the day's closing auction any more. A made or recorded tape has it at the close. */
function isDayOver(unit: ExecutionUnit, { book, tape, closesAt }: OpenBook): boolean {
  const isLive = tape.source === "kis" || tape.source === "yahoo";
  return !isLive || book.shown?.rule === "closing_auction" || unit.now >= closesAt + CLOSING_GRACE_MS;
}

/**
 * Ends a batch: the books whose time it lets pass are matched up to now. An order that comes in moves its book no further than to its own
 * moment, since others of that moment may be on their way: orders that waited for an opening meet its auction together, however late.
 */
export function finishBooks(unit: ExecutionUnit): void {
  for (const book of unit.books.values()) {
    if (book.wakes && book.book.orders.size > 0) catchUp(unit, book, Math.min(unit.now, book.closesAt));
  }
}

/** The number of the slice that is displayed at a moment; -1 before the first. */
const shownAt = (slices: readonly Slice[], at: number): number => slices.findLast((slice) => slice.at <= at)?.seq ?? -1;

/**
 * Enters a new order at its moment `at` (market time). One that waited for the opening gathers for its auction: it comes before the slice of
 * that moment.
 */
export function enterBook(unit: ExecutionUnit, book: OpenBook, entry: EntryRow, at: number): void {
  const gathers = at <= book.opensAt;
  const shown = gathers ? -1 : shownAt(book.tape.slices, at);
  if (shown < book.book.sliceSeq) return enterLate(unit, book, entry, at);
  const moment = Math.max(at, book.book.matchedTo);
  if (!gathers) catchUp(unit, book, moment);
  enter(book.book, engineOrderOf(entry), moment);
  take(unit, book, drain(book.book));
}

/**
 * Enters an order whose moment its book has been matched past: its event was late. It is matched by itself with what the tape has shown
 * since, and joins the others where they stand. Trades that were made are never taken back, so it may fill from a display that filled others.
 */
function enterLate(unit: ExecutionUnit, book: OpenBook, entry: EntryRow, at: number): void {
  const alone = openBook(rulesOf(book, book.tape), book.tape.before);
  const { matchedTo } = book.book;
  const slices = book.tape.slices.filter((slice) => slice.seq <= book.book.sliceSeq);
  if (at > book.opensAt) advance(alone, slices, at, haltsOf(book.tape));
  enter(alone, engineOrderOf(entry), at);
  advance(alone, slices, matchedTo, haltsOf(book.tape));
  const outcome = drain(alone);
  take(unit, book, outcome);
  const rest = outcome.changed.find((order) => alone.orders.has(order.orderId));
  if (rest === undefined) return;
  adopt(book.book, rest, matchedTo);
  take(unit, book, drain(book.book));
}
