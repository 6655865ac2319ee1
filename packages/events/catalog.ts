// The only routing table: every event, who emits it, who listens, and what undoes it.
import { z } from "zod";
import { Envelope } from "./envelope.ts";
import { AmendRejected } from "./amend_rejected.ts";
import { AmendRequested } from "./amend_requested.ts";
import { CancelRejected } from "./cancel_rejected.ts";
import { CancelRequested } from "./cancel_requested.ts";
import { CorporateActionContinued } from "./corporate_action_continued.ts";
import { CorporateActionEffective } from "./corporate_action_effective.ts";
import { DividendPayable } from "./dividend_payable.ts";
import { FundsReserved } from "./funds_reserved.ts";
import { HoldReleased } from "./hold_released.ts";
import { OrderAccepted } from "./order_accepted.ts";
import { OrderAmended } from "./order_amended.ts";
import { OrderCanceled } from "./order_canceled.ts";
import { OrderExpired } from "./order_expired.ts";
import { OrderPlaced } from "./order_placed.ts";
import { OrderRejected } from "./order_rejected.ts";
import { OrderUnfilled } from "./order_unfilled.ts";
import { ReservationChangeRejected } from "./reservation_change_rejected.ts";
import { ReservationChangeRequested } from "./reservation_change_requested.ts";
import { ReservationChanged } from "./reservation_changed.ts";
import { ReservationRejected } from "./reservation_rejected.ts";
import { SessionClosed } from "./session_closed.ts";
import { SessionOpened } from "./session_opened.ts";
import { SharesReserved } from "./shares_reserved.ts";
import { TradeExecuted } from "./trade_executed.ts";

/** The services of hoga. */
export const SERVICES = ["gateway", "order", "portfolio", "execution", "market-data"] as const;
export type Service = typeof SERVICES[number];

/** One event's place in the saga. */
export interface CatalogEntry {
  readonly schema: z.ZodType;
  readonly summary: string;
  readonly emitters: readonly Service[];
  readonly subscribers: readonly Service[];
  /** The event that takes its effect back when the order does not go through, or null when there is nothing to take back. */
  readonly compensation: EventType | null;
}

/** The payload schemas by event type. */
export const SCHEMAS = {
  OrderPlaced,
  FundsReserved,
  SharesReserved,
  ReservationRejected,
  OrderAccepted,
  OrderRejected,
  TradeExecuted,
  OrderUnfilled,
  OrderExpired,
  CancelRequested,
  OrderCanceled,
  CancelRejected,
  ReservationChangeRequested,
  ReservationChanged,
  ReservationChangeRejected,
  AmendRequested,
  OrderAmended,
  AmendRejected,
  HoldReleased,
  SessionOpened,
  SessionClosed,
  CorporateActionEffective,
  CorporateActionContinued,
  DividendPayable,
} as const;

export type EventType = keyof typeof SCHEMAS;
export type EventData<T extends EventType> = z.infer<typeof SCHEMAS[T]>;

function entry(
  type: EventType,
  summary: string,
  emitters: readonly Service[],
  subscribers: readonly Service[],
  compensation: EventType | null = null,
): CatalogEntry {
  return { schema: SCHEMAS[type], summary, emitters, subscribers, compensation };
}

/** Every event of hoga. A file under `edge/<subscriber>/reactions/` stands for each subscriber named here; a test holds them together. */
export const CATALOG: Readonly<Record<EventType, CatalogEntry>> = {
  OrderPlaced: entry("OrderPlaced", "an order is recorded", ["order"], ["portfolio"], "ReservationRejected"),
  FundsReserved: entry("FundsReserved", "cash is held for a buy", ["portfolio"], ["order"], "HoldReleased"),
  SharesReserved: entry("SharesReserved", "shares are held for a sell", ["portfolio"], ["order"], "HoldReleased"),
  ReservationRejected: entry("ReservationRejected", "cash or shares are short", ["portfolio"], ["order"]),
  OrderAccepted: entry("OrderAccepted", "the order goes to the market", ["order"], ["execution"], "OrderCanceled"),
  OrderRejected: entry("OrderRejected", "re-validation failed at the open", ["order"], ["portfolio"]),
  TradeExecuted: entry("TradeExecuted", "shares traded", ["execution"], ["order", "portfolio"]),
  OrderUnfilled: entry("OrderUnfilled", "an IOC or FOK order ended unfilled", ["execution"], ["order", "portfolio"]),
  OrderExpired: entry("OrderExpired", "the session closed", ["execution"], ["order", "portfolio"]),
  CancelRequested: entry("CancelRequested", "a cancel for the market", ["order"], ["execution"], "CancelRejected"),
  OrderCanceled: entry(
    "OrderCanceled",
    "the holder canceled the order",
    ["order", "execution"],
    ["order", "portfolio"],
  ),
  CancelRejected: entry("CancelRejected", "the cancel came too late", ["execution"], ["order"]),
  ReservationChangeRequested: entry(
    "ReservationChangeRequested",
    "a hold is to change",
    ["order"],
    ["portfolio"],
    "ReservationChangeRejected",
  ),
  ReservationChanged: entry("ReservationChanged", "the hold changed", ["portfolio"], ["order"]),
  ReservationChangeRejected: entry("ReservationChangeRejected", "the hold stands", ["portfolio"], ["order"]),
  AmendRequested: entry("AmendRequested", "an amendment for the market", ["order"], ["execution"], "AmendRejected"),
  OrderAmended: entry("OrderAmended", "the market took the amendment", ["execution"], ["order", "portfolio"]),
  AmendRejected: entry("AmendRejected", "the amendment came too late", ["execution"], ["order"]),
  HoldReleased: entry("HoldReleased", "the rest of a hold is free", ["portfolio"], ["order"]),
  SessionOpened: entry("SessionOpened", "a session opened", ["market-data"], ["order"]),
  SessionClosed: entry("SessionClosed", "a session closed", ["market-data"], ["execution"]),
  CorporateActionEffective: entry(
    "CorporateActionEffective",
    "the ex-date of a dividend, split or bonus issue began",
    ["market-data"],
    ["order", "portfolio"],
  ),
  CorporateActionContinued: entry(
    "CorporateActionContinued",
    "more accounts are to be given what it brings",
    ["portfolio"],
    ["portfolio"],
  ),
  DividendPayable: entry("DividendPayable", "the day of a dividend's payment came", ["market-data"], ["portfolio"]),
};

function of<T extends EventType, S extends z.ZodType>(type: T, data: S) {
  return Envelope.extend({ type: z.literal(type), data });
}

/** Any event, told apart by `type`: the wire's shape and the type in one. */
export const EVENT_SCHEMA = z.discriminatedUnion("type", [
  of("OrderPlaced", OrderPlaced),
  of("FundsReserved", FundsReserved),
  of("SharesReserved", SharesReserved),
  of("ReservationRejected", ReservationRejected),
  of("OrderAccepted", OrderAccepted),
  of("OrderRejected", OrderRejected),
  of("TradeExecuted", TradeExecuted),
  of("OrderUnfilled", OrderUnfilled),
  of("OrderExpired", OrderExpired),
  of("CancelRequested", CancelRequested),
  of("OrderCanceled", OrderCanceled),
  of("CancelRejected", CancelRejected),
  of("ReservationChangeRequested", ReservationChangeRequested),
  of("ReservationChanged", ReservationChanged),
  of("ReservationChangeRejected", ReservationChangeRejected),
  of("AmendRequested", AmendRequested),
  of("OrderAmended", OrderAmended),
  of("AmendRejected", AmendRejected),
  of("HoldReleased", HoldReleased),
  of("SessionOpened", SessionOpened),
  of("SessionClosed", SessionClosed),
  of("CorporateActionEffective", CorporateActionEffective),
  of("CorporateActionContinued", CorporateActionContinued),
  of("DividendPayable", DividendPayable),
]);

/** Any event of hoga: narrow it by `type`. */
export type HogaEvent = z.infer<typeof EVENT_SCHEMA>;
/** An event of type `T` with its payload. */
export type EventOf<T extends EventType> = Omit<HogaEvent, "type" | "data"> & { type: T; data: EventData<T> };

/** Whether `text` names an event of hoga. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(SCHEMAS, text);
}
