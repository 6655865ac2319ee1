// How fast the matching engine is, next to the npm package nodejs-order-book, over the same operations in one process.
import { parseArgs } from "node:util";
import assert from "node:assert/strict";
import { cpus } from "node:os";
import { percentile, rounded } from "../figures.ts";
import { drain } from "@hoga/matching";
import { apply, continuousBook, type Engine, hogaEngine, peerEngine } from "./engines.ts";
import { drawOperations, LOWER, MID, type Operation, type Tally, TICK } from "./operations.ts";

const WARM_UP_OPERATIONS = 100_000;
/** How many of the operations the latency is measured over. */
const LATENCY_OPERATIONS = 300_000;

const { values } = parseArgs({
  args: Deno.args,
  options: {
    json: { type: "boolean", default: false },
    operations: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
  },
});

/** Operations per second of an engine from empty. */
function measure(make: () => Engine, operations: readonly Operation[]): { perSecond: number; engine: Engine } {
  const engine = make();
  const began = performance.now();
  engine.run(operations);
  return { perSecond: operations.length / ((performance.now() - began) / 1_000), engine };
}

/** A clock's own step is about as long as an operation, so a group of them is timed at once. */
const GROUP = 50;

interface Latency {
  readonly restingOrders: number;
  readonly p50Ns: number;
  readonly p99Ns: number;
}

/**
 * How long (ns) an operation of the same mix takes while `resting` other orders wait, spread over every price away from the market: the
 * median and the 99th percentile over groups of operations.
 */
function latency(resting: number, operations: readonly Operation[]): Latency {
  const book = continuousBook();
  const prices = (MID - LOWER) / TICK - AWAY;
  for (let n = 0; n < resting; n++) {
    const ticks = AWAY + 1 + (n >> 1) % prices;
    const side = n % 2 === 0 ? "buy" : "sell";
    const price = MID + (side === "buy" ? -ticks : ticks) * TICK;
    apply(book, { kind: "limit", id: `rest-${n}`, side, quantity: 10, price });
    if (n % 1_000 === 0) drain(book);
  }
  const times: number[] = [];
  for (let from = 0; from + GROUP <= operations.length; from += GROUP) {
    const began = performance.now();
    for (let n = from; n < from + GROUP; n++) {
      const operation = operations[n];
      if (operation !== undefined) apply(book, operation);
    }
    drain(book);
    // The first third warms the engine up.
    if (from * 3 >= operations.length) times.push((performance.now() - began) * 1e6 / GROUP);
  }
  return {
    restingOrders: resting,
    p50Ns: Math.round(percentile(times, 0.5)),
    p99Ns: Math.round(percentile(times, 0.99)),
  };
}

/** How far from the market (ticks) the orders wait that the measured operations do not meet. */
const AWAY = 150;

/**
 * Fails when the engines did not do the same work: every share that traded in one must have traded in the other. What rests may differ by
 * a hair, since the peer's queues (by its denque's `removeOne`) keep an order now and then that was taken out.
 */
function assertSame(own: Tally, peer: Tally): void {
  assert.equal(own.traded, peer.traded, "the two engines did not trade the same");
  for (const side of ["bids", "asks"] as const) {
    assert.ok(Math.abs(own[side] - peer[side]) <= own[side] / 10_000, `${side}: ${own[side]} and ${peer[side]} rest`);
  }
}

const operations = drawOperations(Number(values.operations), Number(values.seed));
const rounds = Number(values.rounds);
// Both engines are warm before a clock runs.
for (const make of [hogaEngine, peerEngine]) make().run(operations.slice(0, WARM_UP_OPERATIONS));
const ours: number[] = [];
const peers: number[] = [];
for (let round = 0; round < rounds; round++) {
  const own = measure(hogaEngine, operations);
  const peer = measure(peerEngine, operations);
  assertSame(own.engine.tally(), peer.engine.tally());
  ours.push(own.perSecond);
  peers.push(peer.perSecond);
}
const report = {
  ours: Math.round(percentile(ours, 0.5)),
  peer: Math.round(percentile(peers, 0.5)),
  ratio: rounded(percentile(ours.map((own, n) => own / (peers[n] ?? own)), 0.5)),
  operations: operations.length,
  seed: Number(values.seed),
  latency: [1_000, 1_000_000].map((resting) => latency(resting, operations.slice(0, LATENCY_OPERATIONS))),
};
if (values.json) {
  console.log(JSON.stringify(report));
} else {
  console.log(`${cpus()[0]?.model}, ${report.operations} operations, seed ${report.seed}`);
  console.log(`hoga                ${report.ours.toLocaleString("en-US").padStart(12)} operations a second`);
  console.log(`nodejs-order-book   ${report.peer.toLocaleString("en-US").padStart(12)} operations a second`);
  console.log(`ratio               ${report.ratio.toFixed(1).padStart(12)}`);
  for (const { restingOrders, p50Ns, p99Ns } of report.latency) {
    console.log(
      `${restingOrders.toLocaleString("en-US").padStart(9)} resting orders: p50 ${p50Ns} ns, p99 ${p99Ns} ns`,
    );
  }
}
