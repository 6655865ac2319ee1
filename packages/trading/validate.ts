// What can be an order at all: quantity, price, tick and band.
import { ceilToTick, floorToTick, type InstrumentKind, isOnTick, type Market, nearestOnTick } from "@hoga/krx";
import { type Refusal, refuse } from "./codes.ts";

/** The largest order: its amount in won stays a safe integer with room for sums of many. */
export const QUANTITY_MAX = 1_000_000_000;
export const AMOUNT_MAX = 1_000_000_000_000_000;

/** What is known of the instrument on the day the order is for. Prices are null where there is no market data. */
export interface DayReference {
  readonly symbol: string;
  readonly market: Market;
  readonly kind: InstrumentKind;
  readonly base: number | null;
  readonly upper: number | null;
  readonly lower: number | null;
}

export interface OrderRequest {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit";
  readonly timeInForce: "day" | "ioc" | "fok";
  readonly quantity: number;
  readonly limitPrice: number | null;
}

const won = (value: number) => value.toLocaleString("en-US");

/** Refuses a quantity that is not a whole number of shares from 1 to {@linkcode QUANTITY_MAX}. */
export function checkQuantity(quantity: number): Refusal | null {
  if (!Number.isFinite(quantity) || !Number.isInteger(quantity)) {
    return refuse(
      "invalid_quantity",
      `Quantity ${quantity} is not a whole number of shares`,
      "Give a whole number from 1",
    );
  }
  if (quantity < 1) {
    return refuse("invalid_quantity", `Quantity ${quantity} is not above 0`, "Give a whole number from 1");
  }
  if (quantity > QUANTITY_MAX) {
    return refuse(
      "quantity_too_large",
      `Quantity ${won(quantity)} is above ${won(QUANTITY_MAX)}`,
      `Give at most ${won(QUANTITY_MAX)}`,
    );
  }
  return null;
}

/** Refuses a limit price that is not whole won, off the tick or outside the day's band; the hint names the nearest valid price. */
export function checkLimitPrice(price: number, reference: DayReference, date: string): Refusal | null {
  const { kind, market, upper, lower } = reference;
  if (!Number.isInteger(price) || price < 1) {
    return refuse("invalid_price", `Price ${price} is not whole won above 0`, "Give a price in whole won");
  }
  if (upper === null || lower === null) return noData(reference);
  const inBand = Math.min(Math.max(price, lower), upper);
  if (!isOnTick(price, kind, date, market)) {
    const nearest = nearestOnTick(inBand, kind, date, market);
    const below = floorToTick(inBand, kind, date, market);
    const above = ceilToTick(inBand, kind, date, market);
    return refuse(
      "price_off_tick",
      `Price ${won(price)} is off the tick: ${won(below)} and ${won(above)} are valid`,
      `The nearest valid price is ${won(nearest)}`,
    );
  }
  if (price > upper || price < lower) {
    return refuse(
      "price_outside_band",
      `Price ${won(price)} is outside the day's band ${won(lower)} to ${won(upper)}`,
      `The nearest valid price is ${won(inBand)}`,
    );
  }
  return null;
}

function noData(reference: DayReference): Refusal {
  return refuse("no_market_data", `There is no market data for ${reference.symbol} on that day`);
}

/** Refuses what could not be an order: the first reason by precedence, or null. `date` is the session's it is for. */
export function checkOrder(request: OrderRequest, reference: DayReference | null, date: string): Refusal | null {
  if (reference === null) {
    return refuse("unknown_symbol", `There is no symbol ${request.symbol}`, "Search by code or name: hoga search TEXT");
  }
  const quantity = checkQuantity(request.quantity);
  if (quantity !== null) return quantity;
  if (request.type === "limit" && request.limitPrice === null) return refuse("price_required");
  if (request.type === "market" && request.limitPrice !== null) return refuse("price_not_allowed");
  if (reference.upper === null) return noData(reference);
  if (request.limitPrice !== null) {
    const price = checkLimitPrice(request.limitPrice, reference, date);
    if (price !== null) return price;
  }
  return checkAmount(request.quantity, request.limitPrice ?? reference.upper);
}

/** Refuses an order whose amount in won would pass {@linkcode AMOUNT_MAX}. */
export function checkAmount(quantity: number, price: number): Refusal | null {
  if (quantity * price <= AMOUNT_MAX) return null;
  const most = Math.floor(AMOUNT_MAX / price);
  return refuse(
    "quantity_too_large",
    `Quantity ${won(quantity)} at ${won(price)} won is too large`,
    `Give at most ${won(most)}`,
  );
}
