// What splits and bonus issues do to the orders that wait for a session from their ex-date on.
import type { ShareAction } from "@hoga/market";
import {
  adjustedPrice,
  adjustedShares,
  isEnded,
  isInMarket,
  type OrderState,
  type PendingChange,
  type Ratio,
} from "@hoga/trading";
import type { OrderUnit } from "./unit.ts";

/** The changes that have begun since an order was placed, up to the session it is for: they count its shares otherwise than it was placed. */
export function begunSince(unit: OrderUnit, order: OrderState): readonly ShareAction[] {
  if (!order.awaitsOpen || isInMarket(order) || isEnded(order)) return [];
  const actions = unit.reference(order.symbol, order.sessionDate)?.actions ?? [];
  return actions.filter((action) => action.exAt > order.createdAt && action.exDate <= order.sessionDate);
}

/** Those of them that the order's terms do not count with yet. */
export function notAdjustedFor(unit: OrderUnit, order: OrderState): readonly ShareAction[] {
  return begunSince(unit, order).filter((action) => !unit.isAdjusted(action.id));
}

/** What a field of events says of the changes that its shares count with: nothing where there are none. */
export function countedWith(actions: readonly { readonly id: string }[]): { readonly actions?: string[] } {
  return actions.length === 0 ? {} : { actions: actions.map((action) => action.id) };
}

/**
 * The order as it is counted after a change: its shares by the ratio, rounded down, and its prices over it, on the tick (down for a buy, up
 * for a sell). The shares held for a sell follow; the cash held for a buy stays until the order goes to the market. Of a change of terms that
 * is under way the same.
 */
export function adjusted(order: OrderState, ratio: Ratio): OrderState {
  const price = (of: number | null) => of === null ? null : adjustedPrice(of, ratio, order, order.sessionDate);
  const terms = <T extends Pick<PendingChange, "quantity" | "limitPrice" | "stopPrice" | "holdAmount">>(of: T): T => ({
    ...of,
    quantity: adjustedShares(of.quantity, ratio),
    limitPrice: price(of.limitPrice),
    stopPrice: price(of.stopPrice),
    holdAmount: order.side === "sell" ? adjustedShares(of.holdAmount, ratio) : of.holdAmount,
  });
  return { ...terms(order), pendingChange: order.pendingChange === null ? null : terms(order.pendingChange) };
}
