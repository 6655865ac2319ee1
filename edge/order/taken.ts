// Whether the market takes an order at a moment: what the rules of trading say, given what is known of the issue.
import type { Phase } from "@hoga/krx";
import type { Reference } from "@hoga/market";
import { checkOrder, interruptedAt, type OrderRequest, orderTypeRefusal, type Refusal } from "@hoga/trading";

/** When an order comes in, and the KST date of the session that it is for. `at` is market time in ms. */
export interface Arrival {
  readonly date: string;
  readonly at: number;
  readonly phase: Phase;
}

/** Refuses what could not be an order that day, or is none that the market takes at that moment. */
export function refusalOf(request: OrderRequest, reference: Reference | null, arrival: Arrival): Refusal | null {
  const refusal = checkOrder(request, reference, arrival.date);
  return refusal !== null || reference === null ? refusal : takenRefusal(request, reference, arrival);
}

/** Refuses an order whose type the market does not take at that moment, and every order while trading is halted. */
export function takenRefusal(
  request: OrderRequest,
  reference: Reference,
  { date, at, phase }: Arrival,
): Refusal | null {
  const { upper, lower, delisting, kind, listedOn } = reference;
  // Without price limits there is no market data, which `checkOrder` has told.
  if (upper === null || lower === null) return null;
  const interrupted = interruptedAt(reference.interruptions, at);
  return orderTypeRefusal({
    ...request,
    // After the close and before the opening an auction of its own follows anyway.
    phase: interrupted === "reopening_auction" && phase === "continuous" ? interrupted : phase,
    halted: interrupted === "halted",
    upper,
    lower,
    delisting,
    date,
    // A fund's price follows what it holds from its first day on.
    listingDay: kind === "stock" && listedOn === date,
  });
}
