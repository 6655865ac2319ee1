// What the market-data service is given.
import type { CalendarOverride, ClockSpec } from "@hoga/krx";
import type { ServicePorts } from "@hoga/outbox";
import type { Tape, TapeInstrument, TapeSourceName } from "@hoga/tape";

/**
 * A tape to ask. One over a live source follows the symbols that it is asked for and knows nothing of the others: its `warm` asks for some
 * and waits until they are known, at most `waitMs`.
 */
export type AskedTape = Tape & {
  readonly warm?: (instruments: readonly TapeInstrument[], waitMs: number) => Promise<void>;
  /** The same market by a calendar with these changes. A live one has the hours that it has. */
  readonly withOverrides?: (overrides: readonly CalendarOverride[]) => Tape;
};

/** The effects of the service. `now` is the market time of the clock that `clock` describes. */
export interface MarketDataPorts extends ServicePorts {
  readonly tape: AskedTape;
  readonly feed: TapeSourceName;
  readonly clock: Pick<ClockSpec, "mode" | "speed">;
}
