// hoga account reset
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { CliError } from "../../errors.ts";
import { parseCount } from "../../input/number.ts";
import { printAccount } from "../../output/account.ts";
import { define } from "../define.ts";
import { OPENING_CASH_MAX, selectedAccount } from "./selected.ts";

export interface ResetOptions {
  readonly cash?: string;
  readonly yes?: boolean;
}

export function register(account: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(account, ctx, "reset", help.accountReset, [
    "hoga account reset",
    "hoga account reset --account ID --cash 10,000,000 --yes",
  ])
    .option("--cash <won>", help.option.cash)
    .option("-y, --yes", help.option.yes)
    .action((flags: ResetOptions) => ctx.run(() => run(flags, ctx)));
}

/** Always asks on a terminal, whatever the `confirm` setting says about orders: what it ends does not come back. */
export async function run(options: ResetOptions, ctx: Context): Promise<void> {
  const { t } = ctx;
  const openingCash = options.cash === undefined
    ? undefined
    : parseCount("--cash", options.cash, 1, OPENING_CASH_MAX, t);
  const selected = await selectedAccount(ctx);
  const mustAsk = ctx.isInteractive && options.yes !== true;
  if (mustAsk && !await ctx.ask(t.account.confirmReset(selected.name))) {
    throw new CliError("declined", 1, t.order.declined);
  }
  const body = openingCash === undefined ? {} : { openingCash };
  const account = await (await ctx.api()).resetAccount(selected.id, body);
  await ctx.emit(account, (view) => ctx.isQuiet ? view.line(account.id) : printAccount(account, t, view));
}
