// What the gateway needs of the world.
import type { IdentityStore } from "@hoga/identity";
import type { CallService } from "@hoga/outbox";
import type { Log } from "@hoga/telemetry";

/** A schedule as QStash keeps it. */
export interface Schedule {
  readonly id: string;
  readonly cron: string;
  readonly paused: boolean;
}

/** How many requests one key may make: `perSecond` for ever, and `burst` at once. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface GatewayPorts {
  readonly call: CallService;
  /** Whom an API key acts for, or null. What it answers is kept for half a minute. */
  readonly findUserByKey: (key: string) => Promise<{ readonly userId: string } | null>;
  /** Users and their keys. */
  readonly identity: Pick<IdentityStore, "findUser" | "keysOf" | "createKey" | "revoke">;
  /** Whether a user runs the market: enters its holidays, halts and corporate actions, and sees to its outboxes. */
  readonly isOperator: (userId: string) => boolean;
  /** Market time, epoch milliseconds. */
  readonly now: () => number;
  /** Real time, epoch milliseconds. */
  readonly wall: () => number;
  /** Resolves after so many real milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** A new unique id; ids sort by the time they were made. */
  readonly newId: (prefix: "acc" | "key") => string;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly log: Log;
  readonly delivery: "direct" | "qstash";
  /** The schedules that wake the services; none where nothing schedules them. */
  readonly schedules: () => Promise<readonly Schedule[]>;
  /** 50 requests a second and 200 at once when left out. */
  readonly rateLimit?: RateLimit;
}
