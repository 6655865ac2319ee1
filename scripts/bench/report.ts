// What the benchmark found, for scripts and for people.
import { cpus, totalmem } from "node:os";
import hoga from "../../package.json" with { type: "json" };
import type { DatabaseFigures } from "./measure.ts";
import type { ReactionFigures } from "./reactions.ts";

export interface Report {
  readonly machine: {
    readonly os: string;
    readonly arch: string;
    readonly cpu: string;
    readonly cpus: number;
    readonly memoryGb: number;
    /** Processes that wanted to run before the benchmark began, over one minute: above the number of CPUs the figures are too high. */
    readonly loadBefore: number;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly databases: readonly DatabaseFigures[];
  readonly roundTripsPerReaction: ReactionFigures;
  readonly seconds: number;
}

export function machine(loadBefore: number): Report["machine"] {
  return {
    os: Deno.build.os,
    arch: Deno.build.arch,
    cpu: cpus()[0]?.model ?? "unknown",
    cpus: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadBefore,
  };
}

export function versions(): Report["versions"] {
  return {
    hoga: hoga.version,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    pglite: hoga.devDependencies["@electric-sql/pglite"],
  };
}

/** The report as lines for a terminal. */
export function table({ machine, databases, roundTripsPerReaction }: Report): string {
  const lines = [`${machine.cpu}, ${machine.cpus} CPUs, ${machine.memoryGb} GB, load ${machine.loadBefore}`];
  for (const one of databases) {
    const { orderToFilled: alone } = one;
    lines.push(
      "",
      `${one.database} ${one.version}, delivery ${one.delivery}, started in ${one.startMs} ms`,
      `  order to filled      p50 ${ms(alone.p50Ms)}   p99 ${ms(alone.p99Ms)}   (${alone.n} orders)`,
      ...one.throughput.map(loadLine),
      ...one.throughputOneAccount.map(loadLine),
      `  statements an order  ${one.statementsPerOrder} (${one.statementsPerSecondIdle} a second when idle)`,
      `  QStash messages      ${one.qstashMessagesPerOrder} an order`,
      `  books                ${one.balanced ? "balanced" : "OFF: see hoga reconcile"} after ${one.orders} orders`,
    );
  }
  const sizes = Object.entries(roundTripsPerReaction.byBatchSize).map(([size, count]) => `${count} for ${size}`);
  lines.push("", `round trips a reaction: at most ${roundTripsPerReaction.max} (${sizes.join(", ")} events)`);
  return lines.join("\n");
}

function loadLine({ clients, accounts, ordersPerSecond, p50Ms, p99Ms, others }: DatabaseFigures["throughput"][number]) {
  const who = `${clients} client${clients === 1 ? "" : "s"}${accounts === 1 ? ", 1 account" : ""}`;
  const rest = Object.keys(others).length === 0 ? "" : `   not filled: ${JSON.stringify(others)}`;
  return `  ${who.padEnd(20)} ${`${ordersPerSecond}/s`.padStart(8)}   p50 ${ms(p50Ms)}   p99 ${ms(p99Ms)}${rest}`;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`.padStart(10);
