// The documents of the event stream that are no other route's: the rest are those of the routes they are named after.
import { z } from "@hono/zod-openapi";
import { Order, TimelineEntry } from "./orders.ts";

/** An `order` event: the order as it is now, and the lines of its life that are new, oldest first. */
export const StreamedOrder = Order.extend({ events: z.array(TimelineEntry) }).openapi("StreamedOrder");
export type StreamedOrder = z.infer<typeof StreamedOrder>;
