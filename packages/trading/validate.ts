// What can be an order at all: quantity, prices, tick and band.
import {
  ceilToTick,
  floorToTick,
  type InstrumentKind,
  isOnTick,
  type Market,
  nearestOnTick,
  quantityCap,
} from "@hoga/krx";
import { type Refusal, refuse } from "./codes.ts";
import { worstPrice } from "./hold.ts";
import { checkPrices, type OrderType, type TimeInForce } from "./order_type.ts";

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
  /** Listed shares, null where not known: they limit how many one order may name. */
  readonly listedShares: number | null;
}

export interface OrderRequest {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity: number;
  /** Won; null for the types that have none. */
  readonly limitPrice: number | null;
  /** Won: the last price that makes a limit order of a stop limit order; null for the other types. */
  readonly stopPrice: number | null;
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

/**
 * Refuses more shares than one order of the issue may name: the exchange's cap by market capitalisation (`quantityCap`). Nothing is refused
 * where the base price or the listed shares are not known. A broker would split such an order.
 */
export function checkQuantityCap(quantity: number, reference: DayReference): Refusal | null {
  const { symbol, base, listedShares } = reference;
  const cap = base === null ? null : quantityCap(base, listedShares);
  if (cap === null || quantity <= cap) return null;
  return refuse(
    "quantity_too_large",
    `Quantity ${won(quantity)} is above ${won(cap)}, the most shares that one order of ${symbol} may have`,
    `Give at most ${won(cap)}, in several orders if need be`,
  );
}

/**
 * Refuses a price that is not whole won, off the tick or outside the day's band; the hint names the nearest valid price. `label` begins the
 * sentence: `Stop price` for a stop.
 */
export function checkPrice(price: number, reference: DayReference, date: string, label = "Price"): Refusal | null {
  const { kind, market, upper, lower } = reference;
  if (!Number.isInteger(price) || price < 1) {
    return refuse("invalid_price", `${label} ${price} is not whole won above 0`, "Give a price in whole won");
  }
  if (upper === null || lower === null) return noData(reference);
  const inBand = Math.min(Math.max(price, lower), upper);
  if (!isOnTick(price, kind, date, market)) {
    const nearest = nearestOnTick(inBand, kind, date, market);
    const below = floorToTick(inBand, kind, date, market);
    const above = ceilToTick(inBand, kind, date, market);
    return refuse(
      "price_off_tick",
      `${label} ${won(price)} is off the tick: ${won(below)} and ${won(above)} are valid`,
      `The nearest valid price is ${won(nearest)}`,
    );
  }
  if (price > upper || price < lower) {
    return refuse(
      "price_outside_band",
      `${label} ${won(price)} is outside the day's band ${won(lower)} to ${won(upper)}`,
      `The nearest valid price is ${won(inBand)}`,
    );
  }
  return null;
}

function noData(reference: DayReference): Refusal {
  return refuse("no_market_data", `There is no market data for ${reference.symbol} on that day`);
}

/** Refuses prices of an order that are off the tick or outside the day's band, the limit first. Null prices pass. */
export function checkPriceValues(
  { limitPrice, stopPrice }: Pick<OrderRequest, "limitPrice" | "stopPrice">,
  reference: DayReference,
  date: string,
): Refusal | null {
  const limit = limitPrice === null ? null : checkPrice(limitPrice, reference, date);
  if (limit !== null || stopPrice === null) return limit;
  return checkPrice(stopPrice, reference, date, "Stop price");
}

/**
 * Refuses what could not be an order: the first reason by precedence, or null. `date` is the session's it is for. Whether its type is taken
 * at the moment is another question: see `orderTypeRefusal`.
 */
export function checkOrder(request: OrderRequest, reference: DayReference | null, date: string): Refusal | null {
  if (reference === null) {
    return refuse("unknown_symbol", `There is no symbol ${request.symbol}`, "Search by code or name: hoga search TEXT");
  }
  const { quantity } = request;
  const shares = checkQuantity(quantity) ?? checkQuantityCap(quantity, reference) ?? checkPrices(request);
  if (shares !== null) return shares;
  if (reference.upper === null) return noData(reference);
  const price = checkPriceValues(request, reference, date);
  return price ?? checkAmount(quantity, worstPrice(request, reference.upper));
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
