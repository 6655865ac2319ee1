// POST /orders/preview: what an order would cost and hold, without placing it.
import type { PreviewCommand, StoredPreview } from "@hoga/contracts";
import { commission, kstIso, sellTax, sessionAt } from "@hoga/krx";
import type { Work } from "@hoga/outbox";
import { checkOrder, holdOf, NOTHING_FILLED, type Refusal, refuse } from "@hoga/trading";
import type { OrderPorts } from "../ports.ts";
import type { OrderUnit, Touched } from "../unit.ts";
import { requestOf } from "./place.ts";

export type Previewed = { readonly preview: StoredPreview } | { readonly refusal: Refusal };

/** What a market order would trade at now: the best price of the other side, or null when nothing is displayed. */
export async function estimatePrice(
  ports: Pick<OrderPorts, "market" | "now">,
  symbol: string,
  side: "buy" | "sell",
): Promise<number | null> {
  const now = ports.now();
  const session = sessionAt(now, await ports.market.overrides());
  if (session === null) return null;
  const [tape] = await ports.market.tapes([{ symbol, date: session.date, from: now, to: now }]);
  const slice = tape?.slices.at(-1);
  return (side === "buy" ? slice?.asks : slice?.bids)?.[0]?.price ?? null;
}

/**
 * The work of previewing: it reads what placing would read, and changes nothing. A market order is priced at `estimate`, or at the base
 * price where there is none.
 */
export function previewWork(command: PreviewCommand, estimate: number | null): Work<Touched, OrderUnit, Previewed> {
  const request = requestOf(command.order);
  return {
    eventId: null,
    touched: { symbols: [request.symbol] },
    run(unit) {
      const session = unit.next;
      const reference = unit.reference(request.symbol, session.date);
      const refusal = checkOrder(request, reference, session.date);
      if (refusal !== null) return { refusal };
      if (reference === null || reference.upper === null) return { refusal: refuse("no_market_data") };
      const price = request.limitPrice ?? estimate ?? reference.base ?? reference.upper;
      const amount = price * request.quantity;
      const tax = request.side === "sell" ? sellTax(amount, reference, session.date, unit.overrides) : 0;
      return {
        preview: {
          symbol: request.symbol,
          side: request.side,
          type: request.type,
          timeInForce: request.timeInForce,
          quantity: request.quantity,
          limitPrice: request.limitPrice,
          estimatedPrice: price,
          amount,
          commission: commission(amount),
          tax,
          held: holdOf(request, reference.upper, NOTHING_FILLED),
          wouldBe: unit.open === null ? "reserved" : "accepted",
          activatesAt: unit.open === null ? kstIso(session.opensAt) : null,
          expiresAt: kstIso(session.closesAt),
          warnings: request.type === "market" && request.side === "buy"
            ? ["A market order holds cash at the upper price limit until it fills"]
            : [],
        },
      };
    },
  };
}
