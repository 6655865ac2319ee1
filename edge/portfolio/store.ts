// Reads and writes a batch of the portfolio service: one statement each.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import type { UnitStore } from "@hoga/outbox";
import { applyDue } from "./corporate_actions.ts";
import type { ActionState, Entitlement, Part, RightsInput } from "./rights.ts";
import { EX_PART, LOAD, PAY_PART, SAVE } from "./statements.ts";
import { createUnit, type PortfolioUnit, type Touched, type UnitChanges } from "./unit.ts";

const AccountRow = z.object({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  opening_cash: z.number(),
  generation: z.number(),
  created_at: z.number(),
  reset_at: z.number().nullable(),
});
const BalanceRow = z.object({
  account_id: z.string(),
  asset: z.string(),
  posted: z.number(),
  pending: z.number(),
  cost: z.number(),
  realized_pnl: z.number(),
  version: z.number(),
});
const ReservationRow = z.object({
  order_id: z.string(),
  account_id: z.string(),
  asset: z.string(),
  amount: z.number(),
  consumed: z.number(),
  released: z.number(),
  change_id: z.number(),
  ended: z.boolean(),
  version: z.number(),
  symbol: z.string().nullable(),
  session_date: z.string().nullable(),
  counted_at: z.number(),
});
const ActionRow = z.object({
  id: z.string(),
  symbol: z.string(),
  kind: z.enum(["cash_dividend", "split", "bonus_issue"]),
  ex_date: z.string(),
  ex_at: z.number(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  amount_per_share: z.number().nullable(),
  base: z.number().nullable(),
  pay_at: z.number().nullable(),
});
const EntitlementRow = z.object({
  action_id: z.string(),
  account_id: z.string(),
  generation: z.number(),
  quantity: z.number(),
  settled: z.boolean(),
});
const HolderRow = z.object({ account_id: z.string(), symbol: z.string() });
const Loaded = z.object({
  accounts: z.array(AccountRow),
  balances: z.array(BalanceRow),
  reservations: z.array(ReservationRow),
  actions: z.array(ActionRow),
  waiting: z.array(z.object({ actionId: z.string(), accountId: z.string(), owned: z.number() })),
  unpaid: z.array(EntitlementRow),
  seen: z.array(z.string()),
});

/** The account that a row stands for. */
export function accountOf(row: z.infer<typeof AccountRow>) {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    openingCash: row.opening_cash,
    generation: row.generation,
    createdAt: row.created_at,
    resetAt: row.reset_at,
  };
}
export const parseAccount = (row: unknown) => accountOf(AccountRow.parse(row));

/**
 * How long (ms) after its ex-date an action is looked for with every piece of work. Work of before it that comes later still, from a stack
 * that slept, is found by the session of its order, or says itself how far back to look.
 */
const RECENT_MS = 30 * 86_400_000;

function actionOf(row: z.infer<typeof ActionRow>): ActionState {
  const { id, symbol, kind, numerator, denominator, base } = row;
  return {
    id,
    symbol,
    kind,
    exDate: row.ex_date,
    exAt: row.ex_at,
    ratio: numerator === null || denominator === null ? null : { numerator, denominator },
    amountPerShare: row.amount_per_share,
    base,
    payAt: row.pay_at,
  };
}

function actionRow(action: ActionState): z.infer<typeof ActionRow> {
  const { id, symbol, kind, ratio, base } = action;
  return {
    id,
    symbol,
    kind,
    ex_date: action.exDate,
    ex_at: action.exAt,
    numerator: ratio?.numerator ?? null,
    denominator: ratio?.denominator ?? null,
    amount_per_share: action.amountPerShare,
    base,
    pay_at: action.payAt,
  };
}

function entitlementOf(row: z.infer<typeof EntitlementRow>): Entitlement {
  const { generation, quantity, settled } = row;
  return { actionId: row.action_id, accountId: row.account_id, generation, quantity, settled };
}

function entitlementRow(one: Entitlement): z.infer<typeof EntitlementRow> {
  const { generation, quantity, settled } = one;
  return { action_id: one.actionId, account_id: one.accountId, generation, quantity, settled };
}

/** The accounts of the parts that a batch works on, with the symbol that each part is about. */
async function readParts(sql: Sql, touched: readonly Touched[]) {
  const read: { readonly part: Part; readonly holders: readonly z.infer<typeof HolderRow>[] }[] = [];
  for (const { part } of touched) {
    if (part === undefined) continue;
    const rows = await sql.query(part.step === "ex" ? EX_PART : PAY_PART, [part.actionId, part.after]);
    read.push({ part, holders: rows.map((row) => HolderRow.parse(row)) });
  }
  return read;
}

/** What the statement that reads is asked for. */
async function questionOf(
  sql: Sql,
  touched: readonly Touched[],
  eventIds: readonly string[],
  now: number,
): Promise<{ readonly question: string; readonly parts: RightsInput["parts"] }> {
  const read = await readParts(sql, touched);
  const question = JSON.stringify({
    orders: touched.flatMap((one) => one.orderId ?? []),
    all: touched.flatMap((one) => one.allOf === true && one.accountId !== null ? [one.accountId] : []),
    balances: touched.flatMap(({ accountId, assets }) =>
      accountId === null ? [] : (assets ?? []).map((asset) => ({ accountId, asset }))
    ),
    pairs: [
      ...touched.flatMap(({ accountId, symbol }) =>
        accountId === null || symbol === undefined ? [] : [{ accountId, symbol }]
      ),
      ...read.flatMap(({ holders }) => holders.map((one) => ({ accountId: one.account_id, symbol: one.symbol }))),
    ],
    actions: touched.flatMap((one) => one.actionIds ?? []),
    since: Math.min(now - RECENT_MS, ...touched.flatMap((one) => one.since ?? [])),
    events: eventIds,
  });
  const parts = read.map(({ part, holders }) => ({ part, accountIds: holders.map((one) => one.account_id) }));
  return { question, parts };
}

/** Where the portfolio service keeps its states. `now` is market time. */
export function portfolioStore(sql: Sql, now: () => number): UnitStore<Touched, PortfolioUnit> {
  return {
    async load(touched, eventIds) {
      const at = now();
      const { question, parts } = await questionOf(sql, touched, eventIds, at);
      const [row] = await sql.query(LOAD, [question]);
      const loaded = Loaded.parse(row?.loaded);
      return createUnit({
        now: at,
        accounts: loaded.accounts.map(accountOf),
        balances: loaded.balances.map((one) => ({
          accountId: one.account_id,
          asset: one.asset,
          balance: { posted: one.posted, pending: one.pending, cost: one.cost, realizedPnl: one.realized_pnl },
          version: one.version,
        })),
        reservations: loaded.reservations.map((one) => ({ reservation: reservationOf(one), version: one.version })),
        seen: new Set(loaded.seen),
        rights: {
          actions: loaded.actions.map(actionOf),
          waiting: loaded.waiting,
          unpaid: loaded.unpaid.map(entitlementOf),
          parts,
        },
      });
    },
    begin: applyDue,
    finish: applyDue,
    isChanged(unit) {
      const { accounts, balances, reservations, transfers, rights } = unit.changes();
      return accounts.length + balances.length + reservations.length + transfers.length > 0 ||
        Object.values(rights).some((changed) => changed.length > 0);
    },
    save: async (unit, delivery) =>
      void await sql.query(SAVE, [JSON.stringify({ ...documentOf(unit.changes()), ...delivery })]),
  };
}

function reservationOf(row: z.infer<typeof ReservationRow>) {
  return {
    orderId: row.order_id,
    accountId: row.account_id,
    asset: row.asset,
    amount: row.amount,
    consumed: row.consumed,
    released: row.released,
    changeId: row.change_id,
    ended: row.ended,
    symbol: row.symbol,
    sessionDate: row.session_date,
    countedAt: row.counted_at,
  };
}

/** What a batch changed, as rows. */
function documentOf({ accounts, balances, reservations, transfers, rights }: UnitChanges) {
  return {
    accounts: accounts.map((one) => ({
      id: one.id,
      user_id: one.userId,
      name: one.name,
      opening_cash: one.openingCash,
      generation: one.generation,
      created_at: one.createdAt,
      reset_at: one.resetAt,
    })),
    balances: balances.map((one) => ({
      account_id: one.accountId,
      asset: one.asset,
      posted: one.balance.posted,
      pending: one.balance.pending,
      cost: one.balance.cost,
      realized_pnl: one.balance.realizedPnl,
      version: one.version + 1,
    })),
    reservations: reservations.map(({ reservation, version }) => ({
      order_id: reservation.orderId,
      account_id: reservation.accountId,
      asset: reservation.asset,
      amount: reservation.amount,
      consumed: reservation.consumed,
      released: reservation.released,
      change_id: reservation.changeId,
      ended: reservation.ended,
      symbol: reservation.symbol,
      session_date: reservation.sessionDate,
      counted_at: reservation.countedAt,
      version: version + 1,
    })),
    transfers,
    newActions: rights.newActions.map(actionRow),
    payable: rights.payable.map(actionRow),
    relied: rights.relied.map(actionRow),
    entitled: rights.entitled.map(entitlementRow),
    settled: rights.settled.map(entitlementRow),
  };
}
