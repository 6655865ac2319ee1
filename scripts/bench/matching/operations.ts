// The same operations for every engine that is measured: drawn once from a seed, before any clock runs.
import { keyedRandom } from "@hoga/tape";

/** One operation. A cancel and an amendment name an order that came before; it may have left the book since. */
export type Operation =
  | {
    readonly kind: "limit";
    readonly id: string;
    readonly side: Side;
    readonly quantity: number;
    readonly price: number;
  }
  | { readonly kind: "market"; readonly id: string; readonly side: Side; readonly quantity: number }
  | { readonly kind: "cancel"; readonly id: string }
  | { readonly kind: "amend"; readonly id: string; readonly quantity: number; readonly price: number };
type Side = "buy" | "sell";

/** What happened to a book: shares that traded, and shares left on each side. Two engines that agree say the same. */
export interface Tally {
  readonly traded: number;
  readonly bids: number;
  readonly asks: number;
}

/** The price around which orders come, the day's limits and the tick, in won. */
export const MID = 100_000;
export const TICK = 100;
export const LOWER = 70_000;
export const UPPER = 130_000;

/** 45 % limit orders, 15 % market orders, 20 % cancels and 20 % amendments of orders that are not known to have gone. */
export function drawOperations(count: number, seed: number): readonly Operation[] {
  const random = keyedRandom(`${seed}|bench|matching`);
  const known: string[] = [];
  const pick = () => random.integer(known.length);
  return Array.from({ length: count }, (_, n): Operation => {
    const draw = random.uniform();
    const side = random.uniform() < 0.5 ? "buy" : "sell";
    const quantity = 1 + random.integer(100);
    if (draw < 0.45 || known.length === 0) {
      const id = `ord-${n}`;
      known.push(id);
      return { kind: "limit", id, side, quantity, price: priceNear(random.normal(), side) };
    }
    if (draw < 0.6) return { kind: "market", id: `ord-${n}`, side, quantity };
    const at = pick();
    const id = known[at] ?? "";
    if (draw < 0.8) {
      known[at] = known.at(-1) ?? id;
      known.pop();
      return { kind: "cancel", id };
    }
    return { kind: "amend", id, quantity, price: priceNear(random.normal(), side) };
  });
}

/** A valid price, the likelier the nearer to the market: some cross it. */
function priceNear(normal: number, side: Side): number {
  const ticks = Math.round(Math.abs(normal) * 40) - 5;
  const price = MID + (side === "buy" ? -ticks : ticks) * TICK;
  return Math.min(Math.max(price, LOWER), UPPER);
}
