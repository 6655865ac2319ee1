// Plays many seeds of the simulator and tells what happened in them: `deno task sim --seeds 1000`, or one again: `--seed 17 --mode direct`.
import { parseArgs } from "node:util";
import type { DeliveryMode } from "@hoga/outbox";
import { openTestPglite } from "@hoga/testing";
import { type Counts, simulate } from "../../edge/embedded/testing/simulator.ts";

const USAGE = "deno task sim [--seeds N] [--from N] [--seed N] [--mode direct|qstash]";

function wholeOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`--${name} ${text} is not a whole number: ${USAGE}`);
  }
  return value;
}

/** The first seed, the one after the last, and the modes to play each in. */
function settings(): { readonly from: number; readonly to: number; readonly modes: readonly DeliveryMode[] } {
  const { values } = parseArgs({
    args: Deno.args.filter((arg) => arg !== "--"),
    options: {
      seeds: { type: "string", default: "200" },
      from: { type: "string", default: "1" },
      seed: { type: "string" },
      mode: { type: "string" },
    },
  });
  const { mode } = values;
  if (mode !== undefined && mode !== "direct" && mode !== "qstash") {
    throw new TypeError(`--mode ${mode} is neither direct nor qstash`);
  }
  const from = wholeOf(values.seed ?? values.from, "from");
  const to = from + (values.seed === undefined ? wholeOf(values.seeds, "seeds") : 1);
  return { from, to, modes: mode === undefined ? ["direct", "qstash"] : [mode] };
}

async function main(): Promise<number> {
  const { from, to, modes } = settings();
  const sql = await openTestPglite();
  const total: Counts = {};
  const failures: string[] = [];
  const began = performance.now();
  for (let seed = from; seed < to; seed++) {
    for (const mode of modes) {
      try {
        const counts = await simulate(sql, seed, mode);
        for (const [what, times] of Object.entries(counts)) total[what] = (total[what] ?? 0) + times;
      } catch (error) {
        failures.push(`${seed} ${mode}`);
        console.error(error instanceof Error ? error.message : error);
      }
    }
  }
  await sql.close();
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ seeds: to - from, seconds, failures, counts: total }, null, 2));
  return failures.length === 0 ? 0 : 1;
}

Deno.exit(await main());
