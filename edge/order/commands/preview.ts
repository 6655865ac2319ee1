// POST /orders/preview: what an order would cost and hold, without placing it.
import type { PreviewCommand, StoredPreview } from "@hoga/contracts";
import { commission, kstIso, sellTax, sessionAt } from "@hoga/krx";
import type { Work } from "@hoga/outbox";
import {
  type DisplayedPrices,
  estimatedPrice,
  holdOf,
  isBoundByLimit,
  NOTHING_FILLED,
  type OrderRequest,
  orderTypeName,
  type Refusal,
  refuse,
} from "@hoga/trading";
import type { OrderPorts } from "../ports.ts";
import { refusalOf } from "../taken.ts";
import type { OrderUnit, Touched } from "../unit.ts";
import { requestOf } from "./place.ts";

export type Previewed = { readonly preview: StoredPreview } | { readonly refusal: Refusal };

/** The best prices that the tape displays now; null while the market is closed. */
export async function displayedPrices(
  ports: Pick<OrderPorts, "market" | "now">,
  symbol: string,
): Promise<DisplayedPrices | null> {
  const now = ports.now();
  const session = sessionAt(now, await ports.market.overrides());
  if (session === null) return null;
  const [tape] = await ports.market.tapes([{ symbol, date: session.date, from: now, to: now }]);
  const slice = tape?.slices.at(-1);
  return { bid: slice?.bids[0]?.price ?? null, ask: slice?.asks[0]?.price ?? null };
}

/** What a person should know of an order of this type before it is placed. */
function warningsOf({ type, side }: OrderRequest): string[] {
  const name = orderTypeName(type);
  const isHeldAtUpper = side === "buy" && !isBoundByLimit(type);
  return [
    ...(isHeldAtUpper ? [`A ${name} order holds cash at the upper price limit until it fills`] : []),
    ...(type === "conditional_limit" ? ["What is left of it becomes a market order in the closing auction"] : []),
  ];
}

/**
 * The work of previewing: it reads what placing would read, and changes nothing. An order without a limit is priced by its type from the
 * prices displayed, or at the base price where there are none.
 */
export function previewWork(
  command: PreviewCommand,
  shown: DisplayedPrices | null,
): Work<Touched, OrderUnit, Previewed> {
  const request = requestOf(command.order);
  return {
    eventId: null,
    touched: { symbols: [request.symbol] },
    run(unit) {
      const session = unit.next;
      const reference = unit.reference(request.symbol, session.date);
      const refusal = refusalOf(request, reference, { date: session.date, at: unit.now, phase: unit.phase });
      if (refusal !== null) return { refusal };
      if (reference === null || reference.upper === null) return { refusal: refuse("no_market_data") };
      const price = estimatedPrice(request, shown) ?? reference.base ?? reference.upper;
      const amount = price * request.quantity;
      const tax = request.side === "sell" ? sellTax(amount, reference, session.date, unit.overrides) : 0;
      return {
        preview: {
          ...request,
          estimatedPrice: price,
          amount,
          commission: commission(amount),
          tax,
          held: holdOf(request, reference.upper, NOTHING_FILLED),
          wouldBe: unit.open === null ? "reserved" : "accepted",
          activatesAt: unit.open === null ? kstIso(session.opensAt) : null,
          expiresAt: kstIso(session.closesAt),
          warnings: warningsOf(request),
        },
      };
    },
  };
}
