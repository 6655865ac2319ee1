// What was left of the hold is free again; it is noted in the order's life.
import { reaction } from "@hoga/outbox";

import type { OrderUnit, Touched } from "../unit.ts";

export const onHoldReleased = reaction<"HoldReleased", Touched, OrderUnit>(
  "HoldReleased",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    unit.put(order, at, "HoldReleased", { asset: data.asset, amount: data.amount });
    return "done";
  },
);
