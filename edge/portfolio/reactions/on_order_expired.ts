// The session closed: what is left of its hold is free again.
import { reaction } from "@hoga/outbox";
import { releaseHold } from "../release.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onOrderExpired = reaction<"OrderExpired", Touched, PortfolioUnit>(
  "OrderExpired",
  ({ data }) => ({ accountId: data.accountId, orderId: data.orderId }),
  ({ data }, unit) => releaseHold(unit, data.orderId, data.cumulative, data.endedAt, true),
);
