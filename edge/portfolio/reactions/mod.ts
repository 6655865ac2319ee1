// Everything that the portfolio service listens to.
import type { Reaction } from "@hoga/outbox";
import { onCorporateActionContinued } from "./on_corporate_action_continued.ts";
import { onCorporateActionEffective } from "./on_corporate_action_effective.ts";
import { onDividendPayable } from "./on_dividend_payable.ts";
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
  onCorporateActionContinued,
  onCorporateActionEffective,
  onDividendPayable,
  onOrderAmended,
  onOrderCanceled,
  onOrderExpired,
  onOrderPlaced,
  onOrderRejected,
  onOrderUnfilled,
  onReservationChangeRequested,
  onTradeExecuted,
];
