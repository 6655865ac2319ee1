import type { Sql } from "@hoga/db";
import { call, type Calling, type CallResult, endingOf } from "./delivery.ts";
import { agendaAt, claimDue, MAX_IN_FLIGHT, nextDueAt, releaseClaims } from "./due.ts";
import { prune } from "./events.ts";
import type { StoredMessage } from "./message.ts";
import { fireDueSchedules } from "./schedules.ts";
import { settle } from "./settle.ts";
import type { TickResult } from "./types.ts";

/** What ticking needs. */
export interface TickContext extends Calling {
  readonly sql: Sql;
  /** Market time, epoch ms. */
  readonly now: () => number;
  /** The key that signs now. */
  readonly signingKey: () => Promise<string>;
}

/** Runs ticks one at a time. */
export interface Ticker {
  tick(onWaiting?: (nextDueAt: number | null) => void): Promise<TickResult>;
  close(): Promise<void>;
}

type OnWaiting = (nextDueAt: number | null) => void;

/** Old log entries and deduplication ids are cleared away every ten minutes of market time. */
const PRUNE_EVERY_MS = 600_000;

/** One run of a tick: what it has under way and who wants to know. */
interface Run {
  readonly inFlight: Set<Promise<void>>;
  readonly listeners: Set<OnWaiting>;
  readonly failures: unknown[];
  delivered: number;
  /** How often something happened that asks for another look, and what to call when it does. */
  pokes: number;
  wake: () => void;
}

/** Makes the ticker of one server. */
export function createTicker(context: TickContext): Ticker {
  const { sql, now } = context;
  const closing = new AbortController();
  let running: { readonly run: Run; readonly result: Promise<TickResult> } | null = null;
  let prunedAt = -Infinity;
  // Set while a tick that failed may have left claims behind.
  let leftovers = false;

  async function loop(run: Run): Promise<TickResult> {
    try {
      if (leftovers) await releaseClaims(sql);
      leftovers = true;
      if (Math.abs(now() - prunedAt) >= PRUNE_EVERY_MS) await prune(sql, prunedAt = now());
      while (!closing.signal.aborted) {
        const seen = run.pokes;
        const poked = new Promise<void>((resolve) => run.wake = resolve);
        const claimed = await look(context, run, closing.signal);
        if (run.failures.length > 0) throw run.failures[0];
        if (run.inFlight.size > 0) {
          const next = run.listeners.size > 0 ? await nextDueAt(sql, now(), true) : null;
          for (const listener of run.listeners) listener(next);
          // A call of tick() or the end of a delivery since this look began leads to another one at once.
          if (run.pokes === seen) await poked;
        } else if (claimed === 0) {
          const next = await nextDueAt(sql, now(), false);
          // From this comparison to the end of the run nothing else can happen, so no call of tick() is overlooked.
          if (run.pokes === seen) {
            leftovers = false;
            return { delivered: run.delivered, nextDueAt: next };
          }
        }
      }
      return { delivered: run.delivered, nextDueAt: null };
    } finally {
      // The next tick takes back every claim, so none may be left under way.
      if (run.inFlight.size > 0) await Promise.all(run.inFlight);
      running = null;
    }
  }

  return {
    async tick(onWaiting) {
      if (closing.signal.aborted) return { delivered: 0, nextDueAt: null };
      if (running === null) {
        const run: Run = { inFlight: new Set(), listeners: new Set(), failures: [], delivered: 0, pokes: 0, wake() {} };
        running = { run, result: loop(run) };
      } else {
        poke(running.run);
      }
      if (onWaiting !== undefined) running.run.listeners.add(onWaiting);
      return await running.result;
    },
    async close() {
      closing.abort();
      if (running !== null) poke(running.run);
      // The tick's caller hears of its failure; here only its end matters.
      await running?.result.catch(() => {});
    },
  };
}

function poke(run: Run): void {
  run.pokes++;
  run.wake();
}

/** Fires what is due, claims what there is room for and starts its delivery; returns how many were claimed. */
async function look(context: TickContext, run: Run, closing: AbortSignal): Promise<number> {
  const agenda = await agendaAt(context.sql, context.now());
  if (agenda.schedulesDue) await fireDueSchedules(context.sql, { newId: context.newId, now: context.now() });
  const room = MAX_IN_FLIGHT - run.inFlight.size;
  if (room <= 0 || closing.aborted || !(agenda.messagesDue || agenda.schedulesDue)) return 0;
  const claimed = await claimDue(context.sql, context.now(), room);
  for (const message of claimed) {
    const delivery: Promise<void> = deliver(context, message, closing)
      .then(() => void run.delivered++, (error) => {
        // Closing breaks deliveries off on purpose. Anything else is the database, and ends the tick.
        if (!closing.aborted) run.failures.push(error);
      })
      .finally(() => {
        run.inFlight.delete(delivery);
        poke(run);
      });
    run.inFlight.add(delivery);
  }
  return claimed.length;
}

async function deliver(context: TickContext, message: StoredMessage, closing: AbortSignal): Promise<void> {
  const result: CallResult = await call(context, message, await context.signingKey(), closing);
  const now = context.now();
  await settle(context.sql, message.id, now, endingOf({ newId: context.newId, now }, message, result));
}
