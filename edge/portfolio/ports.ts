// What the portfolio service needs of the world.
import type { MarketPort } from "@hoga/market";
import type { ServicePorts } from "@hoga/outbox";

export interface PortfolioPorts extends ServicePorts {
  readonly market: MarketPort;
}
