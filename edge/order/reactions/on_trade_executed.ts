// Shares traded: the order is partially filled, or filled.
import { reaction } from "@hoga/outbox";
import { afterTrade, isAhead } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onTradeExecuted = reaction<"TradeExecuted", Touched, OrderUnit>(
  "TradeExecuted",
  ({ data }) => ({ orderIds: [data.terms.orderId] }),
  ({ data }, unit) => {
    const order = unit.order(data.terms.orderId);
    if (order === null) return "too_early";
    // The last trade tells the quantity; one before it does not.
    if (data.leavesQuantity > 0 && isAhead(order, data.cumulative)) return "too_early";
    const next = afterTrade(order, data.cumulative, data.terms.quantity, data.leavesQuantity, data.executedAt);
    const { tradeId, quantity, price, rule } = data;
    unit.put(next, data.executedAt, next.status === "filled" ? "OrderFilled" : "TradeExecuted", {
      tradeId,
      quantity,
      price,
      rule,
    });
    return "done";
  },
);
