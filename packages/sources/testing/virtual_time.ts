// Time that passes when a test lets it, around real exchanges on loopback.
import { setImmediate } from "node:timers";
import { kstIso, parseInstant } from "@hoga/krx";
import type { Time } from "../time.ts";

/** Time under a test's control. */
export interface VirtualTime extends Time {
  /** `fetch` whose exchanges a step of time waits for. */
  readonly fetch: typeof fetch;
  /** Waits until no exchange is under way. */
  settle(): Promise<void>;
  /** Lets `ms` pass: timers run in their order, each after the exchanges before it have settled. */
  pass(ms: number): Promise<void>;
  /** Lets time pass up to a moment (ISO 8601, Korean time without an offset). */
  passTo(iso: string): Promise<void>;
  /** Lets the machine work, without letting time pass, until something is so. */
  until(isSo: () => boolean, what: string): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** How many turns of the event loop a wait may take before it is given up. */
const TURNS_MAX = 200_000;

/** Starts at a moment (ISO 8601, Korean time without an offset). */
export function virtualTime(iso: string): VirtualTime {
  let now = momentOf(iso);
  let order = 0;
  let underWay = 0;
  const timers = new Set<Timer>();

  const turn = () => new Promise<void>((done) => void setImmediate(done));
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      await turn();
      quiet = underWay === 0 ? quiet + 1 : 0;
    }
  }
  async function passUntil(end: number): Promise<void> {
    for (;;) {
      await settle();
      const due = [...timers].filter(({ at }) => at <= end);
      due.sort((a, b) => a.at - b.at || a.order - b.order);
      const [next] = due;
      if (next === undefined) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  }
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, order: order++, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async fetch(input, init) {
      underWay++;
      try {
        const response = await fetch(input, init);
        const { status, headers } = response;
        return new Response(await response.arrayBuffer(), { status, headers });
      } finally {
        underWay--;
      }
    },
    settle,
    pass: (ms) => passUntil(now + ms),
    passTo: (moment) => passUntil(momentOf(moment)),
    async until(isSo, what) {
      for (let turns = 0; !isSo(); turns++) {
        if (turns === TURNS_MAX) throw new Error(`Waited in vain at ${kstIso(now)}: ${what}`);
        await turn();
      }
    },
  };
}

function momentOf(iso: string): number {
  const moment = parseInstant(iso);
  if (moment === null) throw new RangeError(`not a moment: ${iso}`);
  return moment;
}
