// Somebody wants an order out of the market: it leaves with what it has filled by now, or has ended already.
import { event } from "@hoga/events";
import { cancel } from "@hoga/matching";
import { reaction } from "@hoga/outbox";
import { canceledByUser, refuse } from "@hoga/trading";
import { catchUp } from "../matching.ts";
import { filledOf } from "../rows.ts";
import { bookKey, type ExecutionUnit, putEntry, type Touched } from "../unit.ts";

export const onCancelRequested = reaction<"CancelRequested", Touched, ExecutionUnit>(
  "CancelRequested",
  ({ data }) => ({ orderId: data.orderId }),
  ({ id, data, trace }, unit) => {
    const before = unit.entries.get(data.orderId);
    if (before === undefined) return "too_early";
    const book = unit.books.get(bookKey(data.symbol, data.sessionDate));
    const at = book === undefined ? unit.now : Math.min(unit.now, book.closesAt);
    if (book !== undefined) catchUp(unit, book, at);
    const entry = unit.entries.get(data.orderId) ?? before;
    const out = book === undefined || !entry.live ? null : cancel(book.state, data.orderId);
    if (book === undefined || out === null || "refused" in out) {
      const { code, message } = refuse("order_ended", "The order had ended when the cancel came");
      unit.events.push(
        event("CancelRejected", data.orderId, id, at, { orderId: data.orderId, reason: { code, message } }, trace),
      );
      return "done";
    }
    book.state = out.book;
    book.touched = true;
    putEntry(unit, { ...entry, live: false });
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
