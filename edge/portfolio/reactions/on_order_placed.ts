// An order was recorded: its cash or shares are held, or it is told why not.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { available, hold, KRW, type Refusal, refuse } from "@hoga/trading";
import type { PortfolioUnit, Touched } from "../unit.ts";

const won = (value: number) => value.toLocaleString("en-US");

function short(asset: string, needed: number, free: number): Refusal {
  return asset === KRW
    ? refuse("insufficient_cash", `${won(needed)} won are needed and ${won(free)} are available`)
    : refuse("insufficient_shares", `${won(needed)} shares are to be sold and ${won(free)} can be`);
}

export const onOrderPlaced = reaction<"OrderPlaced", Touched, PortfolioUnit>(
  "OrderPlaced",
  ({ data }) => ({ accountId: data.terms.accountId, assets: [data.hold.asset], orderId: data.terms.orderId }),
  ({ data, trace }, unit) => {
    const { orderId, accountId } = data.terms;
    const { asset, amount } = data.hold;
    if (unit.reservation(orderId) !== null) return "done";
    const balance = unit.balance(accountId, asset);
    const held = unit.account(accountId) === null ? null : hold(balance, amount);
    if (held === null) {
      const refusal = unit.account(accountId) === null
        ? refuse("unknown_account", `There is no account ${accountId}`)
        : short(asset, amount, available(balance));
      const reason = { code: refusal.code, message: refusal.message };
      unit.events.push(event("ReservationRejected", orderId, 1, unit.now, { orderId, reason }, trace));
      return "done";
    }
    unit.putBalance(accountId, asset, held);
    unit.putReservation({ orderId, accountId, asset, amount, consumed: 0, released: 0, changeId: 0, ended: false });
    const type = asset === KRW ? "FundsReserved" : "SharesReserved";
    unit.events.push(event(type, orderId, 1, unit.now, { orderId, amount }, trace));
    return "done";
  },
);
