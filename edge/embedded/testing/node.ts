// One process's worth of services for a test: the five of `createServices`, each with its own end of a network that can fail.
import { type Sql, SqlError } from "@hoga/db";
import type { Service } from "@hoga/events";
import { createExecution } from "@hoga/execution";
import { createGateway } from "@hoga/gateway";
import { identityStore } from "@hoga/identity";
import { createMarketData } from "@hoga/market-data";
import { createOrder } from "@hoga/order";
import { type CallService, localCalls, type Pause, type ServicePorts } from "@hoga/outbox";
import { createPortfolio } from "@hoga/portfolio";
import type { Tape } from "@hoga/tape";
import type { Log } from "@hoga/telemetry";
import { type Handlers, type Network, publicUrl } from "./network.ts";

/** What becomes of a statement that changes something: the connection is lost before it, or after it and before its answer. */
export type SqlFault = "not_sent" | "ambiguous";

export interface NodeOptions extends Pick<ServicePorts, "publish" | "delivery" | "signatures" | "now"> {
  readonly sql: Sql;
  readonly network: Network;
  readonly tape: Tape;
  readonly pause: Pause;
  /** A new unique order id. */
  readonly newId: () => string;
  readonly sqlFault: () => SqlFault | null;
  readonly log: Log;
}

/** Running services. */
export interface TestNode {
  /** Asks a service of this node as one of hoga's own does. These calls always arrive. */
  readonly call: CallService;
  readonly handlers: Handlers;
  /** Lets time pass: announces sessions, sends waiting orders to the market, matches the books. */
  passTime(): Promise<void>;
  /** Sweeps every outbox once. */
  sweep(): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
  /** Ends it as a SIGKILL does: whatever it had not written, it never will. */
  kill(): void;
}

export const SERVICE_TOKEN = "the-services-own";
/** The user for whom the gateway takes any key. */
export const USER = "u1";

/** The same database, for as long as `isAlive`, over a connection that `fault` may cut. */
function mortalSql(sql: Sql, isAlive: () => boolean, fault: () => SqlFault | null): Sql {
  const alive = () => {
    if (!isAlive()) throw new SqlError("the process is gone", "57P02", null);
  };
  return {
    ...sql,
    async query(text, params) {
      alive();
      const cut = text.includes("jsonb_populate_recordset") ? fault() : null;
      if (cut === "not_sent") throw new SqlError("connection lost", "08006", null);
      const rows = await sql.query(text, params);
      if (cut === "ambiguous") throw new SqlError("connection lost", "08006", null);
      alive();
      return rows;
    },
  };
}

/** Starts the services over the database. They are reached when their handlers are connected to the network. */
export async function startNode(options: NodeOptions): Promise<TestNode> {
  const { network, tape, now, pause, newId, log } = options;
  let alive = true;
  const sql = mortalSql(options.sql, () => alive, options.sqlFault);
  const callsOf = (from: Service): CallService => {
    const call = network.callsOf(from, SERVICE_TOKEN);
    return async (to, path, init) => {
      if (!alive) throw new Error("the process is gone");
      return await call(to, path, init);
    };
  };
  const portsOf = (service: Service): ServicePorts => ({
    sql,
    now,
    pause,
    log,
    call: callsOf(service),
    publish: (messages) => alive ? options.publish(messages) : Promise.reject(new Error("the process is gone")),
    delivery: options.delivery,
    signatures: options.signatures,
    serviceToken: SERVICE_TOKEN,
    publicBaseUrl: publicUrl(service),
  });
  const clock = { mode: "fixed", speed: 1 } as const;
  const marketData = await createMarketData({ ...portsOf("market-data"), tape, feed: tape.source, clock });
  const market = marketData.port;
  const order = createOrder({ ...portsOf("order"), market, newId });
  const portfolio = createPortfolio({ ...portsOf("portfolio"), market });
  const execution = createExecution({ ...portsOf("execution"), market });
  const gateway = createGateway({
    isOperator: () => true,
    ...{ now, newId, log, delivery: options.delivery },
    call: callsOf("gateway"),
    findUserByKey: () => Promise.resolve({ userId: USER }),
    identity: identityStore(sql),
    wall: now,
    pause: (ms) => pause(ms),
    randomBytes: (count) => new Uint8Array(count),
    schedules: () => Promise.resolve([]),
  });
  const handlers: Handlers = {
    gateway: (request) => gateway.app.fetch(request),
    order: (request) => order.app.fetch(request),
    portfolio: (request) => portfolio.app.fetch(request),
    execution: (request) => execution.app.fetch(request),
    "market-data": (request) => marketData.app.fetch(request),
  };
  const call = localCalls(handlers, SERVICE_TOKEN);
  const post = async (service: Service, path: string) => {
    const response = await call(service, path, { method: "POST" });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${response.status} to ${path}: ${text}`);
  };
  return {
    call,
    handlers,
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
    async idle() {
      // What one service settles may reach another: after three rounds nothing that the first began is left.
      for (let round = 0; round < 3; round++) {
        await Promise.all([marketData.idle(), order.idle(), portfolio.idle(), execution.idle()]);
      }
    },
    kill: () => void (alive = false),
  };
}
