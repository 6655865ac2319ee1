// Timers that fire when a test says so.

export interface ManualTimers {
  /** The time of the clock that the timers go by, in ms. */
  readonly now: () => number;
  /** Waits for `ms` of that clock, as a host does. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets `ms` pass: fires what is due, in its order. */
  readonly advance: (ms: number) => void;
  /** How long from now (ms) each timer fires, the soonest first. */
  readonly pending: () => readonly number[];
}

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly every: number | null;
  readonly fire: () => void;
}

const REAL = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
};

/** Puts manual timers, which begin at `start`, in place of the runtime's for the time of `use`. */
export async function withTimers(start: number, use: (timers: ManualTimers) => void | Promise<void>): Promise<void> {
  let clock = start;
  let last = 0;
  let timers: readonly Timer[] = [];
  const set = (fire: () => void, ms: number, every: number | null): number => {
    timers = [...timers, { id: ++last, at: clock + ms, every, fire }];
    return last;
  };
  const clear = (id?: number) => void (timers = timers.filter((timer) => timer.id !== id));
  const soonest = () => timers.toSorted((one, other) => one.at - other.at || one.id - other.id)[0];
  Object.assign(globalThis, {
    setTimeout: (fire: () => void, ms = 0) => set(fire, ms, null),
    setInterval: (fire: () => void, ms = 0) => set(fire, ms, ms),
    clearTimeout: clear,
    clearInterval: clear,
  });
  try {
    await use({
      now: () => clock,
      sleep: (ms) => new Promise((done) => void set(done, ms, null)),
      advance(ms) {
        const end = clock + ms;
        for (let next = soonest(); next !== undefined && next.at <= end; next = soonest()) {
          const { id, at, every, fire } = next;
          clock = at;
          clear(id);
          if (every !== null) timers = [...timers, { ...next, at: at + every }];
          fire();
        }
        clock = end;
      },
      pending: () => timers.map(({ at }) => at - clock).toSorted((one, other) => one - other),
    });
  } finally {
    Object.assign(globalThis, REAL);
  }
}

/** What `work` comes to, unless it takes longer (real ms) than any of this may: then the test fails instead of hanging. */
export async function soon<T>(work: Promise<T>, what: string, ms = 5_000): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = REAL.setTimeout(() => reject(new Error(`nothing came of: ${what}`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    REAL.clearTimeout(timer);
  }
}
