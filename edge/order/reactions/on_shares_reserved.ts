// The shares of a sell are held: the order waits for its session or goes to the market.
import { reaction } from "@hoga/outbox";
import { holdStands } from "../hold_stands.ts";
import type { OrderUnit, Touched } from "../unit.ts";

export const onSharesReserved = reaction<"SharesReserved", Touched, OrderUnit>(
  "SharesReserved",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, trace }, unit) => holdStands(unit, data.orderId, data.amount, trace),
);
