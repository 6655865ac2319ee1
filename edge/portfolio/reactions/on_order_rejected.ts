// An order was turned down at the opening: what is left of its hold is free again.
import { reaction } from "@hoga/outbox";
import { releaseHold } from "../release.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onOrderRejected = reaction<"OrderRejected", Touched, PortfolioUnit>(
  "OrderRejected",
  ({ data }) => ({ accountId: data.accountId, orderId: data.orderId }),
  ({ data, at }, unit) => releaseHold(unit, data.orderId, data.cumulative, at, true),
);
