// The order's state machine: the saga's memory. Every function takes an order and says what it is next; nothing else decides a status.
import { type Filled, holdOf, isBoundByLimit, KRW, usedOf } from "./hold.ts";
import type { OrderRequest } from "./validate.ts";
import type { InstrumentKind, Market } from "@hoga/krx";

export type OrderStatus =
  | "pending" // Its hold is being asked for.
  | "reserved" // Held; waits for the market to open.
  | "accepted" // In the market.
  | "partially_filled" // In the market, some of it filled.
  | "filled"
  | "canceled"
  | "rejected"
  | "expired";

/**
 * A change that is under way: an amendment, a larger hold before the order activates, or (`restore`) the smaller hold of before an amendment
 * that the market has refused.
 */
export interface PendingChange {
  readonly changeId: number;
  readonly purpose: "amend" | "activate" | "restore";
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  readonly holdAmount: number;
  /** What was held when an amendment was asked for. */
  readonly heldBefore?: number | undefined;
}

export interface OrderReason {
  readonly code: string;
  readonly message: string;
}

export interface OrderState extends OrderRequest {
  readonly id: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly requestHash: string;
  readonly market: Market;
  readonly kind: InstrumentKind;
  readonly status: OrderStatus;
  readonly reason: OrderReason | null;
  readonly filled: Filled;
  /** What is held, or asked to be held, for the whole order: won for a buy, shares for a sell. */
  readonly holdAmount: number;
  readonly sessionDate: string;
  readonly opensAt: number;
  readonly closesAt: number;
  /** Placed while the market was closed: enters it at the opening. */
  readonly awaitsOpen: boolean;
  readonly cancelRequested: boolean;
  readonly changeId: number;
  readonly pendingChange: PendingChange | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const ENDED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(["filled", "canceled", "rejected", "expired"]);

/** Whether nothing can happen to the order any more. */
export const isEnded = (order: Pick<OrderState, "status">): boolean => ENDED.has(order.status);
/** Whether the execution service holds the order. */
export const isInMarket = (order: Pick<OrderState, "status">): boolean =>
  order.status === "accepted" || order.status === "partially_filled";

/** What is held for the order now: its hold less what its fills have used; nothing once it has ended. */
export function heldFor(order: OrderState): { readonly asset: string; readonly amount: number } {
  const asset = order.side === "buy" ? KRW : order.symbol;
  if (isEnded(order)) return { asset, amount: 0 };
  return { asset, amount: Math.max(0, order.holdAmount - usedOf(order.side, order.filled)) };
}

/** When the order enters the market: at the opening if it waited for that, else when it was placed. */
export const entersAt = (order: OrderState): number => order.awaitsOpen ? order.opensAt : order.createdAt;

/**
 * The hold stands. The order is canceled if that was asked for meanwhile, waits if its session has not been opened for it, and otherwise
 * goes to the market. Null: it has ended, or was past this already.
 */
export function afterReserved(order: OrderState, sessionActivated: boolean, at: number): OrderState | null {
  if (order.status !== "pending") return null;
  if (order.cancelRequested) return ended(order, "canceled", canceledByUser, order.filled, at);
  const waits = order.awaitsOpen && !sessionActivated;
  return { ...order, status: waits ? "reserved" : "accepted", updatedAt: at };
}

export const canceledByUser: OrderReason = { code: "canceled_by_user", message: "Canceled on request" };

/** The order is over. What it filled is `filled`, as whoever ended it says. */
export function ended(
  order: OrderState,
  status: "canceled" | "rejected" | "expired",
  reason: OrderReason,
  filled: Filled,
  at: number,
): OrderState {
  return {
    ...order,
    status,
    reason,
    filled: latest(order.filled, filled),
    cancelRequested: false,
    pendingChange: null,
    updatedAt: at,
  };
}

/** Whether a report counts more shares than the order has: the amendment that made it larger has not been heard of yet. */
export const isAhead = (order: Pick<OrderState, "quantity">, filled: Filled): boolean =>
  filled.quantity > order.quantity;

/** Cumulative figures only grow: of two reports the one with more shares is the later, in whichever order they come. */
function latest(a: Filled, b: Filled): Filled {
  return b.quantity > a.quantity ? b : a;
}

/**
 * A trade happened. `total` is the order's quantity as the market knows it, and `leaves` what is left of it. A trade report that comes after
 * the order's end changes nothing that the end did not say already.
 */
export function afterTrade(order: OrderState, filled: Filled, total: number, leaves: number, at: number): OrderState {
  const grown = { ...order, filled: latest(order.filled, filled), updatedAt: Math.max(order.updatedAt, at) };
  if (isEnded(order)) return grown;
  if (leaves === 0) {
    return { ...grown, status: "filled", quantity: total, cancelRequested: false, pendingChange: null };
  }
  return { ...grown, status: "partially_filled" };
}

/**
 * The market took new terms: what is held from now on is what has filled and the worst case of the rest. An order whose end was heard of
 * first ended under these terms.
 */
export function afterAmended(
  order: OrderState,
  terms: {
    readonly changeId: number;
    readonly quantity: number;
    readonly limitPrice: number | null;
    readonly stopPrice: number | null;
  },
  filled: Filled,
  at: number,
): OrderState {
  const known = latest(order.filled, filled);
  const pendingChange = order.pendingChange?.changeId === terms.changeId ? null : order.pendingChange;
  const { quantity, limitPrice, stopPrice } = terms;
  const amended = { ...order, quantity, limitPrice, stopPrice, pendingChange };
  if (isEnded(order)) return amended;
  return {
    ...amended,
    filled: known,
    // What is held by the day's upper limit stays until the order ends: that limit is not known here.
    holdAmount: order.side === "buy" && !isBoundByLimit(order.type)
      ? order.holdAmount
      : holdOf(amended, 0, filled).amount,
    updatedAt: at,
  };
}

/**
 * The market refused the amendment `changeId`: the order keeps its terms, and what was held for the new ones alone is to be given back. Until
 * the portfolio has done that no other amendment is begun, which would count with one hold or the other.
 */
export function afterAmendRefused(order: OrderState, changeId: number): OrderState {
  const change = order.pendingChange;
  if (change?.changeId !== changeId) return order;
  const { heldBefore = order.holdAmount } = change;
  if (heldBefore >= order.holdAmount) return { ...order, pendingChange: null };
  const { quantity, limitPrice, stopPrice } = order;
  const next = order.changeId + 1;
  const terms = { changeId: next, quantity, limitPrice, stopPrice };
  return { ...order, changeId: next, pendingChange: { ...terms, purpose: "restore", holdAmount: heldBefore } };
}

/** The changed hold stands. A waiting order takes its new terms at once; one in the market keeps the old until the market answers. */
export function afterHoldChanged(order: OrderState, change: PendingChange, at: number): OrderState {
  const held = { ...order, holdAmount: change.holdAmount, updatedAt: at };
  if (change.purpose === "restore") return { ...held, pendingChange: null };
  if (isInMarket(order)) return held;
  const { quantity, limitPrice, stopPrice } = change;
  return { ...held, quantity, limitPrice, stopPrice, pendingChange: null };
}
