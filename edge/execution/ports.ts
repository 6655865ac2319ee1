// What the execution service needs of the world.
import type { MarketPort } from "@hoga/market";
import type { ServicePorts } from "@hoga/outbox";

export interface ExecutionPorts extends ServicePorts {
  readonly market: MarketPort;
}
