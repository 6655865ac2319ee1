// Whose account is whose: every question about orders, cash or trades names an account of the user who asks.
import type { Context } from "hono";
import { type Account, refuse, StoredAccounts } from "@hoga/contracts";
import { type Answer, refusal } from "./answer.ts";
import type { Ask } from "./ask.ts";
import type { Gateway, GatewayEnv } from "./env.ts";

/** How long a user's accounts are remembered (real ms). Accounts are made but never taken away, so that a remembered one is still right. */
const KEPT_MS = 30_000;
const KEPT_MAX = 10_000;

export interface AccountScope {
  /** The user's accounts as they are now. */
  all(ask: Ask, userId: string): Promise<Answer<readonly Account[]>>;
  /** The id of the account that is meant: `wanted` if it is the user's, else the first one; `unknown_account` if there is no such. */
  resolve(ask: Ask, userId: string, wanted: string | undefined): Promise<Answer<string>>;
  /** Forgets the user's accounts, because one was made. */
  forget(userId: string): void;
}

/** The scope with nothing remembered. `wall` is real time in ms. */
export function createAccountScope(wall: () => number): AccountScope {
  const kept = new Map<string, { readonly ids: readonly string[]; readonly until: number }>();

  async function all(ask: Ask, userId: string): Promise<Answer<readonly Account[]>> {
    const answer = await ask("portfolio", "/accounts", StoredAccounts, { query: { userId } });
    if ("refused" in answer) return answer;
    if (kept.size > KEPT_MAX) kept.clear();
    kept.set(userId, { ids: answer.value.accounts.map((account) => account.id), until: wall() + KEPT_MS });
    return { value: answer.value.accounts };
  }

  return {
    all,
    async resolve(ask, userId, wanted) {
      const pick = (ids: readonly string[]) => wanted === undefined ? ids[0] : ids.find((id) => id === wanted);
      const known = kept.get(userId);
      const id = known !== undefined && known.until > wall() ? pick(known.ids) : undefined;
      if (id !== undefined) return { value: id };
      // An account that is not remembered may have been made a moment ago, by way of another process.
      const answer = await all(ask, userId);
      if ("refused" in answer) return answer;
      const found = pick(answer.value.map((account) => account.id));
      if (found !== undefined) return { value: found };
      return refusal(
        wanted === undefined
          ? refuse("unknown_account", "You have no account yet", "POST /api/accounts makes one")
          : refuse("unknown_account", `You have no account ${JSON.stringify(wanted)}`),
      );
    },
    forget: (userId) => kept.delete(userId),
  };
}

/** The account that a request means; see {@linkcode AccountScope.resolve}. */
export function accountOf(g: Gateway, c: Context<GatewayEnv>, wanted: string | undefined): Promise<Answer<string>> {
  return g.accounts.resolve(c.get("ask"), c.get("userId"), wanted);
}
