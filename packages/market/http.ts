// The market-data service over its internal routes.
import { z } from "zod";
import type { CallService } from "@hoga/outbox";
import { DayBefore, Interruption, IssueFacts, type MarketPort, Reference } from "./port.ts";

const Level = z.object({ price: z.number(), size: z.number() });
const Slice = z.object({
  symbol: z.string(),
  seq: z.number(),
  at: z.number(),
  rule: z.enum(["opening_auction", "continuous", "closing_auction", "volatility_auction", "reopening_auction"]),
  trading: z.enum(["continuous", "auction", "halted"]),
  print: z.object({ price: z.number(), size: z.number(), side: z.enum(["buy", "sell"]) }).nullable(),
  bids: z.array(Level),
  asks: z.array(Level),
});
const TapeAnswers = z.object({
  answers: z.array(z.object({
    symbol: z.string(),
    date: z.string(),
    source: z.enum(["sim", "replay", "kis", "yahoo"]),
    band: z.object({ upper: z.number(), lower: z.number() }).nullable(),
    issue: IssueFacts.nullable(),
    slices: z.array(Slice),
    before: DayBefore.nullable(),
    interruptions: z.array(Interruption),
  })),
});
const References = z.object({ references: z.array(Reference) });
const Overrides = z.object({
  overrides: z.array(z.object({
    date: z.string(),
    closed: z.boolean().exactOptional(),
    opens: z.string().exactOptional(),
    closes: z.string().exactOptional(),
    note: z.string().exactOptional(),
  })),
});

/** Asks the market-data service through `call`. */
export function marketOverCalls(call: CallService): MarketPort {
  async function ask(path: string, body?: unknown): Promise<unknown> {
    const response = await call("market-data", path, {
      signal: AbortSignal.timeout(5_000),
      ...(body === undefined
        ? {}
        : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`The market-data service answered ${response.status} to ${path}`);
    }
    return await response.json();
  }
  return {
    async references(symbols, date) {
      if (symbols.length === 0) return [];
      return References.parse(await ask("/references", { symbols, date })).references;
    },
    async tapes(queries) {
      if (queries.length === 0) return [];
      return TapeAnswers.parse(await ask("/tapes", { queries })).answers;
    },
    async overrides() {
      return Overrides.parse(await ask("/calendar/overrides")).overrides;
    },
  };
}
