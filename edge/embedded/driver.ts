// What keeps an embedded stack going between requests. On a platform QStash's schedules do this once a minute; here a timer does it as well,
// so that fills show within a moment. What happens does not depend on how often it runs.

export interface DriverOptions {
  /** One turn: sessions, books, sweeps. It may fail; the next turn does what it left. */
  readonly turn: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Real milliseconds between the end of one turn and the next. */
  readonly everyMs: number;
}

export interface Driver {
  /** Starts no more turns, and resolves when the running one is over. */
  stop(): Promise<void>;
}

/** Takes turns until it is stopped. Turns never overlap. */
export function startDriver({ turn, onError, everyMs }: DriverOptions): Driver {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      running = turn().catch(onError).then(() => {
        if (!stopped) next();
      });
    }, everyMs);
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
