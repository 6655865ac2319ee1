// Accounts for people.
import type { Account } from "../api/documents.ts";
import type { View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatNumber, formatWon } from "./money.ts";
import { formatMoment, formatOptionalMoment } from "./time.ts";

export function printAccount(account: Account, t: Messages, view: View): void {
  const a = t.account;
  view.fields([
    [a.id, account.id],
    [a.name, account.name],
    [a.openingCash, formatWon(account.openingCash, t)],
    [a.generation, formatNumber(account.generation)],
    [a.created, formatMoment(account.createdAt, t)],
    [a.reset, formatOptionalMoment(account.resetAt, t)],
  ]);
}
