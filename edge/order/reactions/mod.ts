// Everything that the order service listens to.
import type { Reaction } from "@hoga/outbox";
import { onAmendRejected } from "./on_amend_rejected.ts";
import { onCancelRejected } from "./on_cancel_rejected.ts";
import { onCorporateActionEffective } from "./on_corporate_action_effective.ts";
import { onFundsReserved } from "./on_funds_reserved.ts";
import { onHoldReleased } from "./on_hold_released.ts";
import { onOrderAmended } from "./on_order_amended.ts";
import { onOrderCanceled } from "./on_order_canceled.ts";
import { onOrderExpired } from "./on_order_expired.ts";
import { onOrderUnfilled } from "./on_order_unfilled.ts";
import { onReservationChangeRejected } from "./on_reservation_change_rejected.ts";
import { onReservationChanged } from "./on_reservation_changed.ts";
import { onReservationRejected } from "./on_reservation_rejected.ts";
import { onSessionOpened } from "./on_session_opened.ts";
import { onSharesReserved } from "./on_shares_reserved.ts";
import { onTradeExecuted } from "./on_trade_executed.ts";
import type { OrderUnit, Touched } from "../unit.ts";

export const REACTIONS: readonly Reaction<Touched, OrderUnit>[] = [
  onAmendRejected,
  onCancelRejected,
  onCorporateActionEffective,
  onFundsReserved,
  onHoldReleased,
  onOrderAmended,
  onOrderCanceled,
  onOrderExpired,
  onOrderUnfilled,
  onReservationChangeRejected,
  onReservationChanged,
  onReservationRejected,
  onSessionOpened,
  onSharesReserved,
  onTradeExecuted,
];
