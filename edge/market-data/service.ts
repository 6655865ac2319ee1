// Puts the service together.
import type { Hono } from "hono";
import type { CalendarOverride } from "@hoga/krx";
import type { MarketPort } from "@hoga/market";
import { createServiceApp, serviceParts } from "@hoga/outbox";
import { tapeByActions } from "./adjusted_tape.ts";
import { addRoutes } from "./app.ts";
import { sessionTicker } from "./commands/tick_sessions.ts";
import { listingBody } from "./listing_body.ts";
import { marketPort } from "./port.ts";
import type { AskedTape, MarketDataPorts } from "./ports.ts";
import { addOpsRoutes } from "./routes_ops.ts";
import { openActions } from "./state/actions.ts";
import { type Catalogue, openCatalogue } from "./state/catalogue.ts";
import { openInterruptions } from "./state/interruptions.ts";
import { openOverrides } from "./state/overrides.ts";
import { sessionStore } from "./state/sessions.ts";

/** The market-data service as whoever hosts it sees it. */
export interface MarketDataService {
  readonly app: Hono;
  /** For services in the same process: what `@hoga/market` gives them over HTTP. */
  readonly port: MarketPort;
  /** Announces the sessions that have opened and closed by now; returns how many openings and closings those were. */
  readonly tickSessions: () => Promise<number>;
  /** Settles when nothing is being written or delivered. */
  readonly idle: () => Promise<void>;
}

/** The tape by the calendar's changes: made anew when they change, which is always for days that have not begun. */
function tapeByCalendar(tape: AskedTape) {
  let made = { overrides: NO_OVERRIDES, adjusted: tapeByActions(tape) };
  return (overrides: readonly CalendarOverride[]) => {
    if (made.overrides !== overrides && (overrides.length > 0 || made.overrides.length > 0)) {
      made = { overrides, adjusted: tapeByActions(tape.withOverrides?.(overrides) ?? tape) };
    }
    return made.adjusted;
  };
}

const NO_OVERRIDES: readonly CalendarOverride[] = [];

/** How long (real ms) a question waits for a live source to learn of an instrument that nobody asked about before. */
const WARM_MS = 3_000;

/** The catalogue, where finding an instrument lets a live tape follow it, so that its first quote is there when it is asked for. */
function warming(catalogue: Catalogue, tape: AskedTape): Catalogue {
  const { warm } = tape;
  if (warm === undefined) return catalogue;
  return {
    ...catalogue,
    async find(symbols) {
      const found = await catalogue.find(symbols);
      await warm([...found.values()], WARM_MS);
      return found;
    },
  };
}

/** Makes the service. The database has been migrated; where it lists nothing yet, the built-in instruments are listed. */
export async function createMarketData(ports: MarketDataPorts): Promise<MarketDataService> {
  const { sql, tape, now, log } = ports;
  const catalogue = warming(await openCatalogue(sql), tape);
  const overrides = await openOverrides(sql, now, log);
  const interruptions = await openInterruptions(sql, now);
  const actions = await openActions(sql, now);
  const adjusted = tapeByCalendar(tape);
  const view = async () => {
    const changes = await overrides.current();
    return adjusted(changes)(await actions.current(), changes, now());
  };
  const parts = serviceParts("market-data", "market_data", ports, sessionStore(sql));
  const baseOf = async (symbol: string, date: string) => {
    const instrument = (await catalogue.find([symbol])).get(symbol);
    return instrument === undefined ? null : (await view()).tape.basePrice(instrument, date);
  };
  const tickSessions = sessionTicker({ ...parts, overrides, actions, baseOf, now });
  const port = marketPort({ catalogue, overrides, interruptions, view });
  const body = listingBody();
  const app = createServiceApp({
    ...parts,
    service: "market-data",
    sql,
    reactions: [],
    serviceToken: ports.serviceToken,
    signatures: ports.signatures,
    publicBaseUrl: ports.publicBaseUrl,
    log,
  });
  addRoutes(app, { ports, catalogue, overrides, interruptions, port, view, tickSessions, listingBody: body });
  addOpsRoutes(app, { sql, catalogue, overrides, interruptions, actions, baseOf, now });
  return { app: body.around(app), port, tickSessions, idle: () => parts.runner.idle() };
}
