// hoga book SYMBOL
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { resolveSymbol } from "../input/symbol.ts";
import { formatNumber, formatWon } from "../output/money.ts";
import { formatMoment } from "../output/time.ts";
import { define } from "./define.ts";

export interface BookOptions {
  readonly symbol: string;
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "book", help.book, ["hoga book 005930", "hoga book 삼성전자 --json"])
    .argument("<symbol>", help.argument.symbol)
    .action((symbol: string) => ctx.run(() => run({ symbol }, ctx)));
}

export async function run(options: BookOptions, ctx: Context): Promise<void> {
  const { columns: c } = ctx.t;
  const symbol = await resolveSymbol(options.symbol, ctx.api, ctx.t);
  const book = await (await ctx.api()).book(symbol);
  await ctx.emit(book, (view) => {
    view.line(
      { text: `${book.name} (${book.symbol})`, tone: "bold" },
      formatWon(book.last, ctx.t),
      formatMoment(book.at, ctx.t),
    );
    // As in every order book: the asks above, the best ones of both sides meeting in the middle.
    view.table(
      [
        { title: c.askSize, align: "right" },
        { title: c.price, align: "right" },
        { title: c.bidSize, align: "right" },
      ],
      [
        ...book.asks.toReversed().map(({ price, size }) => [
          formatNumber(size),
          { text: formatNumber(price), tone: "down" as const },
          "",
        ]),
        ...book.bids.map((
          { price, size },
        ) => ["", { text: formatNumber(price), tone: "up" as const }, formatNumber(size)]),
      ],
    );
  });
}
