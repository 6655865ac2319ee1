// Real time as a port, so that tests can let it pass.

/** A clock with timers. */
export interface Time {
  /** Real time, ms since the epoch. */
  now(): number;
  /** Runs a function once, `ms` from now; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock. */
export const realTime: Time = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`; at once when `signal` is or gets aborted. */
export function pause(time: Time, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const end = () => {
      cancel();
      signal.removeEventListener("abort", end);
      done();
    };
    const cancel = time.after(ms, end);
    signal.addEventListener("abort", end);
  });
}

/** Does `work` with a signal that aborts after `ms`, or with `outer`. */
export async function withTimeout<T>(
  time: Time,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort(outer.reason);
  const cancel = time.after(ms, () => controller.abort(new Error(`No answer within ${ms} ms`)));
  if (outer.aborted) stop();
  outer.addEventListener("abort", stop);
  try {
    return await work(controller.signal);
  } finally {
    cancel();
    outer.removeEventListener("abort", stop);
  }
}

/** Runs `run` every `ms`, the first time after `ms`, until the returned function is called. Runs do not overlap: `run` is synchronous. */
export function every(time: Time, ms: number, run: () => void): () => void {
  let stopped = false;
  let cancel = time.after(ms, turn);
  function turn(): void {
    if (stopped) return;
    cancel = time.after(ms, turn);
    run();
  }
  return () => {
    stopped = true;
    cancel();
  };
}
