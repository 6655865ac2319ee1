import type { Time } from "./time.ts";

/** Thrown to whoever waits for a limiter that is closed. */
export class LimiterClosedError extends Error {
  override readonly name = "LimiterClosedError";
  constructor() {
    super("The source is being stopped");
  }
}

/** How soon a request should go: `now` for what somebody waits for, `later` for what keeps things fresh. */
export type Urgency = "now" | "later";

/** Lets so many through in so much time. */
export interface Limiter {
  /** Resolves when one more may go. Urgent ones go first, equal ones in the order they came. */
  take(urgency: Urgency): Promise<void>;
  /** How many wait. */
  readonly waiting: number;
  /** Rejects all that wait, and whoever comes later. */
  close(): void;
}

interface Waiter {
  readonly go: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * A bucket of `count` tokens. A token that was taken comes back `withinMs` later, so that no stretch of that length ever sees more than
 * `count`: a bucket that refills evenly would let nearly twice as many through in the second after a rest.
 */
export function createLimiter(
  { count, withinMs }: { readonly count: number; readonly withinMs: number },
  time: Time,
): Limiter {
  const taken: number[] = [];
  const waiters: Record<Urgency, Waiter[]> = { now: [], later: [] };
  let timer: (() => void) | null = null;
  let closed = false;

  function pump(): void {
    timer?.();
    timer = null;
    for (;;) {
      const queue = waiters.now.length > 0 ? waiters.now : waiters.later;
      if (queue.length === 0) return;
      const now = time.now();
      const oldest = taken[0];
      if (taken.length === count && oldest !== undefined && now - oldest < withinMs) {
        timer = time.after(withinMs - (now - oldest), pump);
        return;
      }
      if (taken.length === count) taken.shift();
      taken.push(now);
      queue.shift()?.go();
    }
  }

  return {
    take(urgency) {
      if (closed) return Promise.reject(new LimiterClosedError());
      return new Promise((go, refuse) => {
        waiters[urgency].push({ go, refuse });
        pump();
      });
    },
    get waiting() {
      return waiters.now.length + waiters.later.length;
    },
    close() {
      closed = true;
      timer?.();
      timer = null;
      for (const { refuse } of [...waiters.now.splice(0), ...waiters.later.splice(0)]) refuse(new LimiterClosedError());
    },
  };
}
