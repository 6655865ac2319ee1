// An order goes to the market: it enters its symbol's book at its moment and meets what is displayed there.
import type { EventOf } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { enterBook } from "../matching.ts";
import type { EntryRow } from "../rows.ts";
import { bookKey, type ExecutionUnit, findEntry, putEntry, type Touched } from "../unit.ts";

function entryOf({ data }: EventOf<"OrderAccepted">, enteredAt: number): EntryRow {
  const { terms } = data;
  return {
    order_id: terms.orderId,
    account_id: terms.accountId,
    symbol: terms.symbol,
    session_date: data.sessionDate,
    opens_at: data.opensAt,
    closes_at: data.closesAt,
    market: terms.market,
    kind: terms.kind,
    side: terms.side,
    type: terms.type,
    time_in_force: terms.timeInForce,
    quantity: terms.quantity,
    limit_price: terms.limitPrice,
    stop_price: terms.stopPrice,
    rest_price: null,
    filled: 0,
    filled_amount: 0,
    commission: 0,
    tax: 0,
    entered_at: enteredAt,
    entry_seq: 0,
    fills: 0,
    change_id: 0,
    live: true,
  };
}

export const onOrderAccepted = reaction<"OrderAccepted", Touched, ExecutionUnit>(
  "OrderAccepted",
  ({ data }) => ({
    orderId: data.terms.orderId,
    book: {
      symbol: data.terms.symbol,
      date: data.sessionDate,
      from: data.enteredAt,
      opensAt: data.opensAt,
      closesAt: data.closesAt,
      market: data.terms.market,
      kind: data.terms.kind,
    },
  }),
  (accepted, unit) => {
    const { terms, sessionDate, enteredAt, closesAt } = accepted.data;
    if (findEntry(unit, terms.orderId) !== null) return "done";
    const book = unit.books.get(bookKey(terms.symbol, sessionDate));
    if (book === undefined) throw new Error(`The book of ${terms.symbol} on ${sessionDate} was not read`);
    const at = Math.min(enteredAt, closesAt);
    const entry = entryOf(accepted, at);
    unit.newEntries.add(terms.orderId);
    putEntry(unit, book, entry);
    enterBook(unit, book, entry, at);
    return "done";
  },
);
