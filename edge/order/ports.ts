// What the order service needs of the world.
import type { MarketPort } from "@hoga/market";
import type { ServicePorts } from "@hoga/outbox";

export interface OrderPorts extends ServicePorts {
  readonly market: MarketPort;
  /** A new unique id; ids sort by the time they were made. */
  readonly newId: (prefix: "ord") => string;
}
