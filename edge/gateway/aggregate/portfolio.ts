// What an account is worth: its shares at the prices of now.
import type { Portfolio, Position, StoredPortfolio } from "@hoga/contracts";
import type { NameOf } from "../names.ts";
import { fraction } from "./fraction.ts";

type StoredPosition = StoredPortfolio["positions"][number];

/**
 * The portfolio with `last` prices in won by symbol. Shares without a price are valued at what they cost, with `last` null. Positions that
 * were sold out are left out of `positions`; what they earned stays in the totals.
 */
export function portfolioDocument(
  stored: StoredPortfolio,
  last: ReadonlyMap<string, number>,
  nameOf: NameOf,
): Portfolio {
  const positions = stored.positions.filter((position) => position.quantity > 0)
    .map((position) => positionDocument(position, last.get(position.symbol) ?? null, nameOf));
  const marketValue = sum(positions.map((position) => position.marketValue));
  return {
    accountId: stored.account.id,
    cash: stored.cash,
    positions,
    totals: {
      netAssets: stored.cash.balance + marketValue,
      marketValue,
      unrealizedPnl: sum(positions.map((position) => position.unrealizedPnl)),
      realizedPnl: sum(stored.positions.map((position) => position.realizedPnl)),
    },
  };
}

function positionDocument(position: StoredPosition, last: number | null, nameOf: NameOf): Position {
  const { symbol, quantity, held, cost, realizedPnl } = position;
  const marketValue = last === null ? cost : last * quantity;
  return {
    symbol,
    name: nameOf(symbol),
    quantity,
    held,
    sellable: quantity - held,
    averageCost: Math.round(cost * 100 / quantity) / 100,
    last,
    marketValue,
    unrealizedPnl: marketValue - cost,
    unrealizedReturn: fraction(marketValue - cost, cost),
    realizedPnl,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
