// The states that a batch of the portfolio's work reads and changes.
import type { Unit } from "@hoga/outbox";
import { type Balance, EMPTY_BALANCE, type Reservation, type Transfer } from "@hoga/trading";
import { createRights, type Part, type Rights, type RightsChanges, type RightsInput } from "./rights.ts";

/**
 * What a piece of work reads: an account, its balances of some assets, an order's reservation. `allOf` reads all that an account owns. What
 * the corporate actions of an order's symbol have yet to bring the account is read with it.
 */
export interface Touched {
  readonly accountId: string | null;
  readonly assets?: readonly string[];
  readonly orderId?: string;
  readonly allOf?: boolean;
  /** The symbol that the work is about. */
  readonly symbol?: string;
  /** Corporate actions by id, however long ago they began. */
  readonly actionIds?: readonly string[];
  /** The market time (ms) of which the work is: the actions that began after it count for it, however long ago that was. */
  readonly since?: number;
  /** The accounts of a part of those that an action is for. */
  readonly part?: Part;
}

export interface AccountState {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly openingCash: number;
  readonly generation: number;
  readonly createdAt: number;
  readonly resetAt: number | null;
}

/** A reservation with whose it is, and the latest change of terms it has seen. */
export interface OrderReservation extends Reservation {
  readonly orderId: string;
  readonly accountId: string;
  readonly changeId: number;
  /** What the order trades, and in which session; null where that was not told. */
  readonly symbol: string | null;
  readonly sessionDate: string | null;
  /** The market time as of which its shares are counted. */
  readonly countedAt: number;
}

interface Versioned<T> {
  readonly value: T;
  /** What the row had when it was read; 0 for a new one. */
  readonly version: number;
}

/** A transfer as it is written into an account's ledger. */
export interface LedgerLine extends Transfer {
  readonly id: string;
  readonly accountId: string;
  readonly seq: number;
  readonly balanceAfter: number;
  readonly generation: number;
  readonly orderId: string | null;
  readonly tradeId: string | null;
  readonly at: number;
  readonly settlesOn: string | null;
}

export interface UnitInput {
  readonly now: number;
  readonly accounts: readonly AccountState[];
  readonly balances: readonly {
    readonly accountId: string;
    readonly asset: string;
    readonly balance: Balance;
    readonly version: number;
  }[];
  readonly reservations: readonly { readonly reservation: OrderReservation; readonly version: number }[];
  readonly seen: ReadonlySet<string>;
  readonly rights: RightsInput;
}

export interface PortfolioUnit extends Unit {
  readonly now: number;
  readonly rights: Rights;
  account(id: string): AccountState | null;
  balance(accountId: string, asset: string): Balance;
  /** What an account owns, by asset, of what was read. */
  balancesOf(accountId: string): readonly (readonly [string, Balance])[];
  reservation(orderId: string): OrderReservation | null;
  openReservations(accountId: string): readonly OrderReservation[];
  /** The reservations of an account for orders of a symbol, of what was read. */
  reservationsOf(accountId: string, symbol: string): readonly OrderReservation[];
  /** How many of an asset have come to an account, less those that left it, by this batch's transfers of before `at`. */
  movedBefore(accountId: string, asset: string, at: number): number;
  putAccount(account: AccountState): void;
  putBalance(accountId: string, asset: string, balance: Balance): void;
  putReservation(reservation: OrderReservation): void;
  /**
   * Writes a transfer into an account's ledger. The account's balance of the asset must have been changed before, so that the line shows what
   * was left after it. `source` and the leg name it: the same transfer twice breaks the batch.
   */
  record(
    account: AccountState,
    source: string,
    transfer: Transfer,
    of: {
      readonly orderId: string | null;
      readonly tradeId: string | null;
      readonly at: number;
      readonly settlesOn: string | null;
    },
    balanceAfter: number,
  ): void;
  changes(): UnitChanges;
}

export interface UnitChanges {
  readonly accounts: readonly AccountState[];
  readonly balances: readonly {
    readonly accountId: string;
    readonly asset: string;
    readonly balance: Balance;
    readonly version: number;
  }[];
  readonly reservations: readonly { readonly reservation: OrderReservation; readonly version: number }[];
  readonly transfers: readonly LedgerLine[];
  readonly rights: RightsChanges;
}

const key = (accountId: string, asset: string): string => `${accountId}:${asset}`;

/** Makes the working states of one batch from what was read for it. */
export function createUnit(input: UnitInput): PortfolioUnit {
  const accounts = new Map(input.accounts.map((one) => [one.id, one]));
  const balances = new Map(input.balances.map((one) => [key(one.accountId, one.asset), one]));
  const reservations = new Map<string, Versioned<OrderReservation>>(
    input.reservations.map((one) => [one.reservation.orderId, { value: one.reservation, version: one.version }]),
  );
  const changedAccounts = new Set<string>();
  const changedBalances = new Set<string>();
  const changedReservations = new Set<string>();
  const transfers: LedgerLine[] = [];
  const rights = createRights(input.rights);
  return {
    now: input.now,
    rights,
    seen: input.seen,
    handled: new Set(),
    events: [],
    account: (id) => accounts.get(id) ?? null,
    balance: (accountId, asset) => balances.get(key(accountId, asset))?.balance ?? EMPTY_BALANCE,
    balancesOf: (accountId) =>
      [...balances.values()].filter((one) => one.accountId === accountId).map((one) =>
        [one.asset, one.balance] as const
      ),
    reservation: (orderId) => reservations.get(orderId)?.value ?? null,
    openReservations: (accountId) =>
      [...reservations.values()].map((one) => one.value).filter((one) => one.accountId === accountId && !one.ended),
    reservationsOf: (accountId, symbol) =>
      [...reservations.values()].map((one) => one.value).filter((one) =>
        one.accountId === accountId && (one.symbol === symbol || one.asset === symbol)
      ),
    movedBefore: (accountId, asset, at) =>
      transfers.filter((one) => one.accountId === accountId && one.asset === asset && one.at < at)
        .reduce((sum, one) => sum + (one.credit === key(accountId, asset) ? one.amount : -one.amount), 0),
    putAccount(account) {
      accounts.set(account.id, account);
      changedAccounts.add(account.id);
    },
    putBalance(accountId, asset, balance) {
      const id = key(accountId, asset);
      balances.set(id, { accountId, asset, balance, version: balances.get(id)?.version ?? 0 });
      changedBalances.add(id);
    },
    putReservation(reservation) {
      const version = reservations.get(reservation.orderId)?.version ?? 0;
      reservations.set(reservation.orderId, { value: reservation, version });
      changedReservations.add(reservation.orderId);
    },
    record(account, source, transfer, of, balanceAfter) {
      transfers.push({
        ...transfer,
        ...of,
        id: `${source}#${transfer.leg}`,
        accountId: account.id,
        seq: transfers.length,
        balanceAfter,
        generation: account.generation,
      });
    },
    changes: () => ({
      accounts: [...accounts.values()].filter((one) => changedAccounts.has(one.id)),
      balances: [...balances].filter(([id]) => changedBalances.has(id)).map(([, one]) => one),
      reservations: [...reservations.values()].filter((one) => changedReservations.has(one.value.orderId))
        .map((one) => ({ reservation: one.value, version: one.version })),
      transfers,
      rights: rights.changes(),
    }),
  };
}
