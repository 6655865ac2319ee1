// Which lines of an account's stream are new.

/** One poll's worth of a window: what to send, and the id that a client resumes from. */
export interface StreamWindow {
  /** Lines with a greater `seq` than this are asked for next. */
  after(): number;
  /** Those of `entries` (by rising `seq`, read at real time `now` in ms) that were not taken before. */
  take<T extends { readonly seq: number }>(entries: readonly T[], now: number): T[];
  /** The greatest `seq` taken so far: what a client that lost the connection names to go on from. */
  last(): number;
}

/** How long (real ms) a line may become visible after one with a greater number: writers commit in another order than they count. */
const SETTLE_MS = 5_000;

/** A window that begins after the line `from`. */
export function streamWindow(from: number): StreamWindow {
  let floor = from;
  let last = from;
  const taken = new Map<number, number>();
  return {
    after: () => floor,
    last: () => last,
    take(entries, now) {
      const fresh = entries.filter((entry) => entry.seq > floor && !taken.has(entry.seq));
      for (const { seq } of fresh) {
        taken.set(seq, now);
        last = Math.max(last, seq);
      }
      for (const [seq, at] of taken) {
        if (now - at < SETTLE_MS) continue;
        floor = Math.max(floor, seq);
      }
      for (const seq of taken.keys()) if (seq <= floor) taken.delete(seq);
      return fresh;
    },
  };
}
