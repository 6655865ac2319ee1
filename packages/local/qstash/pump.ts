import type { Qstash } from "./types.ts";

/** How the pump waits. `Timer` is whatever `setTimer` returns. */
export interface PumpOptions<Timer> {
  /** Runs a function once after so many real ms. */
  readonly setTimer: (run: () => void, wallMs: number) => Timer;
  readonly clearTimer: (timer: Timer) => void;
  /** Real ms from now until a market time in epoch ms; zero or less when it has come. */
  readonly delayOf: (marketMs: number) => number;
  /** Hears of every tick that failed. The pump goes on by itself. The default writes to stderr. */
  readonly onError?: (error: unknown) => void;
}

/** A running pump. */
export interface QstashPump {
  /** Starts no more ticks, and resolves when the running one has made its last delivery. */
  stop(): Promise<void>;
}

/** A failed tick is tried again after this many real ms. */
const RETRY_MS = 1000;

/** Timers beyond 2^31 - 1 ms fire at once. A day is short enough, and an early tick costs nothing. */
const MAX_TIMER_MS = 86_400_000;

/**
 * Keeps a QStash server working: ticks at once, whenever there may be work, and at the time of the next thing due.
 * Ticks never overlap.
 */
export function runQstash<Timer>(qstash: Qstash, options: PumpOptions<Timer>): QstashPump {
  const onError = options.onError ?? ((error) => console.error("qstash: a tick failed:", error));
  let timer: { readonly id: Timer } | null = null;
  let stopped = false;
  let reported: unknown = null;
  const ticks = new Set<Promise<void>>();

  function wakeIn(ms: number): void {
    if (timer !== null) options.clearTimer(timer.id);
    timer = null;
    if (stopped) return;
    const id = options.setTimer(() => {
      timer = null;
      wake();
    }, Math.min(MAX_TIMER_MS, Math.max(0, Math.ceil(ms))));
    timer = { id };
  }

  function wakeAt(marketMs: number | null): void {
    if (marketMs !== null) wakeIn(options.delayOf(marketMs));
    else if (timer !== null) {
      options.clearTimer(timer.id);
      timer = null;
    }
  }

  // During a tick this makes it look again and resolves with it, so that every tick's end is heard of here.
  function wake(): void {
    if (stopped) return;
    const tick = qstash.tick(wakeAt)
      .then(({ nextDueAt }) => wakeAt(nextDueAt), (error) => {
        if (error !== reported) onError(error);
        reported = error;
        wakeIn(RETRY_MS);
      })
      .finally(() => ticks.delete(tick));
    ticks.add(tick);
  }

  qstash.onWork(wake);
  wake();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) options.clearTimer(timer.id);
      timer = null;
      await Promise.all(ticks);
    },
  };
}
