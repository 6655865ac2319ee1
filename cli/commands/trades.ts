// hoga trades
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { formatNumber, toned } from "../output/money.ts";
import { formatTime } from "../output/time.ts";
import { define } from "./define.ts";
import { addPageOptions, collectPages, noteMore, type PageFlags, readPageQuery } from "./paging.ts";

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  const command = define(program, ctx, "trades", help.trades, [
    "hoga trades",
    "hoga trades --symbol 005930 --since 2025-03-01 --json",
    "hoga trades --all --query 'sum(trades[].commission)'",
  ]).option("--symbol <symbol>", help.option.symbol);
  addPageOptions(command, ctx).action((flags: PageFlags) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: PageFlags, ctx: Context): Promise<void> {
  const { columns: c, order, portfolio, rule } = ctx.t;
  const query = await readPageQuery(options, ctx);
  const client = await ctx.api();
  const fetched = await collectPages(query, async (part) => {
    const { trades: rows, nextCursor } = await client.trades(part);
    return { rows, nextCursor };
  }, ctx);
  const page = { trades: fetched.rows, nextCursor: fetched.nextCursor };
  await ctx.emit(page, (view) => {
    if (page.trades.length === 0) return view.line(portfolio.noTrades);
    view.table(
      [
        { title: c.at },
        { title: c.symbol },
        { title: c.name },
        { title: c.side },
        { title: c.quantity, align: "right" },
        { title: c.price, align: "right" },
        { title: c.amount, align: "right" },
        { title: c.commission, align: "right" },
        { title: c.tax, align: "right" },
        { title: c.rule },
        { title: c.order },
      ],
      page.trades.map((trade) => [
        formatTime(trade.executedAt),
        trade.symbol,
        trade.name,
        toned(order.side[trade.side], trade.side === "buy" ? 1 : -1),
        formatNumber(trade.quantity),
        formatNumber(trade.price),
        formatNumber(trade.amount),
        formatNumber(trade.commission),
        formatNumber(trade.tax),
        rule[trade.rule],
        trade.orderId,
      ]),
    );
  });
  noteMore(page.nextCursor, query, ctx);
}
