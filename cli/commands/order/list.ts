// hoga order list
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedChoice } from "../../input/choice.ts";
import { printOrders } from "../../output/order.ts";
import { define } from "../define.ts";
import { addPageOptions, collectPages, noteMore, type PageFlags, readPageQuery } from "../paging.ts";

export interface ListOptions extends PageFlags {
  readonly status?: string;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  const command = define(order, ctx, "list", help.orderList, [
    "hoga order list",
    "hoga order list --status open --symbol 005930",
    "hoga order list --since 2025-03-01 --all --json",
    "hoga order list --query 'orders[].id' --raw",
  ])
    .option("--status <status>", help.option.status)
    .option("--symbol <symbol>", help.option.symbol);
  addPageOptions(command, ctx).action((flags: ListOptions) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: ListOptions, ctx: Context): Promise<void> {
  const { OrderStatus } = await import("@hoga/contracts");
  const statuses = ["open", "closed", ...OrderStatus.options];
  const status = options.status === undefined ? undefined : checkedChoice("--status", options.status, statuses, ctx.t);
  const query = await readPageQuery(options, ctx);
  const client = await ctx.api();
  const fetched = await collectPages(query, async (part) => {
    const { orders: rows, nextCursor } = await client.orders({ ...part, status });
    return { rows, nextCursor };
  }, ctx);
  const page = { orders: fetched.rows, nextCursor: fetched.nextCursor };
  await ctx.emit(page, (view) => {
    if (page.orders.length === 0) view.line(ctx.t.order.noOrders);
    else printOrders(page.orders, ctx.t, view);
  });
  noteMore(page.nextCursor, query, ctx);
}
