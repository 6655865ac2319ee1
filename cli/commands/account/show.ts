// hoga account show
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { printAccount } from "../../output/account.ts";
import { define } from "../define.ts";
import { selectedAccount } from "./selected.ts";

export function register(account: Command, ctx: Context): void {
  define(account, ctx, "show", ctx.t.help.accountShow, ["hoga account", "hoga account show --account ID --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const account = await selectedAccount(ctx);
  await ctx.emit(account, (view) => printAccount(account, ctx.t, view));
}
