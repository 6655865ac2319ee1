// The laws of a single order, whatever the market does: what a ledger of all that a book told of must show.
import assert from "node:assert/strict";
import type { EngineOrder, Fill, NewOrder } from "../types.ts";
import type { Step } from "./play.ts";

/** What was told of an order so far. */
interface Account {
  readonly order: NewOrder;
  last: EngineOrder | null;
  filled: number;
  amount: number;
  fills: number;
  isOver: boolean;
}

/** Keeps account of every order of a day, and fails where what is told of it cannot be. */
export class Ledger {
  readonly #accounts = new Map<string, Account>();

  read(step: Step): void {
    const { action, outcome, after } = step;
    if (action?.kind === "enter") {
      const { order } = action;
      this.#accounts.set(order.orderId, { order, last: null, filled: 0, amount: 0, fills: 0, isOver: false });
    }
    for (const order of outcome.changed) this.#of(order.orderId).last = order;
    for (const fill of outcome.fills) this.#fill(fill, step);
    for (const { orderId, reason } of outcome.ended) {
      const account = this.#of(orderId);
      assert.ok(!account.isOver, `${orderId} ends twice`);
      account.isOver = true;
      assert.ok(!after.orders.has(orderId), `${orderId} has ended and is in the book`);
      checkReason(account.order, reason, step);
    }
    if (action?.kind === "cancel" && step.before.orders.has(action.orderId)) this.#of(action.orderId).isOver = true;
    for (const order of outcome.changed) this.#checkTotals(order);
    this.#checkLive(step);
    if (action?.kind === "enter" && action.order.timeInForce === "fok") {
      const { filled } = this.#of(action.order.orderId);
      assert.ok(filled === 0 || filled === action.order.quantity, `FOK ${action.order.orderId} has a part: ${filled}`);
    }
  }

  /** Every order has ended, once, or has filled. */
  finish(): void {
    for (const [orderId, { isOver }] of this.#accounts) assert.ok(isOver, `${orderId} never ended`);
  }

  #of(orderId: string): Account {
    return this.#accounts.get(orderId) ?? assert.fail(`nobody entered ${orderId}`);
  }

  #fill(fill: Fill, { history: { rules }, at }: Step): void {
    const { orderId, quantity, price } = fill;
    const account = this.#of(orderId);
    assert.ok(!account.isOver, `${orderId} fills after its end`);
    assert.ok(Number.isSafeInteger(quantity) && quantity > 0, `${orderId} fills ${quantity}`);
    assert.ok(price >= (rules.band?.lower ?? Infinity) && price <= (rules.band?.upper ?? 0), `${price} is outside`);
    const limit = limitOf(account.last ?? assert.fail(`${orderId} fills and has not changed`), fill);
    const { side } = account.order;
    assert.ok(limit === null || (side === "buy" ? price <= limit : price >= limit), `${orderId} at ${price}`);
    assert.equal(fill.n, account.fills++);
    account.filled += quantity;
    account.amount += quantity * price;
    assert.deepEqual([fill.cumulativeQuantity, fill.cumulativeAmount], [account.filled, account.amount]);
    assert.ok(fill.at <= at, "a fill of the future");
    if (account.filled === account.last?.quantity) account.isOver = true;
  }

  #checkTotals(order: EngineOrder): void {
    const account = this.#of(order.orderId);
    assert.deepEqual([order.filled, order.filledAmount, order.fills], [account.filled, account.amount, account.fills]);
    assert.ok(order.filled <= order.quantity, `${order.orderId} has more than it wants`);
  }

  #checkLive({ after }: Step): void {
    const seqs = new Set<number>();
    for (const order of after.orders.values()) {
      const { orderId, quantity, filled, timeInForce, entrySeq } = order;
      const account = this.#of(orderId);
      assert.ok(!account.isOver && filled < quantity && filled === account.filled, `${orderId} should not be live`);
      assert.deepEqual(order, account.last, `${orderId} is not what was told of it`);
      assert.equal(timeInForce, "day", `${orderId} rests`);
      seqs.add(entrySeq);
    }
    assert.equal(seqs.size, after.orders.size, "two orders of one place");
    for (const [orderId, { isOver }] of this.#accounts) {
      if (!isOver) assert.ok(after.orders.has(orderId), `${orderId} is lost`);
    }
  }
}

/** The worst price that an order may have in a fill; null where it says none. */
function limitOf({ type, limitPrice, restPrice }: EngineOrder, { rule }: Fill): number | null {
  if (type === "conditional_limit") return rule === "closing_auction" ? null : limitPrice;
  return limitPrice ?? restPrice;
}

function checkReason({ orderId, type, timeInForce }: NewOrder, reason: string, step: Step): void {
  const what = `${orderId} (${type} ${timeInForce}) ended ${reason} by ${step.what}`;
  const isNew = step.action?.kind === "enter" && step.action.order.orderId === orderId;
  const { mode } = step.before.saved;
  if (reason === "unfilled") assert.ok(isNew && timeInForce !== "day" && mode.kind === "continuous", what);
  if (reason === "not_now") assert.ok(isNew && mode.kind !== "continuous", what);
  if (reason === "expired") assert.ok(step.what === "close" || type === "mid_price", what);
}
