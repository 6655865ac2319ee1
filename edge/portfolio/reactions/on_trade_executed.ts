// Shares traded: cash and shares change hands in the ledger, out of what the order held.
import type { EventData } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { consume, costOf, KRW, receive, tradeTransfers } from "@hoga/trading";
import { releaseHold } from "../release.ts";
import type { AccountState, OrderReservation, PortfolioUnit, Touched } from "../unit.ts";

type Trade = EventData<"TradeExecuted">;

/** Pays for the shares of a buy and adds them to the position at what they cost, fees apart. */
function postBuy(unit: PortfolioUnit, trade: Trade, reservation: OrderReservation): void {
  const { accountId, symbol } = trade.terms;
  const paid = consume(unit.balance(accountId, KRW), reservation, trade.amount + trade.commission);
  unit.putBalance(accountId, KRW, paid.balance);
  unit.putReservation({ ...reservation, ...paid.reservation });
  unit.putBalance(accountId, symbol, receive(unit.balance(accountId, symbol), trade.quantity, trade.amount));
}

/** Delivers the shares of a sell and takes in what they brought; the difference to what they cost is realised. */
function postSell(unit: PortfolioUnit, trade: Trade, reservation: OrderReservation): void {
  const { accountId, symbol } = trade.terms;
  const position = unit.balance(accountId, symbol);
  const cost = costOf(position, trade.quantity);
  const given = consume(position, reservation, trade.quantity);
  const proceeds = trade.amount - trade.commission - trade.tax;
  unit.putBalance(accountId, symbol, {
    ...given.balance,
    cost: position.cost - cost,
    realizedPnl: position.realizedPnl + proceeds - cost,
  });
  unit.putReservation({ ...reservation, ...given.reservation });
  unit.putBalance(accountId, KRW, receive(unit.balance(accountId, KRW), proceeds));
}

/** Writes the trade's transfers; the cash lines show the balance as it goes from line to line. */
function recordTrade(unit: PortfolioUnit, account: AccountState, trade: Trade): void {
  const { symbol, side, orderId } = trade.terms;
  const of = { orderId, tradeId: trade.tradeId, at: trade.executedAt, settlesOn: trade.settlesOn };
  let cash = unit.balance(account.id, KRW).posted +
    (side === "buy" ? trade.amount + trade.commission : -(trade.amount - trade.commission - trade.tax));
  for (const transfer of tradeTransfers({ ...trade, accountId: account.id, symbol, side })) {
    if (transfer.asset === KRW) cash += transfer.credit === `${account.id}:${KRW}` ? transfer.amount : -transfer.amount;
    const after = transfer.asset === KRW ? cash : unit.balance(account.id, symbol).posted;
    unit.record(account, trade.tradeId, transfer, of, after);
  }
}

export const onTradeExecuted = reaction<"TradeExecuted", Touched, PortfolioUnit>(
  "TradeExecuted",
  ({ data }) => ({
    accountId: data.terms.accountId,
    assets: [KRW, data.terms.symbol],
    orderId: data.terms.orderId,
    symbol: data.terms.symbol,
  }),
  ({ data }, unit) => {
    const { orderId, accountId, side } = data.terms;
    const reservation = unit.reservation(orderId);
    const account = unit.account(accountId);
    if (reservation === null || account === null) return "too_early";
    if (side === "buy") postBuy(unit, data, reservation);
    else postSell(unit, data, reservation);
    recordTrade(unit, account, data);
    if (data.leavesQuantity > 0) return "done";
    // Filled: what the worst case held beyond the real cost is free again.
    return releaseHold(unit, orderId, data.cumulative, data.executedAt, false);
  },
);
