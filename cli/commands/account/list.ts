// hoga account list
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { formatNumber } from "../../output/money.ts";
import { formatOptionalTime, formatTime } from "../../output/time.ts";
import { define } from "../define.ts";

export function register(account: Command, ctx: Context): void {
  define(account, ctx, "list", ctx.t.help.accountList, ["hoga account list", "hoga account list --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { account: a, columns: c } = ctx.t;
  const list = await (await ctx.api()).accounts();
  await ctx.emit(list, (view) =>
    view.table(
      [
        { title: c.id },
        { title: c.name },
        { title: c.openingCash, align: "right" },
        { title: c.created },
        { title: c.reset },
        { title: "" },
      ],
      list.accounts.map((account) => [
        account.id,
        account.name,
        formatNumber(account.openingCash),
        formatTime(account.createdAt),
        formatOptionalTime(account.resetAt),
        account.id === list.defaultAccountId ? a.isDefault : "",
      ]),
    ));
}
