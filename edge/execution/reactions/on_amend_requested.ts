// Somebody wants new terms for an order in the market: it takes them where it stands, or refuses.
import { event } from "@hoga/events";
import { amend, drain } from "@hoga/matching";
import { reaction } from "@hoga/outbox";
import { type Refusal, refuse } from "@hoga/trading";
import { catchUp, take } from "../matching.ts";
import { filledOf } from "../rows.ts";
import { bookKey, type ExecutionUnit, findEntry, putEntry, type Touched } from "../unit.ts";

function refusalOf(amended: ReturnType<typeof amend>, quantity: number, filled: number): Refusal {
  switch (amended) {
    case "quantity_not_above_filled":
      return refuse("quantity_below_filled", `Quantity ${quantity} is not above the ${filled} that have filled`);
    case "not_now":
      return refuse("order_type_not_now", "The market does not take these terms for this kind of order now");
    default:
      return refuse("order_ended", "The order had ended when the amendment came");
  }
}

export const onAmendRequested = reaction<"AmendRequested", Touched, ExecutionUnit>(
  "AmendRequested",
  ({ data }) => ({ orderId: data.orderId, in: { symbol: data.symbol, date: data.sessionDate } }),
  ({ data, trace }, unit) => {
    const { orderId, changeId, quantity, limitPrice, stopPrice } = data;
    const before = findEntry(unit, orderId);
    if (before === null) return "too_early";
    if (before.change_id >= changeId) return "done";
    const book = unit.books.get(bookKey(data.symbol, data.sessionDate));
    const at = book === undefined ? unit.now : Math.min(unit.now, book.closesAt);
    const reject = (refusal: Refusal) => {
      const reason = { code: refusal.code, message: refusal.message };
      unit.events.push(event("AmendRejected", orderId, changeId, at, { orderId, changeId, reason }, trace));
      return "done" as const;
    };
    if (book !== undefined) catchUp(unit, book, at);
    const entry = findEntry(unit, orderId) ?? before;
    const terms = { quantity, limitPrice, stopPrice };
    const amended = book === undefined ? "order_not_live" : amend(book.book, orderId, terms, at);
    if (book === undefined || amended !== "amended") return reject(refusalOf(amended, quantity, entry.filled));
    const cumulative = filledOf(entry);
    const changed = { quantity, limit_price: limitPrice, stop_price: stopPrice, change_id: changeId };
    putEntry(unit, book, { ...entry, ...changed });
    unit.events.push(event("OrderAmended", orderId, changeId, at, {
      orderId,
      accountId: entry.account_id,
      side: entry.side,
      type: entry.type,
      changeId,
      quantity,
      limitPrice,
      stopPrice,
      cumulative,
      amendedAt: at,
    }, trace));
    take(unit, book, drain(book.book));
    return "done";
  },
);
