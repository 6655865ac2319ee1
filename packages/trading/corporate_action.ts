// What splits, bonus issues and dividends do to shares, prices and cash. Every division says how it is rounded.
import { ceilToTick, floorToTick, type InstrumentKind, type Market } from "@hoga/krx";
import { type Balance, houseAccount, ledgerAccount, type Transfer } from "./ledger.ts";
import { KRW } from "./hold.ts";

/** `numerator` shares stand for `denominator` of before. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** A change of the number of shares as it is announced. */
export interface ShareChange extends Ratio {
  readonly kind: "split" | "bonus_issue";
}

/**
 * How many shares stand for how many: a split of 5:1 (액면분할) gives five for one, 1:10 (액면병합) one for ten; a bonus issue of 1:10
 * (무상증자) gives one on top of ten, eleven for ten.
 */
export function ratioOf({ kind, numerator, denominator }: ShareChange): Ratio {
  return kind === "split" ? { numerator, denominator } : { numerator: numerator + denominator, denominator };
}

/** `value * numerator / denominator`, rounded down, whatever the size of the product. */
function scaled(value: number, numerator: number, denominator: number): number {
  return Number(BigInt(value) * BigInt(numerator) / BigInt(denominator));
}

/** The whole shares that stand for `quantity` shares of before; a fraction of a share is no share. */
export function adjustedShares(quantity: number, { numerator, denominator }: Ratio): number {
  return scaled(quantity, numerator, denominator);
}

/**
 * The won for the fraction of a share (단주대금) that is left of `quantity` shares of before, at `base` won a new share, the base price of
 * the ex-date. Rounded down to the won; nothing where no base price is known.
 */
export function cashInLieu(quantity: number, { numerator, denominator }: Ratio, base: number | null): number {
  if (base === null) return 0;
  const fraction = BigInt(quantity) * BigInt(numerator) % BigInt(denominator);
  return Number(fraction * BigInt(base) / BigInt(denominator));
}

/** What a price is a price of: its tick depends on it. */
export interface Priced {
  readonly kind: InstrumentKind;
  readonly market: Market;
}

/**
 * The base price (기준가) of the ex-date: the close before it over the ratio, put up on the tick like every base price that is off it. The
 * exchange adjusts it for splits and bonus issues, not for the cash dividends of stocks.
 */
export function adjustedBase(previousClose: number, ratio: Ratio, { kind, market }: Priced, date: string): number {
  return ceilToTick(previousClose * ratio.denominator / ratio.numerator, kind, date, market);
}

/** A waiting order's price after the change, on the tick of `date`: never worse for its owner, so down for a buy and up for a sell. */
export function adjustedPrice(
  price: number,
  ratio: Ratio,
  { side, kind, market }: Priced & { readonly side: "buy" | "sell" },
  date: string,
): number {
  const exact = price * ratio.denominator / ratio.numerator;
  return side === "buy" ? floorToTick(exact, kind, date, market) : ceilToTick(exact, kind, date, market);
}

/**
 * A position of which `before` shares were owned at the start of the ex-date. What was paid for it stays, so that the average cost follows
 * the number of shares; the won for a fraction are realised. Where no share is left, what was paid for them is realised too.
 */
export function adjustedPosition(position: Balance, before: number, ratio: Ratio, inLieu: number): Balance {
  const posted = position.posted - before + adjustedShares(before, ratio);
  if (posted > 0) return { ...position, posted, realizedPnl: position.realizedPnl + inLieu };
  return { ...position, posted, cost: 0, realizedPnl: position.realizedPnl + inLieu - position.cost };
}

/** The transfers of a change from `before` to `after` shares with `inLieu` won for the fraction. Legs of nothing are left out. */
export function shareChangeTransfers(change: {
  readonly accountId: string;
  readonly symbol: string;
  readonly kind: ShareChange["kind"];
  readonly before: number;
  readonly after: number;
  readonly inLieu: number;
}): Transfer[] {
  const { accountId, symbol, before, after, inLieu } = change;
  const kind = change.kind === "split" ? "split" : "bonus";
  const [own, house] = [ledgerAccount(accountId, symbol), houseAccount("corporate", symbol)];
  const [debit, credit] = after > before ? [house, own] : [own, house];
  const legs: Transfer[] = [
    { leg: "shares", debit, credit, asset: symbol, amount: Math.abs(after - before), kind },
    {
      leg: "cash",
      debit: houseAccount("corporate", KRW),
      credit: ledgerAccount(accountId, KRW),
      asset: KRW,
      amount: inLieu,
      kind,
    },
  ];
  return legs.filter((leg) => leg.amount > 0);
}

/** What a dividend of `amountPerShare` won on `quantity` shares pays, and what of it is withheld. */
export interface DividendPaid {
  readonly gross: number;
  readonly tax: number;
}

/**
 * A dividend and its withholding tax: 14 % income tax and a tenth of that for the local government (소득세법 §129, 지방세법 §103-13), 15.4 %
 * in all, rounded down to the won.
 */
export function dividendOf(quantity: number, amountPerShare: number): DividendPaid {
  const gross = quantity * amountPerShare;
  if (!Number.isSafeInteger(gross)) throw new RangeError(`a dividend of ${amountPerShare} won on ${quantity} shares`);
  return { gross, tax: scaled(gross, 154, 1_000) };
}

/** The transfers of a dividend: what it pays comes in, and the tax on it goes out. */
export function dividendTransfers(accountId: string, { gross, tax }: DividendPaid): Transfer[] {
  const cash = ledgerAccount(accountId, KRW);
  const legs: Transfer[] = [
    {
      leg: "dividend",
      debit: houseAccount("corporate", KRW),
      credit: cash,
      asset: KRW,
      amount: gross,
      kind: "dividend",
    },
    { leg: "tax", debit: cash, credit: houseAccount("tax", KRW), asset: KRW, amount: tax, kind: "tax" },
  ];
  return legs.filter((leg) => leg.amount > 0);
}
