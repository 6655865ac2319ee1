// hoga account new NAME
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { parseCount } from "../../input/number.ts";
import { printAccount } from "../../output/account.ts";
import { define } from "../define.ts";
import { OPENING_CASH_MAX } from "./selected.ts";

export interface NewOptions {
  readonly name: string;
  readonly cash?: string;
}

export function register(account: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(account, ctx, "new", help.accountNew, [
    "hoga account new swing",
    'hoga account new "long term" --cash 50,000,000 --json',
  ])
    .argument("<name>", help.argument.accountName)
    .option("--cash <won>", help.option.cash)
    .action((name: string, flags: { cash?: string }) => ctx.run(() => run({ name, ...flags }, ctx)));
}

export async function run(options: NewOptions, ctx: Context): Promise<void> {
  const name = options.name.normalize("NFC").trim();
  if (name === "" || name.length > 40) throw usageError(`NAME: ${ctx.t.help.argument.accountName}`);
  const openingCash = options.cash === undefined
    ? undefined
    : parseCount("--cash", options.cash, 1, OPENING_CASH_MAX, ctx.t);
  const account = await (await ctx.api()).newAccount({ name, ...(openingCash === undefined ? {} : { openingCash }) });
  await ctx.emit(account, (view) => ctx.isQuiet ? view.line(account.id) : printAccount(account, ctx.t, view));
}
