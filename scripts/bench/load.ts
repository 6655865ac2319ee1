// A load of market buys, made by a thread of its own so that the clients take no time from the services.
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { percentile, rounded } from "./figures.ts";

/** Clients that each place one order after the other, over accounts and symbols in turn, until `orders` are placed or `ms` are over. */
export const LoadJob = z.object({
  url: z.string(),
  apiKey: z.string(),
  accounts: z.array(z.string()),
  symbols: z.array(z.string()),
  clients: z.number(),
  orders: z.number(),
  ms: z.number(),
});
export type LoadJob = z.infer<typeof LoadJob>;

/** What became of a load. Latencies are of filled orders, in ms; other answers are counted by status or by problem code. */
export const LoadResult = z.object({
  elapsedMs: z.number(),
  filledMs: z.array(z.number()),
  others: z.record(z.string(), z.number()),
});
export type LoadResult = z.infer<typeof LoadResult>;

/** A load in numbers. */
export interface LoadFigures {
  readonly clients: number;
  readonly accounts: number;
  readonly ordersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly n: number;
  /** Answers that were not a filled order, by status or problem code: empty when all went well. */
  readonly others: Readonly<Record<string, number>>;
}

/** Runs a job in a thread. Rejects when the thread fails: a connection refused, say. */
export async function runLoad(job: LoadJob): Promise<LoadResult> {
  const worker = new Worker(new URL("./load_worker.ts", import.meta.url), { workerData: job });
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", (result: unknown) => resolve(LoadResult.parse(result)));
      worker.once("error", reject);
    });
  } finally {
    await worker.terminate();
  }
}

/** A load's result in the numbers that are printed. */
export function loadFigures(job: LoadJob, { elapsedMs, filledMs, others }: LoadResult): LoadFigures {
  return {
    clients: job.clients,
    accounts: job.accounts.length,
    ordersPerSecond: rounded(filledMs.length / (elapsedMs / 1000)),
    p50Ms: rounded(percentile(filledMs, 0.5)),
    p99Ms: rounded(percentile(filledMs, 0.99)),
    n: filledMs.length,
    others,
  };
}
