// Stories that end well: each is played with direct delivery and with QStash's, and the books are checked after it.
import assert from "node:assert/strict";
import type { StoredOrder } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { kstIso, nextSession } from "@hoga/krx";
import { assertAllEnded, assertBooks } from "./books.ts";
import { type Host, openHost } from "./host.ts";
import { type Playbook, type Script, scriptedTape } from "./tape.ts";

export interface Scenario {
  readonly name: string;
  /** When it begins, ISO 8601 with an offset. */
  readonly now: string;
  /** The market: by default 60,000 won all day, every day. */
  readonly market?: Script | Playbook;
  readonly run: (host: Host) => Promise<void>;
}

/** A day that opens at the first price and goes on to the others; the base price is 60,000 won. */
export function day(...prices: Script["prices"]): Script {
  return { base: 60_000, prices };
}

const QUIET = day(["09:00:00", 60_000]);

/** Registers each scenario as two tests, one for each mode of delivery. */
export function testScenarios(sql: () => Sql, scenarios: readonly Scenario[]): void {
  for (const mode of ["direct", "qstash"] as const) {
    for (const scenario of scenarios) {
      Deno.test(`${mode}: ${scenario.name}`, async () => {
        const { now, market = QUIET, run } = scenario;
        const tape = scriptedTape(typeof market === "function" ? market : () => market);
        const host = await openHost(sql(), { mode, now, tape });
        try {
          await run(host);
          await host.settle();
          await assertBooks(host);
          // Whatever is left ends at the close.
          await host.until(kstIso(nextSession(host.clock.now()).closesAt));
          await assertBooks(host);
          await assertAllEnded(host);
        } finally {
          await host.close();
        }
      });
    }
  }
}

/** What a test says of an order; what it leaves out is not looked at. `reason` is the code. */
export interface Expected extends Partial<Omit<StoredOrder, "reason" | "held">> {
  readonly reason?: string | null;
  readonly held?: number;
}

/** Holds an order against what is expected of it. */
export async function assertOrder(host: Host, id: string, expected: Expected): Promise<void> {
  const order = await host.order(id);
  const flat: Record<string, unknown> = { ...order, reason: order.reason?.code ?? null, held: order.held.amount };
  const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, flat[name]]));
  assert.deepEqual(actual, expected, `order ${id} is ${JSON.stringify(order)}`);
}

/** The account's cash: all of it, and what of it is held. */
export async function assertCash(host: Host, accountId: string, balance: number, held: number): Promise<void> {
  const { cash } = await host.portfolio(accountId);
  assert.deepEqual([cash.balance, cash.held, cash.available], [balance, held, balance - held]);
}
