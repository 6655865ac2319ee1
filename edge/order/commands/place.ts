// POST /orders: records an order, asks for its hold, and waits a moment for what becomes of it.
import { createHash } from "node:crypto";
import type { PlaceCommand } from "@hoga/contracts";
import { event } from "@hoga/events";
import type { Work } from "@hoga/outbox";
import { holdOf, NOTHING_FILLED, type OrderRequest, type OrderState, type Refusal, refuse } from "@hoga/trading";
import { termsOf } from "../activation.ts";
import { countedWith } from "../adjust.ts";
import { refusalOf } from "../taken.ts";
import type { OrderUnit, Touched } from "../unit.ts";

/** The outcome of placing: the order, new or found again, or why there is none. */
export type Placed =
  | { readonly order: OrderState; readonly replayed: boolean }
  | { readonly refusal: Refusal };

/** An order as asked for, with everything that was left out filled in. */
export function requestOf(order: PlaceCommand["order"]): OrderRequest {
  const limitPrice = order.limitPrice ?? null;
  return {
    symbol: order.symbol,
    side: order.side,
    type: order.type ?? (limitPrice === null ? "market" : "limit"),
    timeInForce: order.timeInForce ?? "day",
    quantity: order.quantity,
    limitPrice,
    stopPrice: order.stopPrice ?? null,
  };
}

/** The digest by which a repeated key is known to ask for the same order. */
export function requestHash(request: OrderRequest): string {
  const { symbol, side, type, timeInForce, quantity, limitPrice, stopPrice } = request;
  // Without a stop price the digest is that of the orders which were placed before there were any.
  const stop = stopPrice === null ? [] : [stopPrice];
  const terms = [symbol, side, type, timeInForce, quantity, limitPrice, ...stop];
  return createHash("sha256").update(JSON.stringify(terms)).digest("hex");
}

/** The work of placing one order under one key: the same key and request give the same order, however often and however much at once. */
export function placeWork(
  command: Pick<PlaceCommand, "accountId" | "idempotencyKey" | "order">,
  id: string,
  trace: { readonly traceparent?: string | undefined },
): Work<Touched, OrderUnit, Placed> {
  const request = requestOf(command.order);
  const hash = requestHash(request);
  const { accountId, idempotencyKey: clientOrderId } = command;
  return {
    eventId: null,
    touched: { keys: [{ accountId, clientOrderId }], symbols: [request.symbol] },
    run(unit) {
      const known = unit.byKey(accountId, clientOrderId);
      if (known !== null) {
        if (known.requestHash === hash) return { order: known, replayed: true };
        return {
          refusal: refuse("idempotency_mismatch", `The key ${clientOrderId} was used for another order, ${known.id}`),
        };
      }
      const session = unit.next;
      const reference = unit.reference(request.symbol, session.date);
      const refusal = refusalOf(request, reference, { date: session.date, at: unit.now, phase: unit.phase });
      if (refusal !== null) return { refusal };
      if (reference === null || reference.upper === null) return { refusal: refuse("no_market_data") };
      const hold = holdOf(request, reference.upper, NOTHING_FILLED);
      const order: OrderState = {
        ...request,
        id,
        accountId,
        clientOrderId,
        requestHash: hash,
        market: reference.market,
        kind: reference.kind,
        status: "pending",
        reason: null,
        filled: NOTHING_FILLED,
        holdAmount: hold.amount,
        sessionDate: session.date,
        opensAt: session.opensAt,
        closesAt: session.closesAt,
        awaitsOpen: unit.open === null,
        cancelRequested: false,
        changeId: 0,
        pendingChange: null,
        createdAt: unit.now,
        updatedAt: unit.now,
      };
      unit.put(order, unit.now, "OrderPlaced", { hold });
      const begun = reference.actions.filter((action) => action.exAt <= unit.now);
      unit.events.push(event("OrderPlaced", id, 1, unit.now, {
        terms: termsOf(order),
        hold,
        sessionDate: session.date,
        ...countedWith(begun),
      }, trace));
      return { order, replayed: false };
    },
  };
}
