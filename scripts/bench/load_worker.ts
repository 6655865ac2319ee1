// The clients of a load, in a thread of their own: runs one job and tells its result.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { LoadJob, type LoadResult } from "./load.ts";

const Answer = z.object({ status: z.union([z.string(), z.number()]), code: z.string().optional() });

async function run(job: LoadJob): Promise<LoadResult> {
  const filledMs: number[] = [];
  const others: Record<string, number> = {};
  let placed = 0;
  const startedAt = performance.now();
  async function client(): Promise<void> {
    while (placed < job.orders && performance.now() - startedAt < job.ms) {
      const n = placed++;
      const from = performance.now();
      const outcome = await place(job, n);
      if (outcome === "filled") filledMs.push(performance.now() - from);
      else others[outcome] = (others[outcome] ?? 0) + 1;
    }
  }
  await Promise.all(Array.from({ length: job.clients }, client));
  return { elapsedMs: performance.now() - startedAt, filledMs, others };
}

/** Places the n-th order and tells what became of it: its status, or the code of the problem. */
async function place({ url, apiKey, accounts, symbols }: LoadJob, n: number): Promise<string> {
  const response = await fetch(`${url}/api/orders`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      accountId: accounts[n % accounts.length],
      symbol: symbols[n % symbols.length],
      side: "buy",
      quantity: 1,
    }),
  });
  const { status, code } = Answer.parse(await response.json());
  return code ?? String(status);
}

parentPort?.postMessage(await run(LoadJob.parse(workerData)));
