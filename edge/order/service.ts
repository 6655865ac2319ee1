// The order service put together.
import type { Hono } from "hono";
import { createServiceApp, serviceParts } from "@hoga/outbox";
import { addCommandRoutes } from "./routes_commands.ts";
import { addQueryRoutes } from "./routes_queries.ts";
import type { OrderPorts } from "./ports.ts";
import { REACTIONS } from "./reactions/mod.ts";
import { calendarFollower, sweepActivations } from "./schedules/sweep.ts";
import { orderStore } from "./store.ts";
import type { OrderUnit, Touched } from "./unit.ts";

export interface OrderService {
  readonly app: Hono;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** Makes the order service over its ports. */
export function createOrder(ports: OrderPorts): OrderService {
  const parts = serviceParts<Touched, OrderUnit>(
    "order",
    "orders",
    ports,
    orderStore(ports.sql, ports.market, ports.now),
  );
  const app = createServiceApp({ ...ports, ...parts, service: "order", reactions: REACTIONS });
  addCommandRoutes(app, ports, parts);
  addQueryRoutes(app, ports);
  const follow = calendarFollower(ports, parts.runner);
  app.post("/activations/sweep", async (c) => {
    await follow();
    return c.json({ sessions: await sweepActivations(ports.sql, parts.runner, ports.now()) });
  });
  return {
    app,
    async idle() {
      await parts.runner.idle();
      await parts.dispatcher.forgetTold();
    },
  };
}
