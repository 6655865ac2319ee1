// Stops trading: a halt of one symbol, a circuit breaker of a market. Nothing of it reaches into time that has passed.
import type { Interruption as InterruptionDocument, NewCircuitBreaker, NewHalt } from "@hoga/contracts";
import {
  breakerTimes,
  breakerWindow,
  CalendarRangeError,
  kstDate,
  kstIso,
  parseInstant,
  type Session,
  tradingDay,
} from "@hoga/krx";
import type { Sql } from "@hoga/db";
import type { Interruption } from "@hoga/market";
import { type Outcome, refused } from "../outcome.ts";
import type { Catalogue } from "../state/catalogue.ts";
import { type Interruptions, LEAD_MS } from "../state/interruptions.ts";
import type { Overrides } from "../state/overrides.ts";

export interface InterruptContext {
  readonly sql: Sql;
  readonly interruptions: Interruptions;
  readonly overrides: Overrides;
  readonly catalogue: Catalogue;
  /** Market time, ms since the epoch. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
/** How long a halted issue gathers orders for its reopening, as a market does after a circuit breaker. */
const REOPENING_AUCTION_MS = 10 * MINUTE_MS;
/** How long before the close the closing auction begins: a reopening has to be over by then. */
const CLOSING_AUCTION_MS = 10 * MINUTE_MS;

const INSERT = `
insert into market_data.interruptions (id, kind, symbol, market, halted_from, halted_until, auction_until, note)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning 1`;
const DELETE = "delete from market_data.interruptions where id = $1";

/** An interruption as operators see it. */
export function interruptionDocument(interruption: Interruption): InterruptionDocument {
  const { haltedUntil, auctionUntil } = interruption;
  return {
    ...interruption,
    haltedFrom: kstIso(interruption.haltedFrom),
    haltedUntil: haltedUntil === null ? null : kstIso(haltedUntil),
    auctionUntil: auctionUntil === null ? null : kstIso(auctionUntil),
  };
}

/**
 * Halts a symbol: from `from` (now when left out, which is {@linkcode LEAD_MS} from now), until `until` with an auction of ten minutes
 * or of as many as are asked for, or for the rest of the day.
 */
export async function haltSymbol(context: InterruptContext, asked: NewHalt): Promise<Outcome<InterruptionDocument>> {
  const symbol = asked.symbol.trim().toUpperCase();
  if (!(await context.catalogue.find([symbol])).has(symbol)) {
    return refused("unknown_symbol", `No such symbol: ${symbol}`);
  }
  const from = startOf(context.now(), asked.from);
  if ("refusal" in from) return from;
  const session = await sessionAround(context, from.value);
  if ("refusal" in session) return session;
  const haltedUntil = asked.until === undefined ? null : parseInstant(asked.until);
  if (asked.auctionMinutes !== undefined && haltedUntil === null) {
    return refused("invalid_request", "An auction needs a time at which it begins: until");
  }
  if (haltedUntil !== null && haltedUntil <= from.value) {
    return refused("invalid_request", `until (${kstIso(haltedUntil)}) must be after ${kstIso(from.value)}`);
  }
  const auctionMs = asked.auctionMinutes === undefined ? REOPENING_AUCTION_MS : asked.auctionMinutes * MINUTE_MS;
  const auctionUntil = haltedUntil === null ? null : haltedUntil + auctionMs;
  const latest = session.value.closesAt - CLOSING_AUCTION_MS;
  if (auctionUntil !== null && auctionUntil > latest) {
    const message = `Trading would go on at ${kstIso(auctionUntil)}, after the closing auction begins at ${
      kstIso(latest)
    }: leave until out`;
    return refused("invalid_request", message);
  }
  return await store(context, {
    id: `halt-${symbol}-${kstIso(from.value).slice(0, 19).replaceAll(/[-:]/g, "")}`,
    kind: "halt",
    symbol,
    market: null,
    haltedFrom: from.value,
    haltedUntil,
    auctionUntil,
    note: asked.note ?? null,
  });
}

/**
 * Sets off a circuit breaker of a market (KOSPI Reg §25, Enf §39; KOSDAQ Reg §26): levels 1 and 2 halt it for 20 minutes and gather orders
 * for 10, level 3 ends its day. Each level comes once a day, after the one before it and when that has ended.
 */
export async function breakCircuit(
  context: InterruptContext,
  { market, level, at }: NewCircuitBreaker,
): Promise<Outcome<InterruptionDocument>> {
  const from = startOf(context.now(), at);
  if ("refusal" in from) return from;
  const session = await sessionAround(context, from.value);
  if ("refusal" in session) return session;
  const window = breakerWindow(level, session.value);
  if (from.value < window.from || from.value >= window.before) {
    const [first, last] = [kstIso(window.from), kstIso(window.before)];
    return refused("invalid_request", `Level ${level} comes from ${first} and before ${last}`);
  }
  const { date } = session.value;
  const id = (of: number) => `breaker-${market}-${date}-${of}`;
  if (level > 1) {
    const before = (await context.interruptions.refresh()).find((one) => one.id === id(level - 1));
    if (before === undefined) return refused("invalid_request", `Level ${level - 1} has to come first`);
    if ((before.auctionUntil ?? Infinity) > from.value) {
      return refused("invalid_request", `Level ${level - 1} has not ended by then`);
    }
  }
  return await store(context, {
    id: id(level),
    kind: "circuit_breaker",
    symbol: null,
    market,
    ...breakerTimes(level, from.value),
    note: `level ${level}`,
  });
}

/**
 * Takes an interruption back before it begins. A halt that lasts is lifted instead: its reopening auction begins {@linkcode LEAD_MS} from
 * now. What gathers orders already, or is over, stays as it was.
 */
export async function removeInterruption(
  { sql, interruptions, overrides, now }: InterruptContext,
  id: string,
): Promise<Outcome<{ readonly removed: string }>> {
  const found = (await interruptions.refresh()).find((one) => one.id === id);
  if (found === undefined) return refused("not_found", `There is no interruption ${id}`);
  const at = now() + LEAD_MS;
  const removed = { value: { removed: id } };
  if (found.haltedFrom > at) {
    await sql.query(DELETE, [id]);
    await interruptions.refresh();
    return removed;
  }
  if (found.haltedUntil !== null && found.haltedUntil <= at) {
    return refused(
      "invalid_request",
      `The halt ended at ${kstIso(found.haltedUntil)}: what has passed cannot be changed`,
    );
  }
  if (found.kind === "circuit_breaker") {
    return refused("invalid_request", "A circuit breaker that has begun runs its course");
  }
  const { closesAt } = tradingDay(kstDate(found.haltedFrom), await overrides.current());
  const auctionMs = found.haltedUntil === null || found.auctionUntil === null
    ? REOPENING_AUCTION_MS
    : found.auctionUntil - found.haltedUntil;
  if (closesAt === null || at + auctionMs > closesAt - CLOSING_AUCTION_MS) {
    return refused("invalid_request", "There is no time left for a reopening auction today");
  }
  await sql.query(
    "update market_data.interruptions set halted_until = $2, auction_until = $3 where id = $1",
    [id, at, at + auctionMs],
  );
  await interruptions.refresh();
  return removed;
}

/** When an interruption begins that was asked for `text`, or for now. Refused where that time has passed. */
function startOf(now: number, text: string | undefined): Outcome<number> {
  const earliest = now + LEAD_MS;
  if (text === undefined) return { value: earliest };
  const at = parseInstant(text);
  if (at === null) return refused("invalid_request", `"${text}" is not a time`);
  if (at < now) return refused("invalid_request", `${kstIso(at)} has passed: it is ${kstIso(now)}`);
  return { value: Math.max(at, earliest) };
}

/** The session in or before which `at` lies on its day. */
async function sessionAround({ overrides }: InterruptContext, at: number): Promise<Outcome<Session>> {
  try {
    const { date, opensAt, closesAt } = tradingDay(kstDate(at), await overrides.current());
    if (opensAt === null || closesAt === null) return refused("invalid_request", `The market is closed on ${date}`);
    if (at >= closesAt) return refused("invalid_request", `The session of ${date} ends at ${kstIso(closesAt)}`);
    return { value: { date, opensAt, closesAt } };
  } catch (error) {
    if (error instanceof CalendarRangeError) return refused("invalid_request", `There is ${error.message}`);
    throw error;
  }
}

/**
 * Stores an interruption. Where that took until it had begun already, on a fast clock or a slow database, it is taken back and refused: the
 * time that has passed has been answered for without it.
 */
async function store(
  { sql, interruptions, now }: InterruptContext,
  one: Interruption,
): Promise<Outcome<InterruptionDocument>> {
  const overlapping = (await interruptions.refresh()).find((other) => overlaps(one, other));
  if (overlapping !== undefined) {
    const { id, haltedFrom, auctionUntil } = overlapping;
    const end = auctionUntil === null ? "the end of the day" : kstIso(auctionUntil);
    return refused(
      "invalid_request",
      `It would overlap with ${id}, which lasts from ${kstIso(haltedFrom)} until ${end}`,
    );
  }
  const { id, kind, symbol, market, haltedFrom, haltedUntil, auctionUntil, note } = one;
  const rows = await sql.query(INSERT, [id, kind, symbol, market, haltedFrom, haltedUntil, auctionUntil, note]);
  const isLate = rows.length > 0 && now() >= haltedFrom;
  if (isLate) await sql.query(DELETE, [id]);
  await interruptions.refresh();
  if (rows.length === 0) return refused("invalid_request", `${id} has been entered already`);
  if (!isLate) return { value: interruptionDocument(one) };
  const option = kind === "halt" ? "--from" : "--at";
  return refused(
    "invalid_request",
    `${kstIso(haltedFrom)} had passed before it was stored: try again, or give ${option} with a later time`,
  );
}

/** Whether two interruptions of the same symbol, or of the same market, stop it at the same time: they are entered as one. */
function overlaps(a: Interruption, b: Interruption): boolean {
  if (a.symbol !== b.symbol || a.market !== b.market || kstDate(a.haltedFrom) !== kstDate(b.haltedFrom)) return false;
  return a.haltedFrom < (b.auctionUntil ?? Infinity) && b.haltedFrom < (a.auctionUntil ?? Infinity);
}
