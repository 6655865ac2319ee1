// An order was recorded: its cash or shares are held, or it is told why not.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { available, hold, KRW, type Refusal, refuse } from "@hoga/trading";
import { areEffective, recounted } from "../corporate_actions.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

const won = (value: number) => value.toLocaleString("en-US");

function short(asset: string, needed: number, free: number): Refusal {
  return asset === KRW
    ? refuse("insufficient_cash", `${won(needed)} won are needed and ${won(free)} are available`)
    : refuse("insufficient_shares", `${won(needed)} shares are to be sold and ${won(free)} can be`);
}

export const onOrderPlaced = reaction<"OrderPlaced", Touched, PortfolioUnit>(
  "OrderPlaced",
  ({ data, at }) => ({
    accountId: data.terms.accountId,
    assets: [data.hold.asset],
    orderId: data.terms.orderId,
    symbol: data.terms.symbol,
    actionIds: data.actions ?? [],
    since: at,
  }),
  ({ data, at, trace }, unit) => {
    const { orderId, accountId, symbol } = data.terms;
    const { asset } = data.hold;
    if (unit.reservation(orderId) !== null) return "done";
    const reject = (refusal: Refusal) => {
      const reason = { code: refusal.code, message: refusal.message };
      unit.events.push(event("ReservationRejected", orderId, 1, unit.now, { orderId, reason }, trace));
      return "done" as const;
    };
    if (unit.account(accountId) === null) {
      return reject(refuse("unknown_account", `There is no account ${accountId}`));
    }
    // An order that counts its shares as after an action waits until the account's own are counted so.
    if (!areEffective(unit, data.actions ?? [], accountId)) return "too_early";
    const sessionDate = data.sessionDate ?? null;
    // Its trades would be of before an action whose effect on the account stands.
    if (unit.rights.actionsOf(symbol).some((action) => sessionDate !== null && sessionDate < action.exDate)) {
      return reject(refuse("session_over", `The session of ${sessionDate} was over before anything could be held`));
    }
    const { amount, countedAt } = asset === KRW
      ? { amount: data.hold.amount, countedAt: at }
      : recounted(unit, { accountId, symbol, amount: data.hold.amount, countedAt: at });
    const balance = unit.balance(accountId, asset);
    const held = hold(balance, amount);
    if (held === null) return reject(short(asset, amount, available(balance)));
    unit.putBalance(accountId, asset, held);
    unit.putReservation({
      orderId,
      accountId,
      asset,
      amount,
      consumed: 0,
      released: 0,
      changeId: 0,
      ended: false,
      symbol,
      sessionDate,
      countedAt,
    });
    const type = asset === KRW ? "FundsReserved" : "SharesReserved";
    unit.events.push(event(type, orderId, 1, unit.now, { orderId, amount }, trace));
    return "done";
  },
);
