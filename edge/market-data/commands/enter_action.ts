// Enters a dividend, a split or a bonus issue, or takes it back before its ex-date.
import { type CorporateAction as ActionDocument, type NewCorporateAction, PRICE_MAX } from "@hoga/contracts";
import { addDays, type CalendarOverride, CalendarRangeError, isDate, kstDate, tradingDay } from "@hoga/krx";
import type { Sql } from "@hoga/db";
import { ratioOf } from "@hoga/trading";
import { type Outcome, refused } from "../outcome.ts";
import { type Actions, type CorporateAction, exAtOf, payAtOf } from "../state/actions.ts";
import type { Catalogue } from "../state/catalogue.ts";
import type { Overrides } from "../state/overrides.ts";

export interface ActionContext {
  readonly sql: Sql;
  readonly actions: Actions;
  readonly overrides: Overrides;
  readonly catalogue: Catalogue;
  /** The base price (won) of a symbol on a date; null where there is no market data. */
  readonly baseOf: (symbol: string, date: string) => Promise<number | null>;
  /** Market time, ms since the epoch. */
  readonly now: () => number;
}

/** The longest time from an ex-date to the payment: dividends of a year's end are paid in the spring after. */
const PAYMENT_DAYS_MAX = 370;
const PREFIXES = { cash_dividend: "dividend", split: "split", bonus_issue: "bonus" } as const;

const INSERT = `
insert into market_data.corporate_actions (id, kind, symbol, ex_date, pay_date, amount_per_share, numerator, denominator)
select $1, $2, $3, $4::date, $5::date, $6::bigint, $7::int, $8::int
where not exists (
  select 1 from market_data.corporate_actions
  where symbol = $3 and ex_date = $4::date and kind <> 'cash_dividend' and $2 <> 'cash_dividend')
on conflict (id) do nothing returning 1`;

/** An action as operators see it at `now` (market time in ms). */
export function actionDocument(action: CorporateAction, now: number): ActionDocument {
  const { exAnnounced: _ex, payAnnounced: _pay, ...rest } = action;
  const payAt = payAtOf(action);
  const isPaid = payAt !== null && payAt <= now;
  return { ...rest, status: isPaid ? "paid" : exAtOf(action) <= now ? "effective" : "announced" };
}

/**
 * Enters an action, once for each kind, symbol and ex-date. The ex-date is a trading day that has not begun: everybody knows of it before
 * it counts. A dividend is paid on a trading day after that. A split and a bonus issue of one symbol have different ex-dates.
 */
export async function enterAction(
  { sql, actions, overrides, catalogue, baseOf, now }: ActionContext,
  asked: NewCorporateAction,
): Promise<Outcome<ActionDocument>> {
  const symbol = asked.symbol.trim().toUpperCase();
  if (!(await catalogue.find([symbol])).has(symbol)) return refused("unknown_symbol", `No such symbol: ${symbol}`);
  const wrong = checkDates(asked, now(), await overrides.current()) ?? checkRatio(asked) ??
    checkPrice(asked, await baseOf(symbol, kstDate(now())));
  if (wrong !== null) return wrong;
  const { kind, exDate } = asked;
  const isDividend = asked.kind === "cash_dividend";
  const action: CorporateAction = {
    id: `${PREFIXES[kind]}-${symbol}-${exDate}`,
    kind,
    symbol,
    exDate,
    payDate: isDividend ? asked.payDate : null,
    amountPerShare: isDividend ? asked.amountPerShare : null,
    numerator: isDividend ? null : asked.numerator,
    denominator: isDividend ? null : asked.denominator,
    exAnnounced: false,
    payAnnounced: false,
  };
  const { id, payDate, amountPerShare, numerator, denominator } = action;
  const rows = await sql.query(INSERT, [id, kind, symbol, exDate, payDate, amountPerShare, numerator, denominator]);
  await actions.refresh();
  return rows.length === 0
    ? refused(
      "invalid_request",
      `${symbol} has a ${kind.replace("_", " ")} or another change of its shares on ${exDate} already`,
    )
    : { value: actionDocument(action, now()) };
}

/** Takes an action back. Refused from its ex-date on. */
export async function removeAction(
  { sql, actions, now }: ActionContext,
  id: string,
): Promise<Outcome<{ readonly removed: string }>> {
  const action = (await actions.refresh()).find((one) => one.id === id);
  if (action === undefined) return refused("not_found", `There is no corporate action ${id}`);
  if (exAtOf(action) <= now()) {
    return refused("invalid_request", `The ex-date of ${id} has begun: what has passed cannot be changed`);
  }
  await sql.query("delete from market_data.corporate_actions where id = $1 and not ex_announced", [id]);
  await actions.refresh();
  return { value: { removed: id } };
}

type Refused = ReturnType<typeof refused>;

function checkDates(asked: NewCorporateAction, now: number, overrides: readonly CalendarOverride[]): Refused | null {
  const { exDate } = asked;
  const wrong = checkTradingDay("The ex-date", exDate, overrides);
  if (wrong !== null) return wrong;
  if (exDate <= kstDate(now)) return refused("invalid_request", `The ex-date must be after today, ${kstDate(now)}`);
  if (asked.kind !== "cash_dividend") return null;
  if (!isDate(asked.payDate) || asked.payDate <= exDate || asked.payDate > addDays(exDate, PAYMENT_DAYS_MAX)) {
    return refused(
      "invalid_request",
      `The day of payment must be after the ex-date, by at most ${PAYMENT_DAYS_MAX} days`,
    );
  }
  return checkTradingDay("The day of payment", asked.payDate, overrides);
}

function checkTradingDay(name: string, date: string, overrides: readonly CalendarOverride[]): Refused | null {
  try {
    if (isDate(date) && tradingDay(date, overrides).isTradingDay) return null;
    return refused("invalid_request", `${name} must be a trading day; ${date} is none`);
  } catch (error) {
    if (error instanceof CalendarRangeError) return refused("invalid_request", `There is ${error.message}`);
    throw error;
  }
}

function checkRatio(asked: NewCorporateAction): Refused | null {
  if (asked.kind !== "split" || asked.numerator !== asked.denominator) return null;
  return refused("invalid_request", "A split of as many shares for as many changes nothing");
}

/** Refuses what leaves no price that orders can name, or pays more than the share is worth; `base` is today's base price, where it is known. */
function checkPrice(asked: NewCorporateAction, base: number | null): Refused | null {
  if (base === null) return null;
  if (asked.kind === "cash_dividend") {
    if (asked.amountPerShare < base) return null;
    return refused(
      "invalid_request",
      `A dividend of ${asked.amountPerShare} won is not below the base price, ${base} won`,
    );
  }
  const { numerator, denominator } = ratioOf(asked);
  const price = base * denominator / numerator;
  if (price >= 1 && price <= PRICE_MAX) return null;
  return refused(
    "invalid_request",
    `The base price would go from ${base} won to ${price}; it must be from 1 to ${PRICE_MAX}`,
  );
}
