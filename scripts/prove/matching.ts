// Holds the matching engine against its laws on many random days: `deno run -A scripts/prove/matching.ts --cases 100000 --seed 17`. Each law
// sees that many days of its own. Exits 1 with the smallest day found that breaks one.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { histories } from "../../packages/matching/testing/histories.ts";
import { type Law, LAWS, REACHED, type Tally } from "../../packages/matching/testing/laws.ts";

const USAGE = "scripts/prove/matching.ts [--cases N] [--seed N] [--path P]";

/** A whole number between 1 and 2^31 - 1, what seeds of fast-check can be. */
function wholeOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 0x7fffffff) {
    throw new TypeError(`--${name} ${text} is not a whole number above 0: ${USAGE}`);
  }
  return value;
}

interface Settings {
  readonly cases: number;
  readonly seed: number;
  /** Where among the seed's days a counterexample stands, as the report of one says. */
  readonly path: string | null;
}

function settings(): Settings {
  const { values } = parseArgs({
    args: Deno.args.filter((arg) => arg !== "--"),
    options: {
      cases: { type: "string", default: "100000" },
      // Another seed every second, so that each night tries other days.
      seed: { type: "string", default: `${Math.floor(Date.now() / 1000) % 0x7fffffff || 1}` },
      path: { type: "string" },
    },
  });
  return { cases: wholeOf(values.cases, "cases"), seed: wholeOf(values.seed, "seed"), path: values.path ?? null };
}

/** Holds `cases` days against a law; false and a report where one breaks it. */
function holds(law: Law, { cases, seed, path }: Settings, tally: Tally): boolean {
  const outcome = fc.check(fc.property(histories, (history) => law.check(history, tally)), {
    numRuns: cases,
    seed,
    ...(path === null ? {} : { path }),
  });
  if (!outcome.failed) return true;
  console.error(`broken, by the day ${outcome.numRuns} of seed ${seed}: ${law.name}`);
  console.error(JSON.stringify(outcome.counterexample?.[0], null, 2));
  console.error(outcome.errorInstance instanceof Error ? outcome.errorInstance.message : outcome.errorInstance);
  console.error(`again: --cases ${cases} --seed ${seed} --path ${outcome.counterexamplePath}`);
  return false;
}

function main(): number {
  const given = settings();
  console.log(`seed ${given.seed}`);
  const tally: Tally = new Map();
  const broken: string[] = [];
  const began = performance.now();
  for (const law of LAWS) {
    const start = performance.now();
    if (!holds(law, given, tally)) broken.push(law.name);
    console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${law.name}`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const missed = given.path === null ? REACHED.filter((what) => !tally.has(what)) : [];
  console.log(
    JSON.stringify(
      { cases: given.cases, laws: LAWS.length, seconds, broken, missed, counts: Object.fromEntries(tally) },
      null,
      2,
    ),
  );
  return broken.length === 0 && missed.length === 0 ? 0 : 1;
}

Deno.exit(main());
