// What the market-data service is given.
import type { ClockSpec } from "@hoga/krx";
import type { ServicePorts } from "@hoga/outbox";
import type { Tape, TapeSourceName } from "@hoga/tape";

/** The effects of the service. `now` is the market time of the clock that `clock` describes. */
export interface MarketDataPorts extends ServicePorts {
  readonly tape: Tape;
  readonly feed: TapeSourceName;
  readonly clock: Pick<ClockSpec, "mode" | "speed">;
}
