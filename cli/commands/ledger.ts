// hoga ledger
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { formatNumber, formatSigned, toned } from "../output/money.ts";
import { formatTime } from "../output/time.ts";
import { define } from "./define.ts";
import { addPageOptions, collectPages, noteMore, type PageFlags, readPageQuery } from "./paging.ts";

export function register(program: Command, ctx: Context): void {
  const command = define(program, ctx, "ledger", ctx.t.help.ledger, [
    "hoga ledger",
    "hoga ledger --since 2025-03-01 --all --json",
  ]);
  addPageOptions(command, ctx).action((flags: PageFlags) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: PageFlags, ctx: Context): Promise<void> {
  const { columns: c, portfolio } = ctx.t;
  const query = await readPageQuery(options, ctx);
  const client = await ctx.api();
  const fetched = await collectPages(query, async (part) => {
    const { entries: rows, nextCursor } = await client.ledger(part);
    return { rows, nextCursor };
  }, ctx);
  const page = { entries: fetched.rows, nextCursor: fetched.nextCursor };
  await ctx.emit(page, (view) => {
    if (page.entries.length === 0) return view.line(portfolio.noEntries);
    view.table(
      [
        { title: c.at },
        { title: c.entry },
        { title: c.asset },
        { title: c.amount, align: "right" },
        { title: c.balance, align: "right" },
        { title: c.settles },
        { title: c.order },
      ],
      page.entries.map((entry) => [
        formatTime(entry.at),
        portfolio.entry[entry.kind],
        entry.asset,
        toned(formatSigned(entry.amount), entry.amount),
        formatNumber(entry.balanceAfter),
        entry.settlesOn ?? "-",
        entry.orderId ?? "-",
      ]),
    );
  });
  noteMore(page.nextCursor, query, ctx);
}
