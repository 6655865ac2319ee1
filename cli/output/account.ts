// Accounts for people.
import type { Account } from "../api/documents.ts";
import type { View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatNumber } from "./money.ts";
import { formatOptionalTime, formatTime } from "./time.ts";

export function printAccount(account: Account, t: Messages, view: View): void {
  const a = t.account;
  view.fields([
    [a.id, account.id],
    [a.name, account.name],
    [a.openingCash, formatNumber(account.openingCash)],
    [a.generation, formatNumber(account.generation)],
    [a.created, formatTime(account.createdAt)],
    [a.reset, formatOptionalTime(account.resetAt)],
  ]);
}
