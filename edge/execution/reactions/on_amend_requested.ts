// Somebody wants new terms for an order in the market: it takes them where it stands, or refuses.
import { event } from "@hoga/events";
import { amend } from "@hoga/matching";
import { reaction } from "@hoga/outbox";
import { type Refusal, refuse } from "@hoga/trading";
import { apply, catchUp, displayed, rulesOf, syncEntries } from "../matching.ts";
import { filledOf } from "../rows.ts";
import { bookKey, type ExecutionUnit, putEntry, type Touched } from "../unit.ts";

export const onAmendRequested = reaction<"AmendRequested", Touched, ExecutionUnit>(
  "AmendRequested",
  ({ data }) => ({ orderId: data.orderId }),
  ({ data, trace }, unit) => {
    const { orderId, changeId, quantity, limitPrice } = data;
    const before = unit.entries.get(orderId);
    if (before === undefined) return "too_early";
    if (before.change_id >= changeId) return "done";
    const book = unit.books.get(bookKey(data.symbol, data.sessionDate));
    const at = book === undefined ? unit.now : Math.min(unit.now, book.closesAt);
    const reject = (refusal: Refusal) => {
      const reason = { code: refusal.code, message: refusal.message };
      unit.events.push(event("AmendRejected", orderId, changeId, at, { orderId, changeId, reason }, trace));
      return "done" as const;
    };
    if (book !== undefined) catchUp(unit, book, at);
    const entry = unit.entries.get(orderId) ?? before;
    if (book === undefined || !entry.live) {
      return reject(refuse("order_ended", "The order had ended when the amendment came"));
    }
    const step = amend(book.state, orderId, { quantity, limitPrice }, displayed(book), at, rulesOf(book, entry));
    if ("refused" in step) {
      return reject(
        step.refused === "order_not_live"
          ? refuse("order_ended", "The order had ended when the amendment came")
          : refuse("quantity_below_filled", `Quantity ${quantity} is not above the ${entry.filled} that have filled`),
      );
    }
    const cumulative = filledOf(entry);
    putEntry(unit, { ...entry, quantity, limit_price: limitPrice, change_id: changeId });
    unit.events.push(event("OrderAmended", orderId, changeId, at, {
      orderId,
      accountId: entry.account_id,
      side: entry.side,
      changeId,
      quantity,
      limitPrice,
      cumulative,
      amendedAt: at,
    }, trace));
    apply(unit, book, step);
    syncEntries(unit, book);
    return "done";
  },
);
