// What dividends, splits and bonus issues do to an account.
import {
  adjustedPosition,
  adjustedShares,
  cashInLieu,
  dividendOf,
  dividendTransfers,
  heldBy,
  KRW,
  receive,
  shareChangeTransfers,
  type Transfer,
} from "@hoga/trading";
import type { ActionState, Entitlement } from "./rights.ts";
import type { AccountState, OrderReservation, PortfolioUnit } from "./unit.ts";

/**
 * Gives every account of a batch what the actions that have begun bring it, before the batch's own work and after it. It counts what the
 * account owned at the start of the ex-date, by the ledger, so that it does not matter when it is done.
 *
 * An account with an order of a session before the ex-date of which not everything has been heard waits until it has: a trade of the day
 * before may still be on its way. The event that brings the last of it is work on that account, after which this comes again.
 */
export function applyDue(unit: PortfolioUnit): void {
  for (const { actionId, accountId, owned } of unit.rights.waiting()) {
    const action = unit.rights.action(actionId);
    const account = unit.account(accountId);
    if (action === null || account === null || isAwaited(unit, action, accountId)) continue;
    const quantity = owned + unit.movedBefore(accountId, action.symbol, action.exAt);
    if (quantity > 0) apply(unit, action, account, quantity);
  }
}

/** Whether an action has yet to have its effect on an account because an order of before its ex-date is still to be heard of. */
export function isAwaited(unit: PortfolioUnit, action: ActionState, accountId: string): boolean {
  return unit.rights.isWaiting(action.id, accountId) &&
    unit.reservationsOf(accountId, action.symbol).some((one) =>
      one.sessionDate !== null && one.sessionDate < action.exDate && (!one.ended || heldBy(one) > 0)
    );
}

/** Whether shares that are counted as after the actions `ids` can be held for an account: they have begun here, and had their effect. */
export function areEffective(unit: PortfolioUnit, ids: readonly string[], accountId: string): boolean {
  return ids.every((id) => {
    const action = unit.rights.action(id);
    return action !== null && unit.rights.wasRead(id) && !isAwaited(unit, action, accountId);
  });
}

/** Shares that were counted at `countedAt`, as they are counted after every action that has had its effect on the account since. */
export function recounted(
  unit: PortfolioUnit,
  shares: { readonly accountId: string; readonly symbol: string; readonly amount: number; readonly countedAt: number },
): { readonly amount: number; readonly countedAt: number } {
  let { amount, countedAt } = shares;
  for (const action of unit.rights.actionsOf(shares.symbol)) {
    if (action.ratio === null || action.exAt <= countedAt || isAwaited(unit, action, shares.accountId)) continue;
    amount = adjustedShares(amount, action.ratio);
    countedAt = action.exAt;
  }
  return { amount, countedAt };
}

function apply(unit: PortfolioUnit, action: ActionState, account: AccountState, quantity: number): void {
  const isDividend = action.ratio === null;
  const entitlement: Entitlement = {
    actionId: action.id,
    accountId: account.id,
    generation: account.generation,
    quantity,
    settled: !isDividend || action.payAt !== null,
  };
  unit.rights.entitle(entitlement);
  if (isDividend) {
    if (action.payAt !== null) pay(unit, action, account, quantity, action.payAt);
    return;
  }
  changeShares(unit, action, account, quantity);
}

/** Changes the number of shares, and what of them is held for orders that wait for a session from the ex-date on. */
function changeShares(unit: PortfolioUnit, action: ActionState, account: AccountState, before: number): void {
  const { id, symbol, kind, ratio, base, exAt } = action;
  if (ratio === null || kind === "cash_dividend") return;
  const inLieu = cashInLieu(before, ratio, base);
  const position = unit.balance(account.id, symbol);
  let pending = position.pending;
  for (const reservation of unit.reservationsOf(account.id, symbol)) {
    if (reservation.asset !== symbol || reservation.ended || reservation.countedAt >= exAt) continue;
    const changed: OrderReservation = {
      ...reservation,
      amount: adjustedShares(reservation.amount, ratio),
      countedAt: exAt,
    };
    pending += changed.amount - reservation.amount;
    unit.putReservation(changed);
  }
  unit.putBalance(account.id, symbol, { ...adjustedPosition(position, before, ratio, inLieu), pending });
  unit.putBalance(account.id, KRW, receive(unit.balance(account.id, KRW), inLieu));
  const change = { accountId: account.id, symbol, kind, before, after: adjustedShares(before, ratio), inLieu };
  for (const transfer of shareChangeTransfers(change)) record(unit, account, id, transfer, exAt);
}

/** Pays what has not been paid of a dividend to an account. One that was started over since its ex-date has given it up. */
export function payEntitlement(unit: PortfolioUnit, action: ActionState, entitlement: Entitlement): void {
  const account = unit.account(entitlement.accountId);
  if (account === null || action.payAt === null) return;
  unit.rights.settle(entitlement);
  if (account.generation === entitlement.generation) {
    pay(unit, action, account, entitlement.quantity, action.payAt);
  }
}

function pay(unit: PortfolioUnit, action: ActionState, account: AccountState, quantity: number, payAt: number): void {
  const paid = dividendOf(quantity, action.amountPerShare ?? 0);
  const before = unit.balance(account.id, KRW);
  let cash = before.posted;
  for (const transfer of dividendTransfers(account.id, paid)) {
    cash += transfer.kind === "dividend" ? transfer.amount : -transfer.amount;
    record(unit, account, action.id, transfer, payAt, cash);
  }
  unit.putBalance(account.id, KRW, receive(before, paid.gross - paid.tax));
}

/** Writes a transfer of an action into the account's ledger. The action and the account name it, so that it is written once. */
function record(
  unit: PortfolioUnit,
  account: AccountState,
  actionId: string,
  transfer: Transfer,
  at: number,
  after = unit.balance(account.id, transfer.asset).posted,
): void {
  const of = { orderId: null, tradeId: null, at, settlesOn: null };
  unit.record(account, `${actionId}/${account.id}`, transfer, of, after);
}
