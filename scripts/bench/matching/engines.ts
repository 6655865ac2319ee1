// hoga's engine and the npm package nodejs-order-book behind one face.
import { OrderBook } from "nodejs-order-book";
import { amend, type Book, type BookRules, cancel, drain, enter, openBook } from "@hoga/matching";
import { LOWER, MID, type Operation, type Tally, TICK, UPPER } from "./operations.ts";

export interface Engine {
  run(operations: readonly Operation[]): void;
  tally(): Tally;
}

/** How many operations hoga's book is asked about its outcome after: a batch of the execution service, roughly. */
const DRAIN_EVERY = 64;

const RULES: BookRules = {
  symbol: "005930",
  date: "2026-11-20",
  ticks: [[Infinity, TICK]],
  band: { lower: LOWER, upper: UPPER },
  base: MID,
  opensAt: 0,
  closesAt: 2_000,
  closingAuctionFrom: 1_900,
  maxQuoteAgeMs: 10_000,
  interrupts: () => false,
  interruptionMs: () => 120_000,
};

/** hoga's book in continuous trading. */
export function continuousBook(): Book {
  const book = openBook(RULES);
  book.mode = { kind: "continuous" };
  return book;
}

/** Applies one operation to hoga's book. */
export function apply(book: Book, operation: Operation): void {
  const { id } = operation;
  switch (operation.kind) {
    case "limit":
    case "market":
      enter(book, {
        orderId: id,
        accountId: id,
        side: operation.side,
        type: operation.kind,
        // The other engine forgets the rest of a market order; hoga's would wait.
        timeInForce: operation.kind === "market" ? "ioc" : "day",
        limitPrice: operation.kind === "limit" ? operation.price : null,
        stopPrice: null,
        quantity: operation.quantity,
      }, 1_000);
      break;
    case "cancel":
      cancel(book, id);
      break;
    case "amend": {
      const filled = book.orders.get(id)?.filled ?? 0;
      const quantity = filled + operation.quantity;
      amend(book, id, { quantity, limitPrice: operation.price, stopPrice: null }, 1_000);
    }
  }
}

export function hogaEngine(): Engine {
  const book = continuousBook();
  let traded = 0;
  const take = () => {
    for (const fill of drain(book).fills) traded += fill.quantity;
  };
  return {
    run(operations) {
      let n = 0;
      for (const operation of operations) {
        apply(book, operation);
        if (++n % DRAIN_EVERY === 0) take();
      }
      take();
    },
    tally() {
      let [bids, asks] = [0, 0];
      for (const { side, left } of book.orders.values()) {
        if (side === "buy") bids += left;
        else asks += left;
      }
      return { traded: traded / 2, bids, asks };
    },
  };
}

type Peer = InstanceType<typeof OrderBook>;
type Processed = ReturnType<Peer["limit"]>;

export function peerEngine(): Engine {
  const book = new OrderBook();
  let traded = 0;
  // Both sides of each trade are told, the incoming order among them, so shares are counted where they left the book's sight.
  const count = (asked: number, { quantityLeft }: Processed) => void (traded += asked - quantityLeft);
  const sideOf = (side: "buy" | "sell") => side as Parameters<Peer["limit"]>[0]["side"]; // An enum of these two strings.
  return {
    run(operations) {
      for (const operation of operations) {
        const { id } = operation;
        switch (operation.kind) {
          case "limit": {
            const { quantity, price } = operation;
            count(quantity, book.limit({ id, side: sideOf(operation.side), size: quantity, price }));
            break;
          }
          case "market":
            count(operation.quantity, book.market({ side: sideOf(operation.side), size: operation.quantity }));
            break;
          case "cancel":
            book.cancel(id);
            break;
          case "amend": {
            const processed = book.modify(id, { size: operation.quantity, price: operation.price });
            if (processed.err === null) count(operation.quantity, processed);
          }
        }
      }
    },
    tally() {
      const [asks, bids] = book.depth();
      const sum = (levels: readonly [number, number][]) => levels.reduce((total, [, size]) => total + size, 0);
      return { traded, bids: sum(bids), asks: sum(asks) };
    },
  };
}
