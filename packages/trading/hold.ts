// What is held for an order, and what it costs: the won and shares that must be there before it goes to the market.
import { commission, type InstrumentKind, type Market, sellTax } from "@hoga/krx";
import type { OrderType } from "./order_type.ts";

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
  readonly type: OrderType;
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
 * Whether an order of the type never pays more than its own limit. Every other type gets its price in the market, at once or at the close
 * (a conditional limit order becomes a market order there), and may pay up to the day's upper limit.
 */
export const isBoundByLimit = (type: OrderType): boolean => type === "limit" || type === "stop_limit";

/**
 * The most that a share of an order can cost, won: its limit where that binds it, else `upperLimit`, the day's upper price limit (as the
 * brokers reserve: 상한가로 주문금액 선정).
 */
export function worstPrice({ type, limitPrice }: Pick<HoldTerms, "type" | "limitPrice">, upperLimit: number): number {
  return isBoundByLimit(type) && limitPrice !== null ? limitPrice : upperLimit;
}

/**
 * What an order must hold in all, `filled` included: for a buy what has been paid and the worst price of the rest with its commission; for a
 * sell its shares. The worst price is {@linkcode worstPrice}'s. Commission is rounded down on the order's whole amount, so that the hold
 * covers any split into trades.
 */
export function holdOf(terms: HoldTerms, upperLimit: number, filled: Filled = NOTHING_FILLED): Hold {
  if (terms.side === "sell") return { asset: terms.symbol, amount: terms.quantity };
  const rest = (terms.quantity - filled.quantity) * worstPrice(terms, upperLimit);
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
