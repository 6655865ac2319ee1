// Runs a service's work in batches: read what it touches (one statement), decide in plain TypeScript, write it all (one statement).
// Whatever waits while one batch is under way becomes the next batch, so that load makes batches and an idle service answers at once.
import { SqlError } from "@hoga/db";
import { CATALOG, type HogaEvent } from "@hoga/events";
import type { NewOutboxRow } from "./statements.ts";

/** Waits so many real milliseconds, or until `signal` aborts. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** What a batch works on: the states that were read, and what has been decided so far. Services extend it. */
export interface Unit {
  /** The events of this batch whose effect is recorded already. */
  readonly seen: ReadonlySet<string>;
  /** The events whose effect this batch decided: they go into the inbox with it. */
  readonly handled: Set<string>;
  /** What the decisions made happen: each becomes outbox rows when the batch is written. */
  readonly events: HogaEvent[];
}

/** What goes to the database beside the states when a batch is written. */
export interface Delivery {
  readonly inbox: readonly string[];
  readonly outbox: readonly NewOutboxRow[];
  /** Rows of the outbox that have arrived: [event id, subscriber]. */
  readonly told: readonly (readonly [string, string])[];
}

/** Where a service keeps its states. Each method is one round trip. */
export interface UnitStore<Touched, State extends Unit> {
  load(touched: readonly Touched[], eventIds: readonly string[]): Promise<State>;
  /** What the time that has passed makes happen before the batch's own work, and after it: both decide, neither waits. */
  begin?(state: State): void;
  finish?(state: State): void;
  /** Whether `state` holds changes of its own to write. */
  isChanged(state: State): boolean;
  /** Writes everything or nothing. Throws {@linkcode SqlError} `40001` or `23505` when what was read has changed since. */
  save(state: State, delivery: Delivery): Promise<void>;
}

/** What became of an event: its effect stands (now or since before), or what it needs has not happened yet. */
export type Reacted = "done" | "too_early";

/** One piece of work. `eventId` makes it happen once; a command has none and guards itself by what it reads. */
export interface Work<Touched, State, Result> {
  readonly eventId: string | null;
  readonly touched: Touched;
  /** Decides: changes `state` and adds to its events. It may run again, on a state read anew, and must not touch anything else. */
  run(state: State): Result;
}

/** A result, and the moment when all that the batch made happen has been passed on (or left to the sweep). */
export interface Submitted<Result> {
  readonly result: Result;
  readonly delivered: Promise<void>;
}

interface Queued<Touched, State> {
  readonly eventId: string | null;
  readonly touched: Touched;
  attempt(state: State): void;
  resolve(delivered: Promise<void>): void;
  reject(error: unknown): void;
}

export interface RunnerOptions<Touched, State extends Unit> {
  readonly store: UnitStore<Touched, State>;
  /** Tells the subscribers; settles when that is over, however it went. It never rejects. */
  readonly deliver: (rows: readonly NewOutboxRow[]) => Promise<void>;
  /** Takes the outbox rows that have arrived and wait to be forgotten. */
  readonly takeTold: () => readonly (readonly [string, string])[];
  readonly putBackTold: (told: readonly (readonly [string, string])[]) => void;
  /** Waits a little between attempts when others keep changing the same rows (milliseconds). */
  readonly pause: Pause;
  readonly batchMax?: number;
}

/** How often a batch is decided anew on fresh states before that counts as an outage. */
const ATTEMPTS_MAX = 12;
const RETRY = new Set(["40001", "40P01", "23505", "57P01", "08006", "08003", "08000"]);

export type Runner<Touched, State extends Unit> = ReturnType<typeof createRunner<Touched, State>>;

/** The outbox rows of `events`, one for each subscriber in the catalog. */
export function rowsOf(events: readonly HogaEvent[]): NewOutboxRow[] {
  return events.flatMap((event) =>
    CATALOG[event.type].subscribers.map((subscriber) => ({
      eventId: event.id,
      subscriber,
      type: event.type,
      envelope: event,
    }))
  );
}

/** Makes a service's runner. One batch runs at a time, so that work inside one process never meets its own stale reads. */
export function createRunner<Touched, State extends Unit>(options: RunnerOptions<Touched, State>) {
  const { store, batchMax = 256 } = options;
  let queue: Queued<Touched, State>[] = [];
  let running: Promise<void> | null = null;
  const deliveries = new Set<Promise<void>>();

  /** Decides a batch on freshly read states and writes it. Returns the outbox rows, or null when a piece failed and was taken out. */
  async function attemptBatch(batch: Queued<Touched, State>[]): Promise<NewOutboxRow[] | null> {
    const eventIds = batch.flatMap((work) => work.eventId === null ? [] : [work.eventId]);
    const state = await store.load(batch.map((work) => work.touched), eventIds);
    store.begin?.(state);
    for (const work of batch) {
      try {
        work.attempt(state);
      } catch (error) {
        // A bug in one decision must not take the batch with it: the rest is decided again without it.
        work.reject(error);
        batch.splice(batch.indexOf(work), 1);
        return null;
      }
    }
    store.finish?.(state);
    const inbox = [...state.handled];
    const outbox = rowsOf(state.events);
    if (inbox.length === 0 && outbox.length === 0 && !store.isChanged(state)) return outbox;
    const told = options.takeTold();
    try {
      await store.save(state, { inbox, outbox, told });
    } catch (error) {
      options.putBackTold(told);
      throw error;
    }
    return outbox;
  }

  async function runBatch(batch: Queued<Touched, State>[]): Promise<void> {
    for (let attempt = 1; batch.length > 0; attempt++) {
      try {
        const rows = await attemptBatch(batch);
        if (rows === null) continue;
        const delivered = rows.length === 0 ? Promise.resolve() : options.deliver(rows);
        deliveries.add(delivered);
        delivered.finally(() => deliveries.delete(delivered));
        for (const work of batch) work.resolve(delivered);
        return;
      } catch (error) {
        if (error instanceof SqlError && RETRY.has(error.code) && attempt < ATTEMPTS_MAX) {
          if (attempt > 2) await options.pause(5 * attempt);
          continue;
        }
        for (const work of batch) work.reject(error);
        return;
      }
    }
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, batchMax);
      queue = queue.slice(batchMax);
      await runBatch(batch);
    }
    running = null;
  }

  return {
    /** Has `work` decided and written. Rejects when it could not be: nothing of it is written then. */
    submit<Result>(work: Work<Touched, State, Result>): Promise<Submitted<Result>> {
      return new Promise((resolve, reject) => {
        let outcome: { readonly result: Result } | null = null;
        queue.push({
          eventId: work.eventId,
          touched: work.touched,
          attempt: (state) => {
            outcome = { result: work.run(state) };
          },
          resolve: (delivered) => {
            if (outcome !== null) resolve({ result: outcome.result, delivered });
          },
          reject,
        });
        running ??= Promise.resolve().then(drain);
      });
    },
    isIdle: () => running === null,
    /** Settles when nothing is queued, running or being delivered. */
    async idle(): Promise<void> {
      while (running !== null || deliveries.size > 0) {
        await running;
        await Promise.all(deliveries);
      }
    },
  };
}

/**
 * Runs a reaction once for an event: not when its effect is recorded, not twice in a batch, and without recording it when the reaction says
 * that the event came too early.
 */
export function reactOnce(state: Unit, eventId: string, react: () => Reacted): Reacted {
  if (state.seen.has(eventId) || state.handled.has(eventId)) return "done";
  const reacted = react();
  if (reacted === "done") state.handled.add(eventId);
  return reacted;
}
