// The market took the new terms.
import { reaction } from "@hoga/outbox";
import { afterAmended } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onOrderAmended = reaction<"OrderAmended", Touched, OrderUnit>(
  "OrderAmended",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    const { changeId, quantity, limitPrice, stopPrice } = data;
    unit.put(afterAmended(order, data, data.cumulative, data.amendedAt), data.amendedAt, "OrderAmended", {
      changeId,
      quantity,
      limitPrice,
      stopPrice,
    });
    return "done";
  },
);
