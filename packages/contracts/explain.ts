// Why an order has not filled, for programs: the closed list of reasons, each with its values.
import { z } from "@hono/zod-openapi";
import { Shares, Side, Time, Won } from "./primitives.ts";

/** The price that an order waits at. `isLimit` tells its own limit from a price that the market gave it when it came in. */
const priced = { price: Won, isLimit: z.boolean() };
/** A call auction that gathers orders: when it is matched, what it would give now, and the order's price in it; null where not known. */
const auction = {
  until: Time.nullable(),
  indicativePrice: Won.nullable(),
  indicativeVolume: Shares.nullable(),
  price: Won.nullable(),
  isLimit: z.boolean(),
};

/** Why an open order has not filled. A code keeps its meaning. */
export const Waiting = z.discriminatedUnion("code", [
  /** Before the market. */
  z.object({ code: z.literal("cash_pending") }),
  z.object({ code: z.literal("shares_pending") }),
  /** The day that has come asks for another amount to be held: `amount` in all, of `asset`, `KRW` or a symbol. */
  z.object({ code: z.literal("amount_pending"), asset: z.string(), amount: z.int().nonnegative() }),
  z.object({ code: z.literal("reserved_until"), at: Time }),
  z.object({ code: z.literal("entering_market") }),
  /** Nothing trades now. */
  z.object({ code: z.literal("market_closed") }),
  z.object({
    code: z.literal("trading_halted"),
    from: Time.nullable(),
    until: Time.nullable(),
    auctionUntil: Time.nullable(),
  }),
  /** Orders gather, to be matched at one price. `call_auction` where it is not known which auction it is. */
  z.object({ code: z.literal("opening_auction"), ...auction }),
  z.object({ code: z.literal("closing_auction"), ...auction }),
  z.object({ code: z.literal("volatility_interruption"), ...auction }),
  z.object({ code: z.literal("reopening_auction"), ...auction }),
  z.object({ code: z.literal("call_auction"), ...auction }),
  /** The order's own type keeps it back. */
  z.object({ code: z.literal("stop_not_reached"), last: Won.nullable(), stopPrice: Won }),
  z.object({ code: z.literal("mid_suspended"), because: z.enum(["auction", "one_sided"]) }),
  z.object({ code: z.literal("mid_unmatched"), price: Won }),
  /** There is nothing, or nothing known, to trade with. */
  z.object({ code: z.literal("no_quote") }),
  z.object({ code: z.literal("quote_stale"), at: Time, ageSeconds: z.int().nonnegative() }),
  z.object({ code: z.literal("no_offers") }),
  z.object({ code: z.literal("no_bids") }),
  /** The best price of the other side is not good enough for the order's. */
  z.object({ code: z.literal("limit_below_ask"), ask: Won, ...priced }),
  z.object({ code: z.literal("limit_above_bid"), bid: Won, ...priced }),
  /** Besides, it is at the best price of its own side, where `shares` trade before it. `opposite` is the other side's best price. */
  z.object({ code: z.literal("queue_ahead"), side: Side, shares: Shares, opposite: Won, ...priced }),
  /** The prices meet, and what was there is used up. */
  z.object({ code: z.literal("more_offers"), price: Won }),
  z.object({ code: z.literal("more_bids"), price: Won }),
  /** It rests at a price that is not known here, and nothing meets it. */
  z.object({ code: z.literal("resting") }),
  /** The market is done with it, and the news is on its way. */
  z.object({ code: z.literal("leaving_market") }),
]).openapi("Waiting");
export type Waiting = z.infer<typeof Waiting>;
