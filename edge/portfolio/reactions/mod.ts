// Everything that the portfolio service listens to.
import type { Reaction } from "@hoga/outbox";
import { onOrderAmended } from "./on_order_amended.ts";
import { onOrderCanceled } from "./on_order_canceled.ts";
import { onOrderExpired } from "./on_order_expired.ts";
import { onOrderPlaced } from "./on_order_placed.ts";
import { onOrderRejected } from "./on_order_rejected.ts";
import { onOrderUnfilled } from "./on_order_unfilled.ts";
import { onReservationChangeRequested } from "./on_reservation_change_requested.ts";
import { onTradeExecuted } from "./on_trade_executed.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const REACTIONS: readonly Reaction<Touched, PortfolioUnit>[] = [
  onOrderAmended,
  onOrderCanceled,
  onOrderExpired,
  onOrderPlaced,
  onOrderRejected,
  onOrderUnfilled,
  onReservationChangeRequested,
  onTradeExecuted,
];
