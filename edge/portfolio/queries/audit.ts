// Proves the ledger: every balance is the sum of its transfers, every hold is an open order's, and nothing was made out of nothing.
import { z } from "zod";
import type { LedgerAudit } from "@hoga/contracts";
import type { Sql } from "@hoga/db";

type Audit = z.infer<typeof LedgerAudit>;

const Finding = z.object({ subject: z.string(), expected: z.coerce.string(), actual: z.coerce.string() });

/** Each check lists what is off; no rows is a proof. `expected` is what the transfers or reservations say. */
const CHECKS: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: "balances equal the sum of their transfers",
    sql: `select account as subject, coalesce(moved, 0) as expected, coalesce(posted, 0) as actual from
        (select account, sum(amount) as moved from
          (select credit as account, amount from portfolio.transfers union all select debit, -amount from portfolio.transfers) as sides
         where account not like 'house:%' group by account) as sums
      full join (select account_id || ':' || asset as account, posted from portfolio.balances) as rows using (account)
      where coalesce(moved, 0) <> coalesce(posted, 0)`,
  },
  {
    name: "held amounts equal the open reservations",
    sql: `select account as subject, coalesce(held, 0) as expected, coalesce(pending, 0) as actual from
        (select account_id || ':' || asset as account, sum(amount - consumed - released) as held
         from portfolio.reservations group by 1) as sums
      full join (select account_id || ':' || asset as account, pending from portfolio.balances) as rows using (account)
      where coalesce(held, 0) <> coalesce(pending, 0)`,
  },
  {
    name: "every asset sums to nothing over all accounts and the house",
    sql: `select asset as subject, 0 as expected, sum(amount) as actual from
        (select asset, amount from portfolio.transfers where debit like 'house:%'
         union all select asset, -amount from portfolio.transfers where credit like 'house:%'
         union all select asset, -posted from portfolio.balances) as sides
      group by asset having sum(amount) <> 0`,
  },
  {
    name: "no account is overdrawn",
    sql: `select account_id || ':' || asset as subject, '0 or more' as expected, posted - pending as actual
      from portfolio.balances where posted < pending or pending < 0 or posted < 0`,
  },
  {
    name: "each trade has its legs once",
    sql: `select trade_id as subject, 'one shares leg and one cash leg' as expected,
        count(*) filter (where kind = 'trade' and asset <> 'KRW') || ' and ' || count(*) filter (where kind = 'trade' and asset = 'KRW') as actual
      from portfolio.transfers where trade_id is not null group by trade_id
      having count(*) filter (where kind = 'trade' and asset <> 'KRW') <> 1
        or count(*) filter (where kind = 'trade' and asset = 'KRW') <> 1`,
  },
];

const OrderSums = z.object({
  orderId: z.string(),
  quantity: z.coerce.number(),
  amount: z.coerce.number(),
  commission: z.coerce.number(),
  tax: z.coerce.number(),
});
const HoldRow = z.object({ orderId: z.string(), held: z.coerce.number() });

/** What the ledger says of every order, what is held, and what is wrong within the portfolio's own books. */
export async function auditLedger(sql: Sql): Promise<Audit> {
  const orders = await sql.query(
    `select order_id as "orderId",
       coalesce(sum(amount) filter (where kind = 'trade' and asset <> 'KRW'), 0) as quantity,
       coalesce(sum(amount) filter (where kind = 'trade' and asset = 'KRW'), 0) as amount,
       coalesce(sum(amount) filter (where kind = 'commission'), 0) as commission,
       coalesce(sum(amount) filter (where kind = 'tax'), 0) as tax
     from portfolio.transfers where order_id is not null group by order_id`,
  );
  const holds = await sql.query(
    `select order_id as "orderId", amount - consumed - released as held from portfolio.reservations
     where not ended or amount - consumed - released <> 0`,
  );
  const checks: Audit["checks"] = [];
  for (const check of CHECKS) {
    const rows = await sql.query(`${check.sql} limit 100`);
    checks.push({ name: check.name, findings: rows.map((row) => Finding.parse(row)) });
  }
  return {
    orders: orders.map((row) => OrderSums.parse(row)),
    holds: holds.map((row) => HoldRow.parse(row)),
    checks,
  };
}
