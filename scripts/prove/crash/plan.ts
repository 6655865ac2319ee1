// What is drawn from the seed: the orders, what is done to them afterwards, and when the process dies.

/** How an order is priced: by nothing, by what is displayed now, or so far away that nothing reaches it. */
export type Pricing = "market" | "crossing" | "touch" | "far";

/** One order as drawn. Its price, and what there is to sell, are known when its turn comes. */
export interface PlannedOrder {
  readonly n: number;
  readonly key: string;
  readonly account: number;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly pricing: Pricing;
  readonly timeInForce: "day" | "ioc" | "fok";
  readonly quantity: number;
  readonly then: "nothing" | "cancel" | "amend price" | "amend quantity";
}

/** A kill: `delayMs` after that many orders have been sent, or after the start of the process that follows the kill before. */
export interface PlannedKill {
  readonly afterOrders: number;
  readonly delayMs: number;
  readonly isInStart: boolean;
}

const PRICINGS: readonly (readonly [Pricing, number])[] = [
  ["market", 0.4],
  ["crossing", 0.25],
  ["touch", 0.15],
  ["far", 0.2],
];

/** A number from 0 up to but not including 1, each from the seed. */
export type Random = () => number;

const wholeBelow = (random: Random, end: number): number => Math.floor(random() * end);

function pick<T>(random: Random, weighted: readonly (readonly [T, number])[], otherwise: T): T {
  let rest = random();
  for (const [value, weight] of weighted) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return otherwise;
}

/** Draws `count` orders over `accounts` accounts and `symbols`. Their keys carry `seed`. */
export function drawOrders(
  random: Random,
  seed: number,
  count: number,
  accounts: number,
  symbols: readonly string[],
): PlannedOrder[] {
  return Array.from({ length: count }, (_, n) => {
    const pricing = pick(random, PRICINGS, "market");
    const timeInForce = pick<PlannedOrder["timeInForce"]>(random, [["ioc", 0.12], ["fok", 0.1]], "day");
    const then = pick<PlannedOrder["then"]>(
      random,
      [["cancel", 0.2], ["amend price", 0.08], ["amend quantity", 0.08]],
      "nothing",
    );
    return {
      n,
      key: `crash-${seed}-${n}`,
      account: wholeBelow(random, accounts),
      symbol: symbols[wholeBelow(random, symbols.length)] ?? "",
      side: random() < 0.35 ? "sell" : "buy",
      pricing,
      timeInForce,
      // Now and then more than is displayed, so that orders fill in parts.
      quantity: random() < 0.15 ? 500 + wholeBelow(random, 3_000) : 1 + wholeBelow(random, 20),
      then,
    };
  });
}

/**
 * Draws `count` kills over the time in which `orders` orders are sent. The first one meets the very first start, and every fifth one after
 * it the start that follows a kill.
 */
export function drawKills(random: Random, count: number, orders: number): PlannedKill[] {
  const moments = Array.from({ length: count }, () => wholeBelow(random, orders)).sort((a, b) => a - b);
  return moments.map((afterOrders, i) => {
    const isInStart = i % 5 === 0;
    return { afterOrders, delayMs: wholeBelow(random, i === 0 ? 4_000 : isInStart ? 1_200 : 80), isInStart };
  });
}
