// Opening an account and starting it over.
import type { Work } from "@hoga/outbox";
import { houseAccount, KRW, ledgerAccount, receive, type Refusal, refuse } from "@hoga/trading";
import type { AccountState, PortfolioUnit, Touched } from "../unit.ts";

/** The practice money of an account unless another sum is asked for (won). */
export const OPENING_CASH = 100_000_000;

export type AccountResult = { readonly account: AccountState } | { readonly refusal: Refusal };

function deposit(unit: PortfolioUnit, account: AccountState, amount: number): void {
  unit.putBalance(account.id, KRW, receive(unit.balance(account.id, KRW), amount));
  unit.record(
    account,
    `deposit/${account.id}/${account.generation}`,
    {
      leg: "cash",
      debit: houseAccount("capital", KRW),
      credit: ledgerAccount(account.id, KRW),
      asset: KRW,
      amount,
      kind: "deposit",
    },
    { orderId: null, tradeId: null, at: unit.now, settlesOn: null },
    unit.balance(account.id, KRW).posted,
  );
}

/** The work of opening an account with a deposit. An id that exists gives the account that has it. */
export function openWork(asked: {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly openingCash: number;
}): Work<Touched, PortfolioUnit, AccountResult> {
  return {
    eventId: null,
    touched: { accountId: asked.id, allOf: true },
    run(unit) {
      const known = unit.account(asked.id);
      if (known !== null) return { account: known };
      const account: AccountState = { ...asked, generation: 1, createdAt: unit.now, resetAt: null };
      unit.putAccount(account);
      deposit(unit, account, asked.openingCash);
      return { account };
    },
  };
}

/** Takes everything that an account owns back to the house. */
function withdrawAll(unit: PortfolioUnit, account: AccountState): void {
  for (const [asset, balance] of unit.balancesOf(account.id)) {
    if (balance.posted > 0) {
      const credit = asset === KRW ? houseAccount("capital", KRW) : houseAccount("market", asset);
      unit.record(
        account,
        `withdrawal/${account.id}/${account.generation}/${asset}`,
        {
          leg: "all",
          debit: ledgerAccount(account.id, asset),
          credit,
          asset,
          amount: balance.posted,
          kind: "withdrawal",
        },
        { orderId: null, tradeId: null, at: unit.now, settlesOn: null },
        0,
      );
    }
    unit.putBalance(account.id, asset, { posted: 0, pending: 0, cost: 0, realizedPnl: 0 });
  }
}

/**
 * The work of starting an account over: everything goes back to the house and a new deposit comes in, as entries of the ledger, so that its
 * history stays. Refused while anything is held for open orders.
 */
export function resetWork(id: string, openingCash: number | null): Work<Touched, PortfolioUnit, AccountResult> {
  return {
    eventId: null,
    touched: { accountId: id, allOf: true },
    run(unit) {
      const account = unit.account(id);
      if (account === null) return { refusal: refuse("unknown_account", `There is no account ${id}`) };
      if (unit.openReservations(id).length > 0 || unit.balancesOf(id).some(([, balance]) => balance.pending > 0)) {
        return {
          refusal: refuse("open_orders", "The account has open orders", "Cancel them first: hoga order cancel-all"),
        };
      }
      withdrawAll(unit, account);
      const next = {
        ...account,
        openingCash: openingCash ?? account.openingCash,
        generation: account.generation + 1,
        resetAt: unit.now,
      };
      unit.putAccount(next);
      deposit(unit, next, next.openingCash);
      return { account: next };
    },
  };
}
