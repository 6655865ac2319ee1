import type { Sql } from "@hoga/db";
import type { Hono } from "hono";

/** The pair of keys a receiver must know. Messages are signed with `current`; a rotation makes `next` the current one. */
export interface SigningKeys {
  readonly current: string;
  readonly next: string;
}

/** What a tick did. */
export interface TickResult {
  /** Delivery attempts that were made, whatever their outcome. */
  readonly delivered: number;
  /** Market time in epoch ms of the next thing to do, or null when nothing is waiting for a time. */
  readonly nextDueAt: number | null;
}

/** What a QStash server needs from the outside. */
export interface QstashOptions {
  /** The database that keeps everything. One process owns it: claims of another process are taken for dead. */
  readonly sql: Sql;
  /** The market's clock in epoch ms. Schedules, delays, retries, not-before, deduplication and log times run on it. */
  readonly now: () => number;
  /** Real time in epoch ms, for the signature's `iat`, `nbf` and `exp` and for dates in `Retry-After`. */
  readonly wall: () => number;
  /** How destinations are called. It must honour `signal`. */
  readonly fetch: typeof fetch;
  /** A new unique string for every call. Letters, digits, `-` and `_` only. */
  readonly newId: () => string;
  /** The bearer token that clients must send. */
  readonly token: string;
  /** Sent to destinations as `Upstash-Region` when given. */
  readonly region?: string;
  /**
   * Runs a function after so many real ms unless the returned function is called first; ends deliveries that take too
   * long. The default is `setTimeout`.
   */
  readonly after?: (run: () => void, ms: number) => () => void;
}

/** A QStash server: an HTTP app to serve on loopback, and the work it has to be told to do. */
export interface Qstash {
  /** Serve it on loopback yourself: `Deno.serve(qstash.app.fetch)`. */
  readonly app: Hono;
  /** The current signing keys. They are random per database and outlive the process. */
  keys(): Promise<SigningKeys>;
  /**
   * Delivers all that is due and fires due schedules, until nothing due is left and nothing is under way.
   *
   * Ticks never overlap: a call during a tick makes the running one look for due work again, and resolves with it.
   * `onWaiting` is called whenever the tick has to wait for a destination, with the market time of the next thing that
   * becomes due in the meantime (or null), so that a slow destination holds up nobody else: call `tick` again then.
   * Rejects when the database fails; nothing is lost by that, and the next tick takes up what was under way.
   */
  tick(onWaiting?: (nextDueAt: number | null) => void): Promise<TickResult>;
  /** Adds a function to be called whenever a request may have made something due (a publish, a resume, ...). */
  onWork(listener: () => void): void;
  /**
   * Ends it: no new deliveries start, those under way are broken off and stay due for the next process. Resolves when
   * the running tick has ended. The database stays open.
   */
  close(): Promise<void>;
}
