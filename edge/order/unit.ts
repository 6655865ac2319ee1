// The states that a batch of the order service's work reads and changes.
import type { CalendarOverride, Phase, Session } from "@hoga/krx";
import type { Reference } from "@hoga/market";
import type { Unit } from "@hoga/outbox";
import type { OrderState } from "@hoga/trading";

/** What a piece of work reads: orders by id, orders by their key, the instruments of the session, reserved orders of past sessions. */
export interface Touched {
  readonly orderIds?: readonly string[];
  readonly keys?: readonly { readonly accountId: string; readonly clientOrderId: string }[];
  readonly symbols?: readonly string[];
  /** Whether the instruments of the orders themselves are needed. */
  readonly withReferences?: boolean;
  readonly activate?: readonly { readonly date: string; readonly opensAt: number }[];
  /** The orders that a split or bonus issue finds waiting. */
  readonly waiting?: Waiting;
}

/** The orders for a symbol that were placed before `exAt` and wait for a session from `exDate` on. */
export interface Waiting {
  readonly symbol: string;
  readonly exDate: string;
  readonly exAt: number;
}

/** One line of an order's life. */
export interface TimelineLine {
  readonly orderId: string;
  readonly n: number;
  readonly accountId: string;
  readonly at: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Loaded {
  readonly order: OrderState;
  readonly version: number;
}

/** What was read, by name: see {@linkcode createUnit}. */
export interface UnitInput {
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  readonly phase: Phase;
  readonly open: Session | null;
  readonly next: Session;
  readonly orders: readonly Loaded[];
  readonly lines: ReadonlyMap<string, number>;
  readonly references: ReadonlyMap<string, Reference>;
  readonly activated: ReadonlySet<string>;
  readonly toActivate: readonly { readonly date: string; readonly opensAt: number }[];
  readonly seen: ReadonlySet<string>;
  /** The corporate actions, of those that the references name, for which the waiting orders have been adjusted. */
  readonly adjusted: ReadonlySet<string>;
}

export interface OrderUnit extends Unit {
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  /** The phase of the market now. */
  readonly phase: Phase;
  /** The session that is open now, if one is. */
  readonly open: Session | null;
  /** The session that an order placed now belongs to. */
  readonly next: Session;
  readonly toActivate: UnitInput["toActivate"];
  order(id: string): OrderState | null;
  byKey(accountId: string, clientOrderId: string): OrderState | null;
  /** The orders that wait for a session and can go on, the earliest first: one whose terms are being changed waits for that. */
  reservedFor(date: string): readonly OrderState[];
  /** The orders that were read and wait for an opening that has not sent them on. */
  waiting(): readonly OrderState[];
  /** The instrument on a session's date; null when it is not listed. */
  reference(symbol: string, date: string): Reference | null;
  waitingOrders(of: Waiting): readonly OrderState[];
  /** Whether the orders that a corporate action found waiting have been adjusted for it. */
  isAdjusted(actionId: string): boolean;
  isActivated(date: string): boolean;
  markActivated(date: string): void;
  /** Keeps the order's new state and adds `type` to its timeline. Returns the line's number within the order's life. */
  put(order: OrderState, at: number, type: string, data?: Readonly<Record<string, unknown>>): number;
  changes(): UnitChanges;
}

/** What a batch changed, as it is written. `version` is what the row had when it was read; 0 for a new order. */
export interface UnitChanges {
  readonly orders: readonly Loaded[];
  readonly lines: readonly TimelineLine[];
  readonly activations: readonly { readonly date: string; readonly at: number }[];
}

/** The id of the event that tells of a corporate action's ex-date. */
export const effectiveEventId = (actionId: string): string => `CorporateActionEffective/${actionId}/1`;
export const referenceKey = (symbol: string, date: string): string => `${date}/${symbol}`;
const orderKey = (accountId: string, clientOrderId: string): string => `${accountId}/${clientOrderId}`;

/** Makes the working states of one batch from what was read for it. */
export function createUnit(input: UnitInput): OrderUnit {
  const loaded = new Map(input.orders.map((one) => [one.order.id, one]));
  const byKey = new Map(input.orders.map(({ order }) => [orderKey(order.accountId, order.clientOrderId), order.id]));
  const lineCounts = new Map(input.lines);
  const changed = new Set<string>();
  const lines: TimelineLine[] = [];
  const activations = new Map<string, number>();
  const handled = new Set<string>();
  return {
    now: input.now,
    overrides: input.overrides,
    phase: input.phase,
    open: input.open,
    next: input.next,
    toActivate: input.toActivate,
    seen: input.seen,
    handled,
    events: [],
    order: (id) => loaded.get(id)?.order ?? null,
    byKey: (accountId, clientOrderId) => loaded.get(byKey.get(orderKey(accountId, clientOrderId)) ?? "")?.order ?? null,
    reservedFor: (date) =>
      [...loaded.values()].map((one) => one.order)
        .filter((order) => order.status === "reserved" && order.pendingChange === null && order.sessionDate === date)
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    waiting: () =>
      [...loaded.values()].map((one) => one.order)
        .filter((order) => order.awaitsOpen && (order.status === "pending" || order.status === "reserved")),
    reference: (symbol, date) => input.references.get(referenceKey(symbol, date)) ?? null,
    waitingOrders: ({ symbol, exDate, exAt }) =>
      [...loaded.values()].map((one) => one.order).filter((order) =>
        order.symbol === symbol && (order.status === "pending" || order.status === "reserved") && order.awaitsOpen &&
        order.sessionDate >= exDate && order.createdAt < exAt
      ),
    isAdjusted: (actionId) => input.adjusted.has(actionId) || handled.has(effectiveEventId(actionId)),
    isActivated: (date) => input.activated.has(date) || activations.has(date),
    markActivated: (date) => activations.set(date, input.now),
    put(order, at, type, data = {}) {
      loaded.set(order.id, { order, version: loaded.get(order.id)?.version ?? 0 });
      byKey.set(orderKey(order.accountId, order.clientOrderId), order.id);
      changed.add(order.id);
      const n = (lineCounts.get(order.id) ?? 0) + 1;
      lineCounts.set(order.id, n);
      lines.push({ orderId: order.id, n, accountId: order.accountId, at, type, data });
      return n;
    },
    changes: () => ({
      orders: [...loaded.values()].filter((one) => changed.has(one.order.id)),
      lines,
      activations: [...activations].map(([date, at]) => ({ date, at })),
    }),
  };
}
