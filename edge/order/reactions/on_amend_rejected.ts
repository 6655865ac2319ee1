// The market refused the new terms; the order keeps the old.
import { reaction } from "@hoga/outbox";

import type { OrderUnit, Touched } from "../unit.ts";

export const onAmendRejected = reaction<"AmendRejected", Touched, OrderUnit>(
  "AmendRejected",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    const pendingChange = order.pendingChange?.changeId === data.changeId ? null : order.pendingChange;
    unit.put({ ...order, pendingChange }, at, "AmendRejected", { changeId: data.changeId, reason: data.reason });
    return "done";
  },
);
