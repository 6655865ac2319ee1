// The broker's WebSocket: one connection, kept up, following the newest symbols.
import type { Log } from "@hoga/telemetry";
import { createLimiter, type Limiter } from "../limiter.ts";
import { pause, type Time } from "../time.ts";
import { BOOKS, type Channel, type Frame, TRADES } from "./frames.ts";

/** How many subscriptions one connection may hold (the broker's notice of 2026-04-20); a symbol takes two. */
export const SUBSCRIPTIONS_MAX = 41;
const CHANNELS: readonly Channel[] = [TRADES, BOOKS];
const SYMBOLS_MAX = Math.floor(SUBSCRIPTIONS_MAX / CHANNELS.length);
/** How long a connection that was lost is let alone before it is tried again, and the longest that doubling it may come to. */
const RECONNECT_MS = 1_000;
const RECONNECT_MAX_MS = 60_000;
/** A connection that held this long was a good one: the next wait is short again. */
const STEADY_MS = 60_000;
/** The broker pings every few seconds. Without a word for this long nothing is known any more, and twice as long ends the connection. */
const SILENCE_MS = 30_000;
/** Messages to the broker are spread out: it does not take them as fast as they can be sent. */
const SENDS = { count: 10, withinMs: 1_000 };

/** The answers that matter. */
const FULL = "MAX SUBSCRIBE OVER";
const KEY_IN_USE = "OPSP8996";
const ALREADY = "ALREADY IN SUBSCRIBE";

/** As much of a WebSocket as is used. */
export type OpenSocket = (url: string) => WebSocket;

/** The connection, as the feed sees it. */
export interface KisSocket {
  start(): void;
  stop(): Promise<void>;
  /** Follows the first of `symbols`, as many as there is room for, and no others. */
  follow(symbols: readonly string[]): void;
  /** Since when a symbol's trades and books come, ms since the epoch; null when they do not. */
  followedSince(symbol: string): number | null;
}

export interface KisSocketOptions {
  readonly url: string;
  readonly time: Time;
  readonly log: Log;
  readonly openSocket: OpenSocket;
  readonly approvalKey: () => Promise<string>;
  /** Takes a frame's text and tells what it was. */
  readonly onFrame: (text: string) => Frame;
}

/** A symbol that is subscribed to: the channels that were asked for, those that the broker confirmed, and since when they are all there. */
interface Held {
  readonly sent: Set<Channel>;
  readonly confirmed: Set<string>;
  since: number | null;
}

type Answer = Extract<Frame, { readonly kind: "answer" }>;

/** A subscription to take or to let go of. */
interface Message {
  readonly isWanted: boolean;
  readonly symbol: string;
  readonly channel: Channel;
}

/** One connection and its subscriptions. */
interface Connection {
  readonly socket: WebSocket;
  readonly approvalKey: string;
  readonly sends: Limiter;
  /** What is subscribed to on this connection. */
  readonly held: Map<string, Held>;
  /** How many symbols it has room for. The broker may have less than it says, for this connection: the next is tried with all again. */
  room: number;
  readonly openedAt: number;
  heardAt: number;
  isSending: boolean;
  giveUp: () => void;
}

/** Keeps one connection up from `start` to `stop`, whatever happens to it, and what is followed followed. */
export function createKisSocket(options: KisSocketOptions): KisSocket {
  const { time, log } = options;
  const stopped = new AbortController();
  let wanted: readonly string[] = [];
  let current: Connection | null = null;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let wait = RECONNECT_MS;
    while (!stopped.signal.aborted) {
      try {
        const heldMs = await connect();
        wait = heldMs >= STEADY_MS ? RECONNECT_MS : wait;
        if (!stopped.signal.aborted) log("warn", "the broker's connection was lost", { heldMs, againInMs: wait });
      } catch (error) {
        if (stopped.signal.aborted) return;
        log("warn", "the broker's connection failed", { error: String(error), againInMs: wait });
      }
      await pause(time, wait, stopped.signal);
      wait = Math.min(wait * 2, RECONNECT_MAX_MS);
    }
  }

  /** Holds a connection as long as it lasts; resolves with how long that was. */
  async function connect(): Promise<number> {
    const approvalKey = await options.approvalKey();
    if (stopped.signal.aborted) return 0;
    const socket = options.openSocket(`${options.url}/tryitout`);
    const end = () => socket.close();
    stopped.signal.addEventListener("abort", end);
    const opened = await new Promise<boolean>((settle) => {
      socket.onopen = () => settle(true);
      socket.onerror = () => {};
      socket.onclose = () => settle(false);
    });
    if (!opened) {
      stopped.signal.removeEventListener("abort", end);
      throw new Error("it was not opened");
    }
    const now = time.now();
    const sends = createLimiter(SENDS, time);
    const connection: Connection = {
      socket,
      approvalKey,
      sends,
      held: new Map(),
      room: SYMBOLS_MAX,
      openedAt: now,
      heardAt: now,
      isSending: false,
      giveUp: () => {},
    };
    current = connection;
    const closed = new Promise<void>((settle) => {
      socket.onclose = () => settle();
      // A connection without anybody at its other end would not close for long: it is given up.
      connection.giveUp = settle;
    });
    socket.onmessage = ({ data }) => hear(connection, data);
    const cancelWatch = watch(connection);
    reconcile();
    await closed;
    cancelWatch();
    socket.onmessage = null;
    sends.close();
    current = null;
    stopped.signal.removeEventListener("abort", end);
    return time.now() - connection.openedAt;
  }

  /** Ends a connection that has gone silent. */
  function watch(connection: Connection): () => void {
    let cancel = time.after(SILENCE_MS, look);
    function look(): void {
      if (time.now() - connection.heardAt < 2 * SILENCE_MS) {
        cancel = time.after(SILENCE_MS, look);
        return;
      }
      connection.socket.close();
      connection.giveUp();
    }
    return () => cancel();
  }

  function hear(connection: Connection, data: unknown): void {
    if (typeof data !== "string") return;
    connection.heardAt = time.now();
    const frame = options.onFrame(data);
    if (frame.kind === "ping") connection.socket.send(data);
    if (frame.kind === "answer") takeAnswer(connection, frame);
  }

  function takeAnswer(connection: Connection, answer: Answer): void {
    const { symbol, isOk, code, message } = answer;
    const held = connection.held.get(symbol);
    if (isOk && message.startsWith("UNSUBSCRIBE")) return;
    if (isOk || message.startsWith(ALREADY)) {
      held?.confirmed.add(answer.channel);
      if (held?.confirmed.size === CHANNELS.length) held.since ??= time.now();
      return;
    }
    log("warn", "the broker refused a subscription", { channel: answer.channel, symbol, code, message });
    const channel = CHANNELS.find((one) => one === answer.channel);
    if (code === KEY_IN_USE) connection.socket.close();
    if (!message.startsWith(FULL) || held === undefined || channel === undefined) return;
    // The broker has less room than it says: for as many symbols as it has taken whole. What it refused is tried again once others are let go.
    const whole = [...connection.held.values()].filter(({ since }) => since !== null).length;
    if (whole < connection.room) held.sent.delete(channel);
    connection.room = Math.max(1, Math.min(connection.room, whole));
    reconcile();
  }

  /**
   * Brings the connection's subscriptions in line with what is wanted, a message at a time. What to send is decided when it is sent, so that
   * wishes that come and go meanwhile cost nothing; what is let go of goes first, so that there is always room for what is taken.
   */
  function reconcile(): void {
    const connection = current;
    if (connection === null || connection.isSending || nextMessage(connection) === null) return;
    connection.isSending = true;
    connection.sends.take("now").then(() => {
      connection.isSending = false;
      const next = nextMessage(connection);
      if (next !== null && connection.socket.readyState === WebSocket.OPEN) send(connection, next);
      if (current === connection) reconcile();
    }, () => {});
  }

  function nextMessage({ held, room }: Connection): Message | null {
    const chosen = new Set(wanted.slice(0, room));
    for (const [symbol, { sent }] of held) {
      const [channel] = sent;
      if (!chosen.has(symbol) && channel !== undefined) return { isWanted: false, symbol, channel };
    }
    for (const symbol of chosen) {
      const channel = CHANNELS.find((channel) => held.get(symbol)?.sent.has(channel) !== true);
      if (channel !== undefined) return { isWanted: true, symbol, channel };
    }
    return null;
  }

  function send({ socket, approvalKey, held }: Connection, { isWanted, symbol, channel }: Message): void {
    const of = held.get(symbol) ?? { sent: new Set(), confirmed: new Set(), since: null };
    held.set(symbol, of);
    if (isWanted) {
      of.sent.add(channel);
    } else {
      of.sent.delete(channel);
      of.confirmed.delete(channel);
      of.since = null;
      if (of.sent.size === 0) held.delete(symbol);
    }
    socket.send(JSON.stringify({
      header: { approval_key: approvalKey, custtype: "P", tr_type: isWanted ? "1" : "2", "content-type": "utf-8" },
      body: { input: { tr_id: channel, tr_key: symbol } },
    }));
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
    follow(symbols) {
      wanted = symbols;
      reconcile();
    },
    followedSince(symbol) {
      if (current === null || time.now() - current.heardAt > SILENCE_MS) return null;
      return current.held.get(symbol)?.since ?? null;
    },
  };
}
