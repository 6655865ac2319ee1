// Puts the service together.
import type { Hono } from "hono";
import type { MarketPort } from "@hoga/market";
import { createServiceApp, serviceParts } from "@hoga/outbox";
import { addRoutes } from "./app.ts";
import { sessionTicker } from "./commands/tick_sessions.ts";
import { listingBody } from "./listing_body.ts";
import { marketPort } from "./port.ts";
import type { MarketDataPorts } from "./ports.ts";
import { openCatalogue } from "./state/catalogue.ts";
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

/** Makes the service. The database has been migrated; where it lists nothing yet, the built-in instruments are listed. */
export async function createMarketData(ports: MarketDataPorts): Promise<MarketDataService> {
  const { sql, tape, now, log } = ports;
  const catalogue = await openCatalogue(sql);
  const overrides = await openOverrides(sql, now, log);
  const parts = serviceParts("market-data", "market_data", ports, sessionStore(sql));
  const tickSessions = sessionTicker({ ...parts, overrides, now });
  const port = marketPort(catalogue, tape, overrides);
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
  addRoutes(app, { ports, catalogue, overrides, port, tickSessions, listingBody: body });
  return { app: body.around(app), port, tickSessions, idle: () => parts.runner.idle() };
}
