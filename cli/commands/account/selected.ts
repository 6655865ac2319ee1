// The account that a command is about.
import type { Account } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { CliError } from "../../errors.ts";

/** The account chosen by flag or setting, else the caller's default. */
export async function selectedAccount(ctx: Context): Promise<Account> {
  const { accounts, defaultAccountId } = await (await ctx.api()).accounts();
  const id = ctx.accountId() ?? defaultAccountId;
  const account = accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw new CliError("unknown_account", 2, ctx.t.account.unknown(id));
  return account;
}

/** The most opening cash that an account may have, in won. */
export const OPENING_CASH_MAX = 1_000_000_000_000;
