// Somebody wants an order out of the market: it leaves with what it has filled by now, or has ended already.
import { event } from "@hoga/events";
import { cancel, drain } from "@hoga/matching";
import { reaction } from "@hoga/outbox";
import { canceledByUser, refuse } from "@hoga/trading";
import { catchUp, take } from "../matching.ts";
import { filledOf } from "../rows.ts";
import { bookKey, type ExecutionUnit, findEntry, putEntry, type Touched } from "../unit.ts";

export const onCancelRequested = reaction<"CancelRequested", Touched, ExecutionUnit>(
  "CancelRequested",
  ({ data }) => ({ orderId: data.orderId, in: { symbol: data.symbol, date: data.sessionDate } }),
  ({ id, data, trace }, unit) => {
    const before = findEntry(unit, data.orderId);
    if (before === null) return "too_early";
    const book = unit.books.get(bookKey(data.symbol, data.sessionDate));
    const at = book === undefined ? unit.now : Math.min(unit.now, book.closesAt);
    if (book !== undefined) catchUp(unit, book, at);
    const entry = findEntry(unit, data.orderId) ?? before;
    if (book === undefined || cancel(book.book, data.orderId) === null) {
      const { code, message } = refuse("order_ended", "The order had ended when the cancel came");
      unit.events.push(
        event("CancelRejected", data.orderId, id, at, { orderId: data.orderId, reason: { code, message } }, trace),
      );
      return "done";
    }
    take(unit, book, drain(book.book));
    putEntry(unit, book, { ...entry, live: false });
    unit.events.push(event("OrderCanceled", data.orderId, 1, at, {
      orderId: data.orderId,
      accountId: entry.account_id,
      reason: canceledByUser,
      endedAt: at,
      cumulative: filledOf(entry),
    }, trace));
    return "done";
  },
);
