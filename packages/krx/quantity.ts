const BILLION = 1_000_000_000n;
const TRILLION = 1_000n * BILLION;

/**
 * The most shares one order may name, by the market capitalisation at the base price (won) and the listed shares: 5 % of
 * the shares below 20 billion won, a billion won's worth below 100 billion, 1 % of the shares below 10 trillion, and 100
 * billion won's worth from there on; rounded down, at least one share (KOSPI Enforcement Rules §14(1)3, since 2018-09-17 on
 * all markets, funds and notes included). Null when the share count is unknown. Brokers split larger orders. Throws a
 * RangeError when a number is not a safe integer above 0.
 */
export function quantityCap(base: number, listedShares: number | null): number | null {
  if (listedShares === null) return null;
  for (const number of [base, listedShares]) {
    if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`not a whole number above 0: ${number}`);
  }
  // The product of the two passes the safe integers for the largest companies.
  const price = BigInt(base);
  const shares = BigInt(listedShares);
  const cap = capOf(price * shares, price, shares);
  return cap < 1n ? 1 : Number(cap);
}

function capOf(capitalisation: bigint, price: bigint, shares: bigint): bigint {
  if (capitalisation >= 10n * TRILLION) return 100n * BILLION / price;
  if (capitalisation >= 100n * BILLION) return shares / 100n;
  if (capitalisation >= 20n * BILLION) return BILLION / price;
  return shares * 5n / 100n;
}
