// Corporate actions and what accounts are entitled to by them, as a batch of the portfolio's work reads and changes them.
import type { Ratio } from "@hoga/trading";

/** A dividend, split or bonus issue that has begun. */
export interface ActionState {
  readonly id: string;
  readonly symbol: string;
  readonly kind: "cash_dividend" | "split" | "bonus_issue";
  readonly exDate: string;
  /** 00:00 KST of the ex-date: what is owned then counts. */
  readonly exAt: number;
  /** Null for a dividend. */
  readonly ratio: Ratio | null;
  readonly amountPerShare: number | null;
  readonly base: number | null;
  /** When a dividend became payable; null until then. */
  readonly payAt: number | null;
}

/** An account on which an action of what it owns, or may come to have owned, has had no effect yet. */
export interface WaitingRight {
  readonly actionId: string;
  readonly accountId: string;
  /** Shares owned at the start of the ex-date, by what had been posted when it was read. */
  readonly owned: number;
}

/** What an account owned when an action began. */
export interface Entitlement {
  readonly actionId: string;
  readonly accountId: string;
  readonly generation: number;
  readonly quantity: number;
  readonly settled: boolean;
}

/** A part of the accounts that an action is for: those whose ids sort after `after`. */
export interface Part {
  readonly actionId: string;
  readonly step: "ex" | "pay";
  readonly after: string;
}

/** How many accounts a part has at most. */
export const PART_MAX = 500;

export interface RightsInput {
  readonly actions: readonly ActionState[];
  readonly waiting: readonly WaitingRight[];
  readonly unpaid: readonly Entitlement[];
  /** The accounts of each part that the batch works on, in the order of their ids. */
  readonly parts: readonly { readonly part: Part; readonly accountIds: readonly string[] }[];
}

export interface Rights {
  action(id: string): ActionState | null;
  /**
   * Whether an action was known when the batch was read. One that is heard of in the batch itself counts only from the next on: what it has
   * yet to bring was not read.
   */
  wasRead(id: string): boolean;
  /** The actions of a symbol that were read, by ex-date. */
  actionsOf(symbol: string): readonly ActionState[];
  /** What has had no effect yet, by ex-date. */
  waiting(): readonly WaitingRight[];
  isWaiting(actionId: string, accountId: string): boolean;
  accountsOf(part: Part): readonly string[];
  /** What of a dividend has not been paid, of the accounts that were read. */
  unpaid(actionId: string): readonly Entitlement[];
  putAction(action: ActionState): void;
  /** Keeps what an account owned: the action has had its effect on it. */
  entitle(entitlement: Entitlement): void;
  settle(entitlement: Entitlement): void;
  changes(): RightsChanges;
}

export interface RightsChanges {
  readonly newActions: readonly ActionState[];
  readonly payable: readonly ActionState[];
  /** The actions by whose state entitlements were written: it must still be theirs when they are. */
  readonly relied: readonly ActionState[];
  readonly entitled: readonly Entitlement[];
  readonly settled: readonly Entitlement[];
}

const partKey = ({ actionId, step, after }: Part): string => JSON.stringify([actionId, step, after]);
const rightKey = (actionId: string, accountId: string): string => JSON.stringify([actionId, accountId]);
const byExDate = (a: ActionState, b: ActionState): number => a.exAt - b.exAt || (a.id < b.id ? -1 : 1);

/** The rights of one batch from what was read for it. */
export function createRights(input: RightsInput): Rights {
  const read = new Map(input.actions.map((one) => [one.id, one]));
  const actions = new Map(read);
  const waiting = new Map(input.waiting.map((one) => [rightKey(one.actionId, one.accountId), one]));
  const unpaid = new Map(input.unpaid.map((one) => [rightKey(one.actionId, one.accountId), one]));
  const parts = new Map(input.parts.map(({ part, accountIds }) => [partKey(part), accountIds]));
  const entitled: Entitlement[] = [];
  const settled: Entitlement[] = [];
  const actionOf = (right: WaitingRight): ActionState | undefined => actions.get(right.actionId);
  return {
    action: (id) => actions.get(id) ?? null,
    wasRead: (id) => read.has(id),
    actionsOf: (symbol) =>
      [...actions.values()].filter((one) => one.symbol === symbol && read.has(one.id)).sort(byExDate),
    waiting: () =>
      [...waiting.values()].sort((a, b) => {
        const [first, second] = [actionOf(a), actionOf(b)];
        return first === undefined || second === undefined ? 0 : byExDate(first, second);
      }),
    isWaiting: (actionId, accountId) => waiting.has(rightKey(actionId, accountId)),
    accountsOf: (part) => parts.get(partKey(part)) ?? [],
    unpaid: (actionId) => [...unpaid.values()].filter((one) => one.actionId === actionId),
    putAction: (action) => void actions.set(action.id, action),
    entitle(entitlement) {
      waiting.delete(rightKey(entitlement.actionId, entitlement.accountId));
      entitled.push(entitlement);
    },
    settle(entitlement) {
      unpaid.delete(rightKey(entitlement.actionId, entitlement.accountId));
      settled.push(entitlement);
    },
    changes() {
      const newActions = [...actions.values()].filter((one) => !read.has(one.id));
      const payable = [...actions.values()].filter((one) => read.has(one.id) && read.get(one.id)?.payAt !== one.payAt);
      const changed = new Set([...newActions, ...payable].map((one) => one.id));
      const reliedIds = new Set(entitled.map((one) => one.actionId));
      return {
        newActions,
        payable,
        relied: [...actions.values()].filter((one) => reliedIds.has(one.id) && !changed.has(one.id)),
        entitled,
        settled,
      };
    },
  };
}
