// The broker as a source: what is asked for newest comes over the WebSocket, the rest is asked for in turn.
import { addDays, kstDate } from "@hoga/krx";
import { AUCTION_END_MS } from "../display.ts";
import { LimiterClosedError, type Urgency } from "../limiter.ts";
import type { Feed, FeedHost, LiveSession } from "../live.ts";
import { every } from "../time.ts";
import type { SnapshotUpdate, Update } from "../updates.ts";
import { readFrame } from "./frames.ts";
import { type KisDepth, type KisPrice, openKisRest } from "./rest.ts";
import type { KisMode, KisSettings } from "./settings.ts";
import { createKisSocket, type OpenSocket } from "./socket.ts";

export interface KisFeedOptions {
  readonly settings: KisSettings;
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  /** Keeps the access token over restarts; null for memory. */
  readonly tokenFile: string | null;
}

/** How often the feed looks at what to do next, and how soon after somebody asks for something new. */
const TURN_MS = 250;
const SOON_MS = 10;
/** How many symbols are being asked for at a time. */
const POLLS_AT_ONCE = 8;
/** The shortest time between two looks at a symbol that is asked for in turn, in the session and before it. */
const POLL_MS = 1_000;
const POLL_BEFORE_OPEN_MS = 10_000;
/** How often a symbol that comes over the WebSocket is asked for nonetheless: a halt is told nowhere else. */
const CHECK_MS: Readonly<Record<KisMode, number>> = { real: 60_000, mock: 300_000 };
/** How long a symbol is let alone that the broker answered no use about. */
const REFUSED_MS = 60_000;
/** The trading days of history that one request may ask for are 100, within about this many days. */
const HISTORY_DAYS = 140;
/** The broker's price tells the final bar of the day once the closing auction must be over. */
const FINAL_AFTER_MS = AUCTION_END_MS + 5_000;

/** What the feed knows of a symbol. */
interface Followed {
  polling: boolean;
  polledAt: number;
  /** The date before which the history is known. */
  historyOf: string | null;
  historyAsked: boolean;
  quietUntil: number;
  historyQuietUntil: number;
}

/** Follows the symbols that the host's interest names, within the broker's limits. */
export function createKisFeed(host: FeedHost, options: KisFeedOptions): Feed {
  const { time, log, interest } = host;
  const rest = openKisRest({ ...options, time, log });
  const followed = new Map<string, Followed>();
  const underWay = new Set<Promise<void>>();
  let polls = 0;
  let stopTurns = () => {};
  let soon: (() => void) | null = null;
  let stopping = false;
  let malformed = 0;

  const socket = createKisSocket({
    url: options.settings.wsUrl,
    time,
    log,
    openSocket: options.openSocket,
    approvalKey: () => rest.approvalKey(),
    onFrame(text) {
      const frame = readFrame(text, kstDate(time.now()));
      if (frame.kind === "malformed") {
        malformed++;
        log("warn", "a frame was dropped", { reason: frame.reason, dropped: malformed });
      }
      if (frame.kind === "updates") show(frame.updates);
      return frame;
    },
  });

  /** An error here is a fault of ours: it must not end the connection, nor go unheard. */
  function show(updates: readonly Update[]): void {
    for (const update of updates) {
      try {
        host.update(update);
      } catch (error) {
        log("error", "news could not be shown", { symbol: update.symbol, error: String(error) });
      }
    }
  }

  function stateOf(symbol: string): Followed {
    const known = followed.get(symbol);
    if (known !== undefined) return known;
    const state: Followed = {
      polling: false,
      polledAt: -Infinity,
      historyOf: null,
      historyAsked: false,
      quietUntil: 0,
      historyQuietUntil: 0,
    };
    followed.set(symbol, state);
    return state;
  }

  function turn(): void {
    if (stopping) return;
    const now = time.now();
    const session = host.session();
    const symbols = interest.active(now).map(({ symbol }) => symbol);
    socket.follow(session === null || now >= session.closesAt + FINAL_AFTER_MS ? [] : symbols);
    for (const symbol of symbols) askHistory(symbol);
    if (session === null) return;
    const due = symbols.filter((symbol) => isDue(symbol, session, now));
    due.sort((a, b) => stateOf(a).polledAt - stateOf(b).polledAt);
    for (const symbol of due.slice(0, POLLS_AT_ONCE - polls)) poll(symbol, session);
  }

  function isDue(symbol: string, { opensAt, closesAt }: LiveSession, now: number): boolean {
    const { polling, polledAt, quietUntil } = stateOf(symbol);
    if (polling || now < quietUntil) return false;
    const finalAt = closesAt + FINAL_AFTER_MS;
    if (now >= closesAt) return now >= finalAt && polledAt < finalAt;
    const since = socket.followedSince(symbol);
    if (since !== null) return polledAt < since || now - polledAt >= CHECK_MS[options.settings.mode];
    return now - polledAt >= (now < opensAt ? POLL_BEFORE_OPEN_MS : POLL_MS);
  }

  /** Runs something that may fail: what goes wrong is told, and `fail` lets the symbol alone for a while. */
  function track(symbol: string, what: string, fail: () => void, work: () => Promise<void>): void {
    const done = work().catch((error) => {
      if (stopping || error instanceof LimiterClosedError) return;
      fail();
      log("warn", `the broker's ${what} is no use`, { symbol, error: String(error) });
    }).finally(() => underWay.delete(done));
    underWay.add(done);
  }

  function poll(symbol: string, session: LiveSession): void {
    const state = stateOf(symbol);
    const urgency = state.polledAt === -Infinity ? "now" : "later";
    const quiet = () => {
      state.quietUntil = time.now() + REFUSED_MS;
    };
    state.polling = true;
    polls++;
    track(symbol, "quote", quiet, async () => {
      try {
        const update = time.now() < session.closesAt ? await askNow(symbol, urgency) : await askFinal(symbol, session);
        state.polledAt = time.now();
        show([update]);
      } finally {
        state.polling = false;
        polls--;
      }
    });
  }

  async function askNow(symbol: string, urgency: Urgency): Promise<SnapshotUpdate> {
    const askedAt = time.now();
    const since = socket.followedSince(symbol);
    const [price, depth] = await Promise.all([
      rest.price(symbol, urgency),
      since === null || stateOf(symbol).polledAt < since ? rest.depth(symbol, urgency) : null,
    ]);
    return snapshotOf(symbol, askedAt, price, depth);
  }

  /** The day after its close: its bar tells it, since the price may be the after-market's by then. */
  async function askFinal(symbol: string, { date }: LiveSession): Promise<SnapshotUpdate> {
    const [price, bars] = await Promise.all([rest.price(symbol, "later"), rest.daily(symbol, date, date, "later")]);
    const bar = bars.find((day) => day.date === date && day.open > 0);
    const traded = bar === undefined
      ? { range: null, total: 0 }
      : { price: bar.close, range: { open: bar.open, high: bar.high, low: bar.low }, total: bar.volume };
    return snapshotOf(symbol, time.now(), { ...price, ...traded }, null);
  }

  function snapshotOf(symbol: string, askedAt: number, price: KisPrice, depth: KisDepth | null): SnapshotUpdate {
    const { indicative = null } = depth ?? {};
    return {
      kind: "snapshot",
      symbol,
      at: time.now(),
      askedAt,
      ...price,
      previousClose: price.base,
      book: depth,
      indicative,
    };
  }

  function askHistory(symbol: string): void {
    const state = stateOf(symbol);
    const today = kstDate(time.now());
    if (state.historyOf === today || state.historyAsked || time.now() < state.historyQuietUntil) return;
    state.historyAsked = true;
    const quiet = () => {
      state.historyQuietUntil = time.now() + REFUSED_MS;
    };
    track(symbol, "history", quiet, async () => {
      try {
        host.history(symbol, await rest.daily(symbol, addDays(today, -HISTORY_DAYS), today, "now"));
        state.historyOf = today;
      } finally {
        state.historyAsked = false;
      }
    });
  }

  return {
    start() {
      socket.start();
      stopTurns = every(time, TURN_MS, turn);
      turn();
    },
    async stop() {
      stopping = true;
      stopTurns();
      soon?.();
      rest.stop();
      await socket.stop();
      await Promise.all(underWay);
    },
    wanted() {
      soon ??= time.after(SOON_MS, () => {
        soon = null;
        turn();
      });
    },
    isAlive: (symbol) => socket.followedSince(symbol) !== null,
  };
}
