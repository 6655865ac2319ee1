// The arithmetic of balances and reservations. Nothing here can make an overdraft: what does not fit is refused or is a bug.
import { KRW } from "./hold.ts";

/** What an account owns of one asset; `pending` of `posted` is held. `cost` and `realizedPnl` are won, for shares only. */
export interface Balance {
  readonly posted: number;
  readonly pending: number;
  readonly cost: number;
  readonly realizedPnl: number;
}

export const EMPTY_BALANCE: Balance = { posted: 0, pending: 0, cost: 0, realizedPnl: 0 };

/** An order's hold: of `amount`, `consumed` was paid out by trades and `released` given back. */
export interface Reservation {
  readonly asset: string;
  readonly amount: number;
  readonly consumed: number;
  readonly released: number;
  readonly ended: boolean;
}

/** Throws when a ledger rule is broken: a bug, never something a user can bring about. */
function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`The ledger does not allow it: ${what}`);
}

/** What can be used for a new order. */
export const available = (balance: Balance): number => balance.posted - balance.pending;

/** What is still held for an order. */
export const heldBy = (reservation: Reservation): number =>
  reservation.amount - reservation.consumed - reservation.released;

/** Holds `amount` more (or, when negative, less); null when that much is not available. */
export function hold(balance: Balance, amount: number): Balance | null {
  assert(Number.isSafeInteger(amount), `an amount of ${amount}`);
  if (amount > available(balance)) return null;
  assert(balance.pending + amount >= 0, `releasing ${-amount} of ${balance.pending} held`);
  return { ...balance, pending: balance.pending + amount };
}

/**
 * Sets a reservation's total to `amount`: an amendment's, or the moved band's. Null when the difference is not available. What trades have
 * consumed stays consumed.
 */
export function changeHold(
  balance: Balance,
  reservation: Reservation,
  amount: number,
): { readonly balance: Balance; readonly reservation: Reservation } | null {
  assert(amount >= reservation.consumed + reservation.released, `a hold of ${amount} below what was used`);
  const held = hold(balance, amount - reservation.amount);
  return held === null ? null : { balance: held, reservation: { ...reservation, amount } };
}

/**
 * Ends a reservation of which trades use `used` in all, whether their postings have arrived or not: the rest is released now, and the hold
 * that stays is exactly what those still to come will consume.
 */
export function endHold(
  balance: Balance,
  reservation: Reservation,
  used: number,
): { readonly balance: Balance; readonly reservation: Reservation; readonly released: number } {
  const released = reservation.amount - used;
  const more = released - reservation.released;
  assert(more >= 0 && reservation.consumed <= used, `ending a hold of ${reservation.amount} with ${used} used`);
  return {
    balance: { ...balance, pending: balance.pending - more },
    reservation: { ...reservation, released, ended: true },
    released: more,
  };
}

/** Pays `amount` out of what an order holds. */
export function consume(
  balance: Balance,
  reservation: Reservation,
  amount: number,
): { readonly balance: Balance; readonly reservation: Reservation } {
  assert(amount >= 0 && amount <= heldBy(reservation), `using ${amount} of ${heldBy(reservation)} held`);
  assert(balance.pending >= amount && balance.posted >= amount, `paying ${amount} out of ${balance.posted}`);
  return {
    balance: { ...balance, posted: balance.posted - amount, pending: balance.pending - amount },
    reservation: { ...reservation, consumed: reservation.consumed + amount },
  };
}

/** Puts `amount` in. `cost` is what was paid for it in won, for shares. */
export function receive(balance: Balance, amount: number, cost = 0): Balance {
  assert(amount >= 0 && cost >= 0, `receiving ${amount}`);
  return { ...balance, posted: balance.posted + amount, cost: balance.cost + cost };
}

/**
 * The cost of `quantity` out of a position, by moving average (매입단가 is unchanged by sells), rounded down to the won; the last share takes
 * all that is left.
 */
export function costOf(position: Balance, quantity: number): number {
  assert(quantity >= 0 && quantity <= position.posted, `the cost of ${quantity} out of ${position.posted} shares`);
  if (quantity === 0) return 0;
  return Number(BigInt(position.cost) * BigInt(quantity) / BigInt(position.posted));
}

/** One line of the double-entry ledger: `amount` of `asset` leaves `debit` and comes to `credit`. */
export interface Transfer {
  readonly leg: string;
  readonly debit: string;
  readonly credit: string;
  readonly asset: string;
  readonly amount: number;
  readonly kind: "deposit" | "withdrawal" | "trade" | "commission" | "tax" | "dividend" | "split" | "bonus";
}

/** The ledger account of what `accountId` owns of `asset`. */
export const ledgerAccount = (accountId: string, asset: string): string => `${accountId}:${asset}`;
/** A ledger account of the house. Its balance is the sum of its transfers: no row stands for it. */
export const houseAccount = (
  purpose: "capital" | "market" | "commission" | "tax" | "corporate",
  asset: string,
): string => `house:${purpose}:${asset}`;

/** The transfers of one trade: cash one way, shares the other, commission and tax to the house. Legs of nothing are left out. */
export function tradeTransfers(trade: {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly amount: number;
  readonly commission: number;
  readonly tax: number;
}): Transfer[] {
  const cash = ledgerAccount(trade.accountId, KRW);
  const shares = ledgerAccount(trade.accountId, trade.symbol);
  const [cashFrom, cashTo] = trade.side === "buy"
    ? [cash, houseAccount("market", KRW)]
    : [houseAccount("market", KRW), cash];
  const [sharesFrom, sharesTo] = trade.side === "buy"
    ? [houseAccount("market", trade.symbol), shares]
    : [shares, houseAccount("market", trade.symbol)];
  const legs: Transfer[] = [
    { leg: "shares", debit: sharesFrom, credit: sharesTo, asset: trade.symbol, amount: trade.quantity, kind: "trade" },
    { leg: "cash", debit: cashFrom, credit: cashTo, asset: KRW, amount: trade.amount, kind: "trade" },
    {
      leg: "commission",
      debit: cash,
      credit: houseAccount("commission", KRW),
      asset: KRW,
      amount: trade.commission,
      kind: "commission",
    },
    { leg: "tax", debit: cash, credit: houseAccount("tax", KRW), asset: KRW, amount: trade.tax, kind: "tax" },
  ];
  return legs.filter((leg) => leg.amount > 0);
}
