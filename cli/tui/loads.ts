// Effects that ask for something to show.
import type { Client } from "../api/client.ts";
import type { PlaceOrder } from "../api/documents.ts";
import { asked } from "./asking.ts";
import { type Live, refreshDashboard } from "./live.ts";
import type { Effect } from "./state/messages.ts";
import type { OrderFilter } from "./state/model.ts";

type Load = Extract<Effect, {
  kind:
    | "refresh"
    | "search"
    | "loadInstrument"
    | "loadCandles"
    | "loadOrders"
    | "loadTrades"
    | "loadLedger"
    | "loadDays"
    | "preview"
    | "explain"
    | "useAccount";
}>;

/** Terms that change faster than this (ms) are previewed once. */
const PREVIEW_DELAY_MS = 120;
/** Rows that a list of the screen asks for. */
const ROWS = 200;
const FOUND_MAX = 30;

export function createLoads(live: Live): (effect: Load) => Promise<void> {
  const refresh = coalesced(() => refreshDashboard(live));
  const preview = debounced((number: number, order: PlaceOrder) =>
    asked(
      live,
      async (client) => ({ kind: "previewed", asked: number, preview: await client.previewOrder(order) }),
      (problem) => ({ kind: "previewRefused", asked: number, problem }),
    )
  );
  return async (effect) => {
    switch (effect.kind) {
      case "refresh":
        return await refresh();
      case "useAccount":
        live.world.useAccount(effect.id);
        return await refresh();
      case "preview":
        return preview(effect.asked, effect.order);
      case "search":
      case "loadInstrument":
      case "loadCandles":
        return await loadMarket(live, effect);
      default:
        return await loadList(live, effect);
    }
  };
}

type MarketLoad = Extract<Load, { kind: "search" | "loadInstrument" | "loadCandles" }>;

async function loadMarket(live: Live, effect: MarketLoad): Promise<void> {
  switch (effect.kind) {
    case "search": {
      const { text } = effect;
      const found = async (client: Client) => (await client.instruments(text, FOUND_MAX)).instruments;
      return await asked(
        live,
        async (client) => ({ kind: "found", text, results: await found(client), problem: null }),
        (problem) => ({ kind: "found", text, results: [], problem }),
      );
    }
    case "loadInstrument":
      return await asked(
        live,
        async (client) => ({ kind: "instrument", instrument: await client.resolve(effect.symbol) }),
        (problem) => ({ kind: "instrumentProblem", symbol: effect.symbol, problem }),
      );
    case "loadCandles": {
      const { symbol, interval } = effect;
      return await asked(
        live,
        async (client) => ({ kind: "candles", candles: await client.candles(symbol, { interval }) }),
        (problem) => ({ kind: "instrumentProblem", symbol, problem }),
      );
    }
  }
}

type ListLoad = Exclude<Load, MarketLoad | { kind: "refresh" | "preview" | "useAccount" }>;

async function loadList(live: Live, effect: ListLoad): Promise<void> {
  const historyProblem = (problem: string) => ({ kind: "listProblem", of: "history", problem } as const);
  switch (effect.kind) {
    case "loadOrders": {
      const { filter } = effect;
      return await asked(
        live,
        async (client) => ({ kind: "orders", filter, orders: await ordersOf(client, filter) }),
        (problem) => ({ kind: "listProblem", of: "orders", problem }),
      );
    }
    case "loadTrades":
      return await asked(
        live,
        async (client) => ({ kind: "trades", trades: (await client.trades({ limit: ROWS })).trades }),
        historyProblem,
      );
    case "loadLedger":
      return await asked(
        live,
        async (client) => ({ kind: "ledger", entries: (await client.ledger({ limit: ROWS })).entries }),
        historyProblem,
      );
    case "loadDays":
      return await asked(
        live,
        async (client) => ({ kind: "days", days: (await client.history()).days }),
        historyProblem,
      );
    case "explain":
      return await asked(
        live,
        async (client) => ({ kind: "timeline", orderId: effect.id, timeline: await client.timeline(effect.id) }),
        (problem) => ({ kind: "noTimeline", orderId: effect.id, problem }),
      );
  }
}

/** The orders of a filter, the newest first. */
async function ordersOf(client: Client, filter: OrderFilter) {
  const status = filter === "all" ? undefined : filter === "ended" ? "closed" : filter;
  const { orders } = await client.orders({ status, limit: ROWS });
  return filter === "ended" ? orders.filter((order) => order.status !== "filled") : orders;
}

/** One question at a time: whoever asks meanwhile is answered by one more. A failure is left to the stream, which notices an outage itself. */
function coalesced(work: () => Promise<void>): () => Promise<void> {
  let isWorking = false;
  let isWantedAgain = false;
  return async () => {
    isWantedAgain = isWorking;
    if (isWorking) return;
    isWorking = true;
    do {
      isWantedAgain = false;
      await work().catch(() => {});
    } while (isWantedAgain);
    isWorking = false;
  };
}

function debounced<Args extends readonly unknown[]>(work: (...args: Args) => Promise<void>): (...args: Args) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => void work(...args), PREVIEW_DELAY_MS);
  };
}
