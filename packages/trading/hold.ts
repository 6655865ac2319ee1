// What is held for an order, and what it costs: the won and shares that must be there before it goes to the market.
import { commission, type InstrumentKind, type Market, sellTax } from "@hoga/krx";

/** The asset that cash is. Any other asset is a symbol. */
export const KRW = "KRW";

/** What a hold is made of: won (`KRW`) for a buy, shares (the symbol) for a sell. */
export interface Hold {
  readonly asset: string;
  readonly amount: number;
}

/** The parts of an order that its hold depends on. */
export interface HoldTerms {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly limitPrice: number | null;
}

/** What has filled of an order: shares, won, and the won that went to commission and tax. */
export interface Filled {
  readonly quantity: number;
  readonly amount: number;
  readonly commission: number;
  readonly tax: number;
}

export const NOTHING_FILLED: Filled = { quantity: 0, amount: 0, commission: 0, tax: 0 };

/**
 * What an order must hold in all, `filled` included: for a buy what has been paid and the worst price of the rest with its commission; for a
 * sell its shares. The worst price is the limit, or for a market order `upperLimit`, the day's upper price limit (as the brokers reserve:
 * 상한가로 주문금액 선정). Commission is rounded down on the order's whole amount, so that the hold covers any split into trades.
 */
export function holdOf(terms: HoldTerms, upperLimit: number, filled: Filled = NOTHING_FILLED): Hold {
  if (terms.side === "sell") return { asset: terms.symbol, amount: terms.quantity };
  const rest = (terms.quantity - filled.quantity) * (terms.limitPrice ?? upperLimit);
  const amount = filled.amount + rest;
  return { asset: KRW, amount: amount + commission(amount) };
}

/** How much of a hold the fills so far have used up: won for a buy, shares for a sell. */
export function usedOf(side: "buy" | "sell", filled: Filled): number {
  return side === "buy" ? filled.amount + filled.commission : filled.quantity;
}

/**
 * Adds a trade of `quantity` at `price` won. Commission and tax are rounded down on the order's whole amount and the trade is charged the
 * difference, so that an order filled in many pieces costs the same to the won as one filled at once.
 */
export function addFill(
  filled: Filled,
  trade: { readonly quantity: number; readonly price: number },
  order: { readonly side: "buy" | "sell"; readonly market: Market; readonly kind: InstrumentKind },
  tradeDate: string,
): { readonly filled: Filled; readonly charged: Filled } {
  const amount = filled.amount + trade.quantity * trade.price;
  const total: Filled = {
    quantity: filled.quantity + trade.quantity,
    amount,
    commission: commission(amount),
    tax: order.side === "sell" ? sellTax(amount, order, tradeDate) : 0,
  };
  return {
    filled: total,
    charged: {
      quantity: trade.quantity,
      amount: amount - filled.amount,
      commission: total.commission - filled.commission,
      tax: total.tax - filled.tax,
    },
  };
}
