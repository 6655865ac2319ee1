// A seed's worth of trading while everything fails that can: the services lose, double, delay and reorder what they tell each other, QStash
// and the database drop connections, processes are killed. When it is over the books must balance as if nothing had happened.
import assert from "node:assert/strict";
import type { Sql } from "@hoga/db";
import { kstIso, nextSession, sessionAt } from "@hoga/krx";
import type { DeliveryMode } from "@hoga/outbox";
import { seededRandom } from "@hoga/testing";
import { assertAllEnded, assertBooks } from "./books.ts";
import { type Courier, simulateQstash } from "./couriers.ts";
import { type Ask, type Host, openHostWith } from "./host.ts";
import type { Fault } from "./network.ts";
import { SERVICE_TOKEN } from "./node.ts";
import { wanderingTape } from "./wandering_tape.ts";

const STEPS = 30;
const SYMBOLS = ["005930", "000660"] as const;
const MINUTE = 60_000;
const FAULTS: readonly Fault[] = ["lost", "answer_lost", "doubled", "late", "shuffled"];
/** How likely each of the faults is at each occasion. */
const RATE = { network: 0.05, publish: 0.06, sql: 0.02 } as const;

/** What happened in a run: how often each fault, each end of an order and each rare branch. */
export type Counts = Record<string, number>;

/** An order that a client wants to place: under one key, until it has an answer. `id` is the order's, once there is one. */
interface Placing {
  readonly accountId: string;
  readonly ask: Ask & { readonly key: string };
  id: string | null;
  isRefused: boolean;
}

/** One run under way. */
interface Run {
  readonly host: Host<Courier>;
  readonly random: () => number;
  readonly accounts: readonly string[];
  readonly placings: Placing[];
  readonly counts: Counts;
  readonly log: string[];
}

function count(counts: Counts, what: string, by = 1): void {
  counts[what] = (counts[what] ?? 0) + by;
}

const chance = (run: Run, probability: number): boolean => run.random() < probability;
const whole = (run: Run, from: number, to: number): number => from + Math.floor(run.random() * (to - from + 1));

function pick<T>(run: Run, items: readonly [T, ...T[]]): T {
  return items[Math.floor(run.random() * items.length)] ?? items[0];
}

/** Everything fails now and then. */
function breakThings({ host, random, counts }: Run): void {
  host.network.fault = () => {
    const at = random();
    return FAULTS[Math.floor(at / RATE.network)] ?? null;
  };
  host.faults.publish = () => {
    if (random() >= 2 * RATE.publish) return null;
    const fault = random() < 0.5 ? "refused" : "answer_lost";
    count(counts, `publish ${fault}`);
    return fault;
  };
  host.faults.sql = () => {
    if (random() >= 2 * RATE.sql) return null;
    const fault = random() < 0.5 ? "not_sent" : "ambiguous";
    count(counts, `sql ${fault}`);
    return fault;
  };
}

function repairThings({ host }: Run): void {
  host.network.fault = () => null;
  host.faults.publish = () => null;
  host.faults.sql = () => null;
}

const someAccount = (run: Run): string => run.accounts[whole(run, 0, run.accounts.length - 1)] ?? "";

function someOrder(run: Run): Ask {
  const side = pick(run, ["buy", "buy", "buy", "sell"] as const);
  // Two of three rest, at first.
  const limit = 60_000 + 100 * whole(run, -30, 15) * (side === "buy" ? 1 : -1);
  const common = {
    symbol: pick(run, SYMBOLS),
    side,
    quantity: chance(run, 0.03) ? 5_000 : whole(run, 1, 200),
  };
  if (chance(run, 0.3)) return { ...common, ...otherType(run, limit) };
  const timeInForce = pick(run, ["day", "day", "day", "day", "ioc", "fok"] as const);
  return { ...common, timeInForce, ...(chance(run, 0.2) ? {} : { limitPrice: limit }) };
}

/** The terms of an order that is neither a plain limit nor a plain market order. */
function otherType(run: Run, limit: number): Partial<Ask> {
  const type = pick(run, ["best_limit", "top_limit", "conditional_limit", "mid_price", "stop_limit"] as const);
  if (type === "conditional_limit") return { type, limitPrice: limit };
  if (type === "stop_limit") return { type, limitPrice: limit, stopPrice: 60_000 + 100 * whole(run, -20, 20) };
  return { type };
}

/** Asks for an order until there is an answer, as a client does that must not lose it; now and then twice at once. */
async function submit(run: Run, placing: Placing): Promise<void> {
  const times = chance(run, 0.2) ? 2 : 1;
  for (let tries = 0; tries < 5 && placing.id === null && !placing.isRefused; tries++) {
    const asked = Array.from({ length: times }, () => run.host.place(placing.accountId, placing.ask));
    for (const answer of await Promise.allSettled(asked)) {
      if (answer.status === "rejected") continue;
      if ("id" in answer.value) {
        placing.id ??= answer.value.id;
        assert.equal(answer.value.id, placing.id, `the key ${placing.ask.key} gave two orders`);
      } else if (answer.value.status < 500) {
        placing.isRefused = true;
      }
    }
  }
}

async function place(run: Run): Promise<void> {
  const ask = { ...someOrder(run), key: `key-${run.placings.length}` };
  const placing = { accountId: someAccount(run), ask, id: null, isRefused: false };
  run.placings.push(placing);
  run.log.push(`place ${JSON.stringify(ask)}`);
  await submit(run, placing);
}

/** Asks for something; an answer may be a refusal, or not come at all. */
async function ask(run: Run, what: string, request: () => Promise<unknown>): Promise<void> {
  run.log.push(what);
  try {
    const answer = await request();
    const code = typeof answer === "object" && answer !== null && "code" in answer ? answer.code : "taken";
    count(run.counts, `${what.split(" ")[0]} ${code}`);
  } catch (error) {
    count(run.counts, `${what.split(" ")[0]} unanswered`);
    run.log.push(`  ${error}`);
  }
}

/** Cancels or amends an order: mostly one that is open. */
async function change(run: Run): Promise<void> {
  const { host } = run;
  const orders = await host.sql.query(
    `select id, account_id from orders.orders where status in ('pending', 'reserved', 'accepted', 'partially_filled') or $1 order by id`,
    [chance(run, 0.2)],
  );
  const order = orders[whole(run, 0, orders.length - 1)];
  if (order === undefined) return;
  const [id, accountId] = [String(order.id), String(order.account_id)];
  if (chance(run, 0.5)) return await ask(run, `cancel ${id}`, () => host.cancel(accountId, id));
  const quantity = chance(run, 0.5) ? { quantity: whole(run, 1, 150) } : {};
  const limitPrice = chance(run, 0.6) ? { limitPrice: 60_000 + 100 * whole(run, -25, 25) } : {};
  const terms = { ...quantity, ...limitPrice };
  await ask(run, `amend ${id} ${JSON.stringify(terms)}`, () => host.amend(accountId, id, terms));
}

async function letTimePass(run: Run): Promise<void> {
  const { host } = run;
  const now = host.clock.now();
  const isOpen = sessionAt(now) !== null;
  // Nights are skipped, mostly; the market is what there is to see.
  const step = chance(run, 0.5) ? whole(run, 1, 20) * 1_000 : whole(run, 1, 90) * MINUTE;
  const to = isOpen || chance(run, 0.3) ? now + step : nextSession(now).opensAt + whole(run, -2, 5) * 1_000;
  run.log.push(`until ${kstIso(to)}`);
  host.clock.set(kstIso(Math.max(to, now + 1_000)));
  await ask(run, "wake", () => host.passTime());
  await host.pump();
}

/** Several things at once, and the process is killed in the middle of them. */
async function killMidway(run: Run): Promise<void> {
  const { host, random } = run;
  run.log.push("kill");
  const under = Array.from({ length: whole(run, 1, 4) }, () => chance(run, 0.7) ? place(run) : change(run));
  const work = Promise.allSettled(under);
  // So many of its statements and deliveries still go through.
  let left = Math.floor(random() * 12);
  const fault = host.network.fault;
  const sql = host.faults.sql;
  const { node } = host;
  const dieInTime = () => {
    if (left-- <= 0) node.kill();
  };
  host.network.fault = (hop) => {
    dieInTime();
    return fault(hop);
  };
  host.faults.sql = () => {
    dieInTime();
    return sql();
  };
  await work;
  Object.assign(host.network, { fault });
  host.faults.sql = sql;
  await host.restart("kill");
  count(run.counts, "kills");
  for (const placing of run.placings) await submit(run, placing);
}

async function act(run: Run): Promise<void> {
  const { host } = run;
  const at = run.random();
  if (at < 0.36) return await place(run);
  if (at < 0.56) return await change(run);
  if (at < 0.60) {
    return await ask(run, "cancel-all", async () => {
      const answer = await host.node.call("order", `/orders?accountId=${someAccount(run)}`, { method: "DELETE" });
      return await answer.json();
    });
  }
  if (at < 0.82) return await letTimePass(run);
  if (at < 0.92) return await ask(run, "minute", () => host.minute());
  if (at < 0.97) return await killMidway(run);
  run.log.push("stop");
  await host.restart("stop");
  count(run.counts, "stops");
}

/** Half of the seeds run two processes over the one database. */
const chanceOfTwo = (seed: number) => seed % 2 === 0 ? 2 as const : 1 as const;

/** Plays a seed and holds the books against each other, once in the middle and at the end. Throws, naming the seed, when they are off. */
export async function simulate(sql: Sql, seed: number, mode: DeliveryMode): Promise<Counts> {
  const random = seededRandom(seed);
  const options = {
    mode,
    seed,
    processes: chanceOfTwo(seed),
    now: "2025-03-14T08:40:00+09:00",
    tape: wanderingTape(seed),
  };
  const host = await openHostWith(sql, options, (network) => simulateQstash(network, SERVICE_TOKEN, random));
  const accounts = [await host.account(100_000_000), await host.account(20_000_000)];
  const run: Run = { host, random, accounts, placings: [], counts: {}, log: [] };
  try {
    breakThings(run);
    for (let step = 0; step < STEPS; step++) {
      await act(run);
      if (step === STEPS / 2) {
        repairThings(run);
        await host.settle();
        await assertBooks(host);
        breakThings(run);
      }
    }
    repairThings(run);
    for (const placing of run.placings) await submit(run, placing);
    await host.settle();
    // The last session of any order is the one that is open, or the next.
    for (let sessions = 0; sessions < 2; sessions++) {
      await host.until(kstIso(nextSession(host.clock.now()).closesAt));
    }
    await assertBooks(host);
    await assertAllEnded(host);
    await tally(run);
  } catch (error) {
    const again = `deno task sim --seed ${seed} --mode ${mode}`;
    throw new Error(`seed ${seed} by ${mode} delivery (${again}):\n${run.log.join("\n")}\n${error}`, { cause: error });
  } finally {
    await host.close();
  }
  return run.counts;
}

/** Counts what became of the orders, and of the deliveries. */
async function tally({ host, counts, placings }: Run): Promise<void> {
  for (const [fault, times] of Object.entries(host.network.counts)) count(counts, fault, times);
  count(counts, "deliveries", host.network.hops.length);
  count(counts, "orders", placings.length);
  const ids = new Set(placings.flatMap((placing) => placing.id ?? []));
  const rows = await host.sql.query(
    "select id, status || case when filled_quantity > 0 and status <> 'filled' then ' after fills' else '' end as end from orders.orders",
  );
  assert.deepEqual(new Set(rows.map((row) => row.id)), ids, "every order that was taken was answered for, once");
  for (const row of rows) count(counts, String(row.end));
  const lines = await host.sql.query(
    "select type, count(*)::int as n from orders.timeline where type in ('OrderAmended', 'HoldChanged', 'CancelRejected', 'AmendRejected') group by type",
  );
  for (const row of lines) count(counts, String(row.type), Number(row.n));
}
