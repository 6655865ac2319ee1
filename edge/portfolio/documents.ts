// Accounts as callers are told of them.
import type { Account } from "@hoga/contracts";
import { kstIso } from "@hoga/krx";
import type { AccountState } from "./unit.ts";

/** The public document of an account. */
export function accountDocument(account: AccountState): Account {
  return {
    id: account.id,
    name: account.name,
    openingCash: account.openingCash,
    generation: account.generation,
    createdAt: kstIso(account.createdAt),
    resetAt: account.resetAt === null ? null : kstIso(account.resetAt),
  };
}
