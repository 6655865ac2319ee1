// Time passing in a book: the tape's slices, each at its own moment, and what the clock alone brings.
import type { Slice } from "@hoga/tape";
import { type Book, end, setLast } from "./book.ts";
import { catchUpDisplay, crossDisplay, leftOnDisplay, passes, playPrint, showDisplay, usable } from "./display.ts";
import { settle } from "./enter.ts";
import { matchGathered } from "./gather.ts";
import { beginClosing, haltedMode, isClosing, turningPoints } from "./mode.ts";
import { isFresh } from "./sweep.ts";
import type { Halt } from "./types.ts";

const NOTHING_USED: ReadonlyMap<string, number> = new Map();
const NO_HALTS: readonly Halt[] = [];

type AuctionRule = Exclude<Slice["rule"], "continuous">;

/**
 * Matches a book up to the moment `to` (ms since the epoch): every slice of the tape up to it, in order, and what the clock brings in between.
 * Slices that have been applied and those of another symbol are passed over, and so is time that has passed, so that a doubled call changes
 * nothing and steps of any length give what one long step gives.
 *
 * A call auction's slice matches all that has gathered, at one price (`matchGathered`). A continuous slice first trades its print, then
 * shows its display, and what that crosses trades. A slice with a price outside the band shows and fills nothing. `halts` are the
 * interruptions of the day that are known by now.
 */
export function advance(book: Book, slices: readonly Slice[], to: number, halts: readonly Halt[] = NO_HALTS): void {
  for (const slice of slices) {
    if (slice.symbol !== book.rules.symbol || slice.seq <= book.sliceSeq || slice.at > to) continue;
    passTime(book, slice.at, halts);
    apply(book, slice);
  }
  passTime(book, to, halts);
}

/** Ends every order that is left, in the order of entry: orders do not outlive their session. */
export function close(book: Book, at: number): void {
  for (const live of [...book.orders.values()].sort((a, b) => a.seq - b.seq)) end(book, live, "expired", at);
  book.mode = { kind: "halted", own: false };
}

/** Lets the clock come to `to`. */
function passTime(book: Book, to: number, halts: readonly Halt[]): void {
  if (to <= book.matchedTo) return;
  keepHalts(book, halts, book.matchedTo);
  for (;;) {
    const next = turningPoints(book, halts, book.matchedTo, to)[0];
    if (next === undefined) break;
    book.matchedTo = next;
    turn(book, halts, next);
  }
  book.matchedTo = to;
}

/** A halt that was entered after its moment holds from now on. */
function keepHalts(book: Book, halts: readonly Halt[], at: number): void {
  const halted = haltedMode(halts, at);
  if (halted?.kind === "halted" && book.mode.kind !== "halted") book.mode = halted;
}

function turn(book: Book, halts: readonly Halt[], at: number): void {
  catchUpDisplay(book);
  const { mode, rules } = book;
  const halted = haltedMode(halts, at);
  if (halted !== null) {
    book.mode = halted;
    return;
  }
  if (at === rules.closingAuctionFrom && !isOver(book)) return beginClosing(book);
  const ends = (mode.kind === "halted" && mode.own) ||
    (mode.kind === "gathering" && mode.until !== null && at >= mode.until);
  if (!ends) return;
  if (at >= rules.closingAuctionFrom) return beginClosing(book);
  // A halt that ends before the day begins leaves the opening auction to come.
  if (at < rules.opensAt) book.mode = { kind: "gathering", rule: "opening_auction", until: null };
  else reopenByClock(book, mode.kind === "gathering" ? mode.rule : "reopening_auction", at);
}

/** Whether the day has no closing auction to come: the closing slice has been applied, or there is no market data. */
const isOver = (book: Book): boolean => book.mode.kind === "halted" && !book.mode.own;

function apply(book: Book, slice: Slice): void {
  book.sliceSeq = slice.seq;
  book.quote = null;
  if (book.mode.kind === "continuous" && slice.rule === "continuous" && slice.trading === "continuous") {
    if (passes(book, slice)) return pass(book, slice);
  }
  catchUpDisplay(book);
  book.shown = usable(book, slice);
  if (book.shown !== slice) return showDisplay(book, book.shown, NOTHING_USED);
  const { mode } = book;
  if (mode.kind === "halted" && mode.own) return follow(book, slice);
  if (slice.rule === "closing_auction" && !isClosing(book)) beginClosing(book);
  if (slice.rule !== "continuous" && !gathersForAnother(book, slice.rule)) {
    return reopen(book, slice, slice.rule, slice.at);
  }
  if (mode.kind === "gathering" && mode.until !== null) return follow(book, slice);
  if (mode.kind === "continuous") return trade(book, slice);
  if (slice.trading === "continuous" && slice.at < book.rules.closingAuctionFrom) {
    // The tape goes on without having told of the auction's end.
    return reopen(book, slice, mode.kind === "gathering" ? mode.rule : "reopening_auction", slice.at);
  }
  if (mode.kind === "halted" && slice.trading === "auction" && slice.at < book.rules.closingAuctionFrom) {
    book.mode = { kind: "gathering", rule: "reopening_auction", until: null };
  }
  follow(book, slice);
}

/**
 * Whether the book gathers for an auction that the tape's own one does not match: the close, or the reopening after a halt that the tape knows
 * nothing of.
 */
function gathersForAnother({ mode }: Book, rule: Slice["rule"]): boolean {
  if (mode.kind !== "gathering" || rule === "closing_auction") return false;
  return mode.rule === "closing_auction" || (mode.rule === "reopening_auction" && mode.until !== null);
}

/** A slice that can do nothing to any order: its price counts, and the queues show it when somebody looks at them. */
function pass(book: Book, slice: Slice): void {
  book.shown = slice;
  book.lags = true;
  if (slice.print !== null) setLast(book, slice.print.price);
}

/** A slice of which users' orders take no part: its price counts, and what it displays waits with them. */
function follow(book: Book, slice: Slice): void {
  if (slice.print !== null) setLast(book, slice.print.price);
  showDisplay(book, slice, NOTHING_USED);
}

/** A slice of continuous trading. */
function trade(book: Book, slice: Slice): void {
  playPrint(book, slice);
  showDisplay(book, slice, NOTHING_USED);
  takeMode(book, slice);
  // What is displayed while orders gather is not for continuous trading.
  if (book.mode.kind === "continuous") crossDisplay(book, slice, slice.at);
  settle(book, slice.at);
}

/** Matches what has gathered with the slice of the call auction that ends, and goes on as the slice says. */
function reopen(book: Book, slice: Slice, rule: AuctionRule, at: number): void {
  const used = matchGathered(book, slice, rule, at);
  book.mode = { kind: "continuous" };
  showDisplay(book, slice, used);
  takeMode(book, slice);
  if (book.mode.kind === "continuous") crossDisplay(book, slice, at);
  settle(book, at);
}

/**
 * Matches what has gathered when the clock ends a call auction of which the tape knows nothing: with what is left of the display, if that is
 * young enough. The print of the slice on display has traded already.
 */
function reopenByClock(book: Book, rule: AuctionRule, at: number): void {
  const { shown } = book;
  const left = shown !== null && isFresh(book, at) ? leftOnDisplay(book, shown) : null;
  const used = matchGathered(book, left, rule, at);
  book.mode = { kind: "continuous" };
  if (left !== null) showDisplay(book, left, used);
  if (shown !== null) takeMode(book, shown);
  if (left !== null && book.mode.kind === "continuous") crossDisplay(book, left, at);
  settle(book, at);
}

/** Continuous trading ends where the slice says that orders gather, or that nothing is matched. */
function takeMode(book: Book, { trading, rule, at }: Slice): void {
  if (trading === "halted" || rule === "closing_auction") {
    book.mode = { kind: "halted", own: false };
  } else if (trading === "auction" && at < book.rules.closingAuctionFrom) {
    book.mode = { kind: "gathering", rule: "volatility_auction", until: null };
  }
}
