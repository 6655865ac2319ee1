// The five services in one process, over one set of ports.
import type { ClockSpec } from "@hoga/krx";
import type { Service } from "@hoga/events";
import { createExecution } from "@hoga/execution";
import { createGateway, type GatewayPorts, type RateLimit } from "@hoga/gateway";
import { identityStore } from "@hoga/identity";
import { createMarketData } from "@hoga/market-data";
import { createOrder } from "@hoga/order";
import { type CallService, type Handler, idSource, localCalls, type ServicePorts } from "@hoga/outbox";
import { createPortfolio } from "@hoga/portfolio";
import type { Tape } from "@hoga/tape";
import { jsonLog } from "@hoga/telemetry";
import { LOCAL_USER } from "./account.ts";
import type { Databases } from "./databases.ts";
import type { ServiceSchema } from "./options.ts";

export interface ServicesOptions {
  readonly databases: Databases;
  readonly shared: Omit<ServicePorts, "sql" | "call" | "publicBaseUrl" | "log">;
  readonly urls: Readonly<Record<Service, string>>;
  readonly tape: Tape;
  readonly clock: ClockSpec;
  readonly wall: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly schedules: GatewayPorts["schedules"];
  readonly log: (line: string) => void;
  readonly rateLimit?: RateLimit;
}

export interface Services {
  readonly handlers: Readonly<Record<Service, Handler>>;
  readonly call: CallService;
  /** Lets time pass: announces sessions, sends waiting orders to the market, matches the books. */
  passTime(): Promise<void>;
  /** Delivers what was left undelivered by a crash or an outage. */
  sweep(): Promise<void>;
  /** Ends the event streams of clients. */
  endStreams(): void;
  /** Settles when nothing is under way in any service. */
  idle(): Promise<void>;
}

/** Makes the five services. None of them knows that the others are near. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { databases, shared, urls, wall, randomBytes } = options;
  const handlers: Partial<Record<Service, Handler>> = {};
  const call = localCalls(handlers, shared.serviceToken);
  const portsOf = (service: Service, schema: ServiceSchema): ServicePorts => ({
    ...shared,
    sql: databases.of(schema),
    call,
    publicBaseUrl: urls[service],
    log: jsonLog(service, options.log, wall),
  });
  const newId = idSource(wall, randomBytes);
  const marketData = await createMarketData({
    ...portsOf("market-data", "market_data"),
    tape: options.tape,
    feed: options.tape.source,
    clock: options.clock,
  });
  const market = marketData.port;
  const order = createOrder({ ...portsOf("order", "order"), market, newId });
  const portfolio = createPortfolio({ ...portsOf("portfolio", "portfolio"), market });
  const execution = createExecution({ ...portsOf("execution", "execution"), market });
  const identity = identityStore(databases.of("gateway"));
  const gateway = createGateway({
    call,
    isOperator: (userId) => userId === LOCAL_USER,
    findUserByKey: (key) => identity.findByKey(key),
    identity,
    now: shared.now,
    wall,
    pause: shared.pause,
    newId,
    randomBytes,
    log: jsonLog("gateway", options.log, wall),
    delivery: shared.delivery,
    schedules: options.schedules,
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
  });
  const apps = { gateway, order, portfolio, execution, "market-data": marketData };
  const handlerOf = (app: { fetch(request: Request): Response | Promise<Response> }): Handler => (request) =>
    app.fetch(request);
  const all: Record<Service, Handler> = {
    gateway: handlerOf(apps.gateway.app),
    order: handlerOf(order.app),
    portfolio: handlerOf(portfolio.app),
    execution: handlerOf(execution.app),
    "market-data": handlerOf(marketData.app),
  };
  Object.assign(handlers, all);
  const post = async (service: Service, path: string): Promise<void> => {
    const response = await call(service, path, { method: "POST" });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${service} answered ${response.status} to ${path}`);
  };
  return {
    handlers: all,
    call,
    async passTime() {
      await marketData.tickSessions();
      await post("order", "/activations/sweep");
      await execution.wake();
    },
    async sweep() {
      for (const service of ["market-data", "order", "portfolio", "execution"] as const) {
        await post(service, "/outbox/drain");
      }
    },
    endStreams: gateway.endStreams,
    async idle() {
      // What one service settles may reach another: after three rounds nothing that the first began is left.
      for (let round = 0; round < 3; round++) {
        await Promise.all([marketData.idle(), order.idle(), portfolio.idle(), execution.idle()]);
      }
    },
  };
}
