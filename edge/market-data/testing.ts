// The service on a test's database and clock, with neighbours that write down what they hear. No test tooling is imported here.
import type { CalendarOverride } from "@hoga/krx";
import type { Sql } from "@hoga/db";
import { Envelope } from "@hoga/events";
import type { CallService } from "@hoga/outbox";
import { createReplayTape, createSimTape, type DailyBar, type Tape } from "@hoga/tape";
import { silentLog } from "@hoga/telemetry";
import { z } from "zod";
import { createMarketData, type MarketDataService } from "./mod.ts";

/** A hosted service, and the world as it sees it. */
export interface TestHost {
  readonly service: MarketDataService;
  /** What the neighbours were told, `subscriber id`, in order. */
  readonly heard: string[];
  /** While false the neighbours cannot be reached. */
  reachable: boolean;
  /** Asks as one of hoga's services does. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
}

const TOKEN = "a token of the services";

/** Hosts the service at the time `now`. Without a `tape` it plays {@linkcode replayTape}. */
export async function hostMarketData(sql: Sql, now: () => number, tape: Tape = replayTape()): Promise<TestHost> {
  const heard: string[] = [];
  const call: CallService = async (subscriber, _path, init) => {
    if (!host.reachable) throw new Error("unreachable");
    const { events } = z.object({ events: z.array(Envelope) }).parse(await new Response(init?.body).json());
    heard.push(...events.map((event) => `${subscriber} ${event.id}`));
    return Response.json({ results: events.map((event) => ({ id: event.id, outcome: "done" })) });
  };
  const service = await createMarketData({
    sql,
    call,
    publish: () => Promise.reject(new Error("no QStash")),
    delivery: "direct",
    serviceToken: TOKEN,
    signatures: { verify: () => Promise.resolve("missing_signature"), accepted: () => {} },
    publicBaseUrl: "http://market-data.local",
    now,
    pause: () => Promise.resolve(),
    log: silentLog,
    tape,
    feed: tape.source,
    clock: { mode: "practice", speed: 60 },
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${TOKEN}`);
    return await service.app.request(path, { ...init, headers });
  };
  const host: TestHost = {
    service,
    heard,
    reachable: true,
    ask,
    post: (path, body) => ask(path, { method: "POST", body: JSON.stringify(body) }),
  };
  return host;
}

/** Empties the service's tables: tests of one file share a database, since opening one costs more than what they do with it. */
export async function clearMarketData(sql: Sql): Promise<void> {
  const tables = [
    "instruments",
    "calendar_overrides",
    "sessions",
    "settings",
    "interruptions",
    "corporate_actions",
    "outbox",
    "inbox",
  ];
  await sql.script(`truncate ${tables.map((table) => `market_data.${table}`).join(", ")}`);
}

/** Bars of 삼성전자 around the weekend of 15 March 2025. */
export const BARS: readonly DailyBar[] = [
  { date: "2025-03-12", open: 53_800, high: 54_700, low: 53_700, close: 54_200, volume: 1_000_000 },
  { date: "2025-03-13", open: 54_500, high: 55_200, low: 54_100, close: 54_700, volume: 1_200_000 },
  { date: "2025-03-14", open: 54_400, high: 55_000, low: 54_200, close: 54_900, volume: 900_000 },
  { date: "2025-03-17", open: 55_200, high: 57_700, low: 55_100, close: 57_600, volume: 2_500_000 },
];

/** A tape of {@linkcode BARS}: it knows 005930 and nothing else. */
export function replayTape(overrides: readonly CalendarOverride[] = []): Tape {
  return createReplayTape({ bars: new Map([["005930", BARS]]), seed: 7, overrides });
}

/** A made-up market of every symbol. */
export function simTape(): Tape {
  return createSimTape({ seed: 7 });
}
