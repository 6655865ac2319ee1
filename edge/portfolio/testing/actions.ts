// Corporate actions as the portfolio's tests tell of them: shares are bought on a Friday, and Monday is the ex-date.
import type { EventData } from "@hoga/events";
import type { Sql } from "@hoga/db";
import { type TestClock, testClock } from "@hoga/testing";
import { at, hostPortfolio, type PortfolioHost, SYMBOL, type TestOrder } from "./host.ts";

export const FRIDAY = "2026-11-20";
export const MONDAY = "2026-11-23";

type Action = EventData<"CorporateActionEffective">;

/** A split of 5:1, unless told. */
export function action(change: Partial<Action> = {}): Action {
  return {
    actionId: "split-1",
    symbol: SYMBOL,
    kind: "split",
    exDate: MONDAY,
    exAt: at(`${MONDAY} 00:00`),
    ratio: { numerator: 5, denominator: 1 },
    amountPerShare: null,
    base: 14_000,
    previousId: null,
    ...change,
  };
}

/** One share for ten. */
export const REVERSE = action({ ratio: { numerator: 1, denominator: 10 }, base: 700_000 });
/** 361 won a share. */
export const DIVIDEND = action({
  actionId: "dividend-1",
  kind: "cash_dividend",
  ratio: null,
  amountPerShare: 361,
  base: 70_000,
});

/** Tells that an ex-date began. */
export const begins = (host: PortfolioHost, of: Action = action(), id = `${of.actionId}/1`) =>
  host.event("CorporateActionEffective", id, of.exAt, of);

/** Tells that {@linkcode DIVIDEND} is paid on a date. */
export const pays = (host: PortfolioHost, date: string) =>
  host.event("DividendPayable", "dividend-1/1", at(`${date} 00:00`), {
    actionId: "dividend-1",
    symbol: SYMBOL,
    payAt: at(`${date} 00:00`),
  });

/** A buy of account `a`: 100 shares at 70,000 won on Friday, unless told. */
export function order(change: Partial<TestOrder> & Pick<TestOrder, "id">): TestOrder {
  return { account: "a", side: "buy", quantity: 100, price: 70_000, at: `${FRIDAY} 10:00`, ...change };
}

/** A host on Monday at 00:00:01, with an account `a` that has bought 100 shares on Friday. Its books balance when the test is over. */
export async function onMonday(
  sql: Sql,
  test: (host: PortfolioHost, clock: TestClock) => Promise<void>,
): Promise<void> {
  const clock = testClock(`${FRIDAY}T10:00:00+09:00`);
  const host = hostPortfolio(sql, clock);
  await host.open("a");
  await host.deal(order({ id: "first" }));
  clock.set(`${MONDAY}T00:00:01+09:00`);
  await test(host, clock);
  await host.balanced();
}
