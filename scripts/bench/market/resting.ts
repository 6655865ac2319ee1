// What resting orders cost a market order of the same symbol.
import { percentile, rounded } from "../figures.ts";
import { forAll, openBench } from "./client.ts";

export interface RestingFigures {
  readonly orders: number;
  /** The median from `POST /api/orders` to the answer `filled`, in ms, one order after the other. */
  readonly withMs: number;
  readonly withoutMs: number;
  readonly ratio: number;
  readonly samples: number;
}

const SAMPLES = 300;
const WARM_UP = 40;
const CROWDED = "005930";
const EMPTY = "000660";
/** Accounts that the resting orders are spread over. */
const ACCOUNTS = 20;

/** Lets `orders` limit orders rest in one book, and places market orders there and in a book without any, in turn. */
export async function measureResting(
  { orders, tell }: { readonly orders: number; readonly tell: (line: string) => void },
): Promise<RestingFigures> {
  const bench = await openBench("2025-03-14T10:00:00+09:00", 1);
  try {
    const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, () => bench.account(1_000_000_000_000)));
    const [quote] = await bench.quotes([CROWDED]);
    if (quote === undefined) throw new Error(`no quote of ${CROWDED}`);
    tell(`${orders} orders come to rest in ${CROWDED}`);
    // A tick of 100 won: a thousand different prices would not fit between the limit and the market.
    const prices = Array.from({ length: 50 }, (_, n) => quote.lowerLimit + n * 100);
    await forAll(Array.from({ length: orders }, (_, n) => n), async (n) => {
      const limitPrice = prices[n % prices.length] ?? quote.lowerLimit;
      const order = await bench.place(accounts[n % ACCOUNTS] ?? "", {
        symbol: CROWDED,
        side: "buy",
        quantity: 1,
        limitPrice,
      });
      if (order.status !== "accepted") throw new Error(`an order did not come to rest: ${order.status}`);
    });
    tell("placing market orders in turn");
    const times = { with: [] as number[], without: [] as number[] };
    const account = accounts[0] ?? "";
    const time = async (symbol: string) => {
      const began = performance.now();
      const order = await bench.place(account, { symbol, side: "buy", quantity: 1 });
      if (order.status !== "filled") throw new Error(`a market order was not filled: ${order.status}`);
      return performance.now() - began;
    };
    for (let n = -WARM_UP; n < SAMPLES; n++) {
      const [crowded, empty] = [await time(CROWDED), await time(EMPTY)];
      if (n < 0) continue;
      times.with.push(crowded);
      times.without.push(empty);
    }
    const [withMs, withoutMs] = [percentile(times.with, 0.5), percentile(times.without, 0.5)];
    return {
      orders,
      withMs: rounded(withMs),
      withoutMs: rounded(withoutMs),
      ratio: rounded(withMs / withoutMs, 2),
      samples: SAMPLES,
    };
  } finally {
    await bench.close();
  }
}
