// A live tape over the local stand-in for the broker.
import { type KisQuote, type LocalKis, startLocalKis } from "@hoga/local/kis";
import type { TapeInstrument } from "@hoga/tape";
import type { KisMode } from "../kis/settings.ts";
import type { LiveTape } from "../live.ts";
import { openKisTape } from "../open.ts";
import { type VirtualTime, virtualTime } from "./virtual_time.ts";

export interface KisBench {
  readonly time: VirtualTime;
  readonly kis: LocalKis;
  readonly tape: LiveTape;
  /** What was logged, as `level message {fields}`. */
  readonly logged: readonly string[];
  /** What the stand-in answers about a symbol; others have the plain quote. */
  readonly quotes: Map<string, KisQuote>;
}

export interface KisBenchOptions {
  readonly at: string;
  readonly mode?: KisMode;
  readonly dir?: string;
  readonly tokenFile?: string;
  readonly subscriptions?: number;
}

/** Symbols that trade: 100000, 100001, ... */
export function symbolAt(i: number): string {
  return String(100_000 + i);
}

export function stock(symbol: string): TapeInstrument {
  return { symbol, market: "KOSPI", kind: "stock", referencePrice: null, listedShares: null };
}

export const PLAIN: KisQuote = {
  price: 70_100,
  base: 70_000,
  total: 1_000,
  range: { open: 70_000, high: 70_300, low: 69_900 },
  asks: [[70_200, 30], [70_300, 40]],
  bids: [[70_100, 10], [70_000, 20]],
  days: [
    { date: "20261120", open: 70_000, high: 70_300, low: 69_900, close: 70_100, volume: 1_000 },
    { date: "20261119", open: 69_000, high: 70_500, low: 68_900, close: 69_950, volume: 9_000 },
    { date: "20261118", open: 69_500, high: 69_900, low: 69_000, close: 69_100, volume: 8_000 },
  ],
};

/** Runs a test with a tape over a stand-in of its own; both are closed at its end. */
export async function withKis(options: KisBenchOptions, test: (bench: KisBench) => Promise<void>): Promise<void> {
  const { at, mode = "real", dir = null, tokenFile = null } = options;
  const time = virtualTime(at);
  const logged: string[] = [];
  const quotes = new Map<string, KisQuote>();
  const kis = startLocalKis({
    now: time.now,
    requests: mode === "real" ? 18 : 1,
    quote: (symbol) => quotes.get(symbol) ?? PLAIN,
    ...(options.subscriptions === undefined ? {} : { subscriptions: options.subscriptions }),
  });
  const tape = openKisTape({
    time,
    fetch: time.fetch,
    dir,
    tokenFile,
    settings: { appKey: "key", appSecret: "secret", mode, url: kis.url, wsUrl: kis.wsUrl },
    log: (level, message, fields) => void logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  });
  try {
    await test({ time, kis, tape, logged, quotes });
  } finally {
    await tape.stop();
    await kis.close();
  }
}
