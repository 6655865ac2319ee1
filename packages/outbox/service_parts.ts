// What a service is given, and the parts that each makes of it.
import type { Sql } from "@hoga/db";
import type { Service } from "@hoga/events";
import { createMetrics, type Log, type Metrics } from "@hoga/telemetry";
import { createDispatcher, type DeliveryMode, type Dispatcher, type Publish } from "./dispatcher.ts";
import type { SignatureCheck } from "./qstash.ts";
import { createRunner, type Pause, type Runner, type Unit, type UnitStore } from "./runner.ts";
import { type OutboxStore, outboxStore } from "./store.ts";
import type { CallService } from "./transport.ts";

/** The effects that every service reaches the world through. */
export interface ServicePorts {
  readonly sql: Sql;
  readonly call: CallService;
  readonly publish: Publish;
  readonly delivery: DeliveryMode;
  readonly serviceToken: string;
  readonly signatures: SignatureCheck;
  readonly publicBaseUrl: string;
  /** Market time, epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many real milliseconds, or at once when `signal` aborts. */
  readonly pause: Pause;
  readonly log: Log;
}

export interface ServiceParts<Touched, State extends Unit> {
  readonly store: OutboxStore;
  readonly dispatcher: Dispatcher;
  readonly runner: Runner<Touched, State>;
  readonly metrics: Metrics;
}

/** The outbox, dispatcher and runner of the service that owns the database schema `schema`. */
export function serviceParts<Touched, State extends Unit>(
  service: Service,
  schema: string,
  ports: ServicePorts,
  unitStore: UnitStore<Touched, State>,
): ServiceParts<Touched, State> {
  const store = outboxStore(ports.sql, schema);
  const dispatcher = createDispatcher({
    mode: ports.delivery,
    store,
    call: ports.call,
    publish: ports.publish,
    log: (message, fields) => ports.log("warn", message, fields),
  });
  const runner = createRunner({
    store: unitStore,
    deliver: (rows) => dispatcher.deliver(rows),
    takeTold: () => dispatcher.takeTold(),
    putBackTold: (told) => dispatcher.putBackTold(told),
    pause: ports.pause,
  });
  return { store, dispatcher, runner, metrics: createMetrics(service) };
}
