// Sends the drawn orders, several at a time, and writes down what was sent and what was answered.
import { Order, type PlaceOrder, Problem, QuoteList } from "@hoga/contracts";
import type { Client } from "./client.ts";
import type { PlannedOrder } from "./plan.ts";

/** One order in the journal: written before it is sent for the first time. */
export interface Entry {
  readonly planned: PlannedOrder;
  readonly body: PlaceOrder;
  /** What the stack answered: the order's id, or the code of the refusal by which there is none. */
  outcome: { readonly id: string } | { readonly refused: string } | null;
}

export interface Trader {
  /** Places every order, and does to it what is planned. Resolves when all have been answered. */
  trade(orders: readonly PlannedOrder[], atOnce: number): Promise<void>;
  readonly journal: readonly Entry[];
  /** Answers to cancels and amendments, by kind and status or code. */
  readonly changes: Readonly<Record<string, number>>;
}

/** A trader with `accounts`. `sent` is called as each order is sent for the first time. */
export function createTrader(client: Client, accounts: readonly string[], sent: () => void): Trader {
  const journal: Entry[] = [];
  const changes: Record<string, number> = {};
  /** Shares that filled buys have brought, by account and symbol: what there is to sell. */
  const holdings = new Map<string, number>();
  const holdingKey = (account: number, symbol: string) => `${account}/${symbol}`;

  /** What an order asks for now: a sale of something that is held, or a purchase instead, at a price that is displayed now. */
  async function bodyOf(planned: PlannedOrder): Promise<PlaceOrder> {
    const held = planned.side === "buy"
      ? undefined
      : [...holdings].find(([key, shares]) => key.startsWith(`${planned.account}/`) && shares > 0);
    const symbol = held?.[0].split("/")[1] ?? planned.symbol;
    const side = held === undefined ? "buy" : "sell";
    const quantity = Math.min(planned.quantity, held?.[1] ?? Infinity);
    if (held !== undefined) holdings.set(held[0], held[1] - quantity);
    const terms = { symbol, side, quantity, accountId: accounts[planned.account] } as const;
    const limitPrice = await priceOf(planned, symbol, side);
    return {
      ...terms,
      timeInForce: planned.timeInForce,
      ...(limitPrice === null ? { type: "market" as const } : { type: "limit" as const, limitPrice }),
    };
  }

  async function priceOf({ pricing }: PlannedOrder, symbol: string, side: "buy" | "sell"): Promise<number | null> {
    if (pricing === "market") return null;
    const { body } = await client.ask("GET", `/api/quotes?symbols=${symbol}`);
    const quote = QuoteList.parse(body).quotes[0];
    if (quote === undefined) throw new Error(`There is no quote of ${symbol}`);
    const { bid, ask, lowerLimit, upperLimit, last } = quote;
    const [best, opposite, far] = side === "buy" ? [bid, ask, lowerLimit] : [ask, bid, upperLimit];
    if (pricing === "far") return far;
    return (pricing === "touch" ? best : opposite) ?? last;
  }

  async function place(planned: PlannedOrder): Promise<void> {
    const entry: Entry = { planned, body: await bodyOf(planned), outcome: null };
    journal.push(entry);
    sent();
    const { status, body } = await client.ask("POST", "/api/orders", entry.body, { "idempotency-key": planned.key });
    if (status !== 201) {
      entry.outcome = { refused: Problem.parse(body).code };
      return;
    }
    const order = Order.parse(body);
    entry.outcome = { id: order.id };
    if (order.side === "buy" && order.filledQuantity > 0) {
      const key = holdingKey(planned.account, order.symbol);
      holdings.set(key, (holdings.get(key) ?? 0) + order.filledQuantity);
    }
    if (!ENDED.has(order.status)) await change(planned, order);
  }

  async function change({ then, account }: PlannedOrder, order: Order): Promise<void> {
    if (then === "nothing") return;
    const path = `/api/orders/${order.id}?accountId=${accounts[account]}`;
    if (then === "amend price" && order.limitPrice === null) return;
    const { status, body } = then === "cancel" ? await client.ask("DELETE", path) : await client.ask(
      "PATCH",
      path,
      then === "amend quantity" ? { quantity: order.quantity + 1 } : { limitPrice: await nearer(order) },
    );
    const code = status < 300 ? Order.parse(body).status : Problem.parse(body).code;
    changes[`${then}: ${code}`] = (changes[`${then}: ${code}`] ?? 0) + 1;
  }

  /** Another price on the tick: what is displayed on the order's own side. */
  async function nearer({ symbol, side, limitPrice }: Order): Promise<number> {
    const quote = QuoteList.parse((await client.ask("GET", `/api/quotes?symbols=${symbol}`)).body).quotes[0];
    return (side === "buy" ? quote?.bid : quote?.ask) ?? limitPrice ?? 0;
  }

  return {
    async trade(orders, atOnce) {
      const queue = orders.values();
      await Promise.all(Array.from({ length: atOnce }, async () => {
        for (const planned of queue) await place(planned);
      }));
    },
    journal,
    changes,
  };
}

/** What an order's life can end as. */
export const ENDED: ReadonlySet<string> = new Set(["filled", "canceled", "rejected", "expired"]);
