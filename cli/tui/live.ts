// Keeps the screen's news coming: the event stream, polling where there is none, and a new try where nobody answers.
import { openStream, type StreamEvent } from "../api/stream.ts";
import type { Endpoint } from "../api/transport.ts";
import { CliError } from "../errors.ts";
import type { Message } from "./state/messages.ts";
import type { State } from "./state/model.ts";
import { currentList, wantedBook, wantedSymbols } from "./state/select.ts";
import { sentenceOf, type World } from "./world.ts";

/** Waits before the first, second, … new try, in ms. */
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;
/** The wait before a stream that was heard is opened again, in ms. */
const AGAIN_MS = 250;
/** Without a stream the gateway is asked this often (ms), and the stream tried again after so many times. */
const POLL_MS = 1_500;
const POLLS_A_TRY = 3;
/** The account's figures are asked for this often (ms) even when nothing seems to happen. */
const REFRESH_MS = 10_000;
/** A chart is drawn anew this often (ms). */
const CANDLES_MS = 2_000;
/** Symbols may change several times while a list is walked through; a new stream waits for the last change. */
const SETTLE_MS = 120;

export interface Live {
  readonly world: World;
  readonly state: () => State;
  readonly dispatch: (message: Message) => void;
  /** Calls `changed` after each change of the state until the returned function is called. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Aborted when the screen is left. */
  readonly signal: AbortSignal;
}

function wantedOf(state: State, accountId: string | undefined, lang: string): string {
  return [wantedSymbols(state).join(","), wantedBook(state) ?? "", accountId ?? "", lang].join(";");
}

/** Asks for everything that the dashboard shows. Throws what the request throws. */
export async function refreshDashboard({ world, state, dispatch }: Live): Promise<void> {
  const dashboard = await world.client().dashboard(currentList(state()).symbols.slice(0, 100));
  dispatch({ kind: "dashboard", dashboard, now: world.ctx.host.now() });
}

/** Asks for the candles that the screen shows, if it shows any. */
async function refreshCandles({ world, state, dispatch }: Live): Promise<void> {
  const { screen, instrument: { symbol, interval } } = state();
  if (screen !== "instrument" || symbol === null) return;
  dispatch({ kind: "candles", candles: await world.client().candles(symbol, { interval }) });
}

/** Follows the gateway until the signal is aborted. Throws only what trying again cannot mend. */
export async function follow(live: Live): Promise<void> {
  const { world, dispatch, signal } = live;
  const { host } = world.ctx;
  let failures = 0;
  let lastEventId: string | null = null;
  let wasLive = false;
  while (!signal.aborted) {
    try {
      const endpoint = await world.endpoint();
      if (signal.aborted) return;
      dispatch({ kind: "endpoint", url: endpoint.url, isOwnStack: endpoint.source === "embedded" });
      await refreshDashboard(live);
      void loadOnce(live);
      failures = 0;
      // Also what was heard before a stream breaks off counts: the next one goes on from there.
      await streamUntilChanged(live, endpoint, lastEventId, (id) => {
        lastEventId = id;
        wasLive = true;
      });
    } catch (error) {
      if (signal.aborted) return;
      if (!isWorthAnother(error)) throw error;
      // A stream that merely ended, as a gateway's does that is deployed anew, is opened again before anybody is told.
      if (wasLive) {
        wasLive = false;
        await host.sleep(AGAIN_MS);
        continue;
      }
      const isStreamOnly = await pollWhile(live);
      if (isStreamOnly || signal.aborted) continue;
      const wait = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] ?? 1_000;
      const now = host.now();
      const since = live.state().link.kind === "lost" ? sinceOf(live.state()) : now;
      dispatch({ kind: "link", link: { kind: "lost", since, retryAt: now + wait, why: sentenceOf(error) } });
      await host.sleep(wait);
      await world.renew().catch(() => {});
    }
  }
}

function sinceOf({ link }: State): number {
  return "since" in link ? link.since : 0;
}

/** Whether another try may help: an outage passes, a refused key does not. */
function isWorthAnother(error: unknown): boolean {
  return !(error instanceof CliError) || error.exit === 5 || error.exit === 1;
}

/** Daily values and accounts, which change seldom. A failure is told by the next request that matters. */
async function loadOnce({ world, dispatch }: Live): Promise<void> {
  const client = world.client();
  try {
    const [{ days }, accounts] = await Promise.all([client.history(), client.accounts()]);
    dispatch({ kind: "days", days });
    dispatch({ kind: "accounts", all: accounts.accounts, current: world.accountId() ?? accounts.defaultAccountId });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}

/** Asks again and again while the gateway answers but has no stream; false when it does not answer either. */
async function pollWhile(live: Live): Promise<boolean> {
  const { world, dispatch, signal } = live;
  const { host } = world.ctx;
  for (let poll = 0; poll < POLLS_A_TRY; poll++) {
    try {
      await refreshDashboard(live);
      const symbols = wantedSymbols(live.state());
      if (symbols.length > 0) {
        const { quotes } = await world.client().quotes(symbols);
        dispatch({ kind: "quotes", quotes, now: host.now() });
      }
      const book = wantedBook(live.state());
      if (book !== null) dispatch({ kind: "book", book: await world.client().book(book) });
    } catch {
      return false;
    }
    const since = live.state().link.kind === "polling" ? sinceOf(live.state()) : host.now();
    dispatch({ kind: "link", link: { kind: "polling", since } });
    await host.sleep(POLL_MS);
    if (signal.aborted) return true;
  }
  return true;
}

/** Reads the stream until the screen wants other symbols. Throws when it breaks off. */
async function streamUntilChanged(
  live: Live,
  endpoint: Endpoint,
  lastEventId: string | null,
  heard: (id: string) => void,
): Promise<void> {
  const { world, state, dispatch, signal } = live;
  const { host } = world.ctx;
  const wanted = wantedOf(state(), world.accountId(), world.lang());
  const change = new AbortController();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let latest = wanted;
  const unsubscribe = live.subscribe(() => {
    const next = wantedOf(state(), world.accountId(), world.lang());
    if (next === latest) return;
    latest = next;
    clearTimeout(settling);
    if (next !== wanted) settling = setTimeout(() => change.abort(), SETTLE_MS);
  });
  const refreshing = setInterval(() => void refreshDashboard(live).catch(() => {}), REFRESH_MS);
  const drawing = setInterval(() => void refreshCandles(live).catch(() => {}), CANDLES_MS);
  const book = wantedBook(state());
  try {
    const events = openStream({
      fetch: host.fetch,
      endpoint,
      query: { accountId: world.accountId(), symbols: wantedSymbols(state()), books: book === null ? [] : [book] },
      lastEventId,
      signal: AbortSignal.any([signal, change.signal]),
      lang: world.lang(),
      t: world.t(),
    });
    for await (const event of events) {
      if ("id" in event && event.id !== null) heard(event.id);
      tell(event, dispatch, host.now());
    }
  } finally {
    clearTimeout(settling);
    clearInterval(refreshing);
    clearInterval(drawing);
    unsubscribe();
  }
}

function tell(event: StreamEvent, dispatch: Live["dispatch"], now: number): void {
  switch (event.type) {
    case "open":
      return dispatch({ kind: "link", link: { kind: "live" } });
    case "alive":
      return;
    case "session":
      return dispatch({ kind: "market", status: event.data, now });
    case "quote":
      return dispatch({ kind: "quotes", quotes: [event.data], now });
    case "book":
      return dispatch({ kind: "book", book: event.data });
    case "trade":
      return dispatch({ kind: "trade", trade: event.data, now });
    case "order": {
      const { events, ...order } = event.data;
      return dispatch({ kind: "order", order, events, now });
    }
  }
}
