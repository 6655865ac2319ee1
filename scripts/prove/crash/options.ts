// How the proof is run.
import { kstDate, parseInstant, tradingDay } from "@hoga/krx";
import { parseArgs } from "node:util";

export interface CrashOptions {
  readonly seed: number;
  readonly orders: number;
  readonly kills: number;
  /** Where market time begins: on a trading day before its close. */
  readonly clock: string;
  readonly speed: number;
  /** Sits the session out at `speed`; otherwise the last start sets the clock to just before the close. */
  readonly wait: boolean;
  /** The close of the clock's day, epoch ms. */
  readonly closesAt: number;
}

/** A wrong argument: one line for stderr. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE =
  `Usage: deno task prove:crash [--seed N] [--orders N] [--kills N] [--clock TIME] [--speed N] [--wait]
  --seed N      what is drawn: orders, and when the process is killed (drawn itself when left out)
  --orders N    orders placed (500)
  --kills N     how often the process is killed with SIGKILL (20)
  --clock TIME  where market time begins (2025-03-14T08:55:00+09:00)
  --speed N     how fast it goes (60)
  --wait        sit the session out instead of setting the clock to just before the close at the end`;

/** Reads the command line. Null stands for `--help`. Throws {@linkcode UsageError}. */
export function readOptions(args: readonly string[], drawSeed: () => number): CrashOptions | null {
  const { values } = parsed(args);
  if (values.help) return null;
  const orders = wholeNumber("--orders", values.orders, 1, 100_000);
  const at = parseInstant(values.clock);
  const closesAt = at === null ? null : tradingDay(kstDate(at)).closesAt;
  if (at === null || closesAt === null || at >= closesAt) {
    throw new UsageError(`--clock is "${values.clock}"; it must be an ISO time on a trading day before its close`);
  }
  return {
    seed: values.seed === undefined ? drawSeed() : wholeNumber("--seed", values.seed, 0, 2 ** 31),
    orders,
    kills: wholeNumber("--kills", values.kills, 0, orders),
    clock: values.clock,
    speed: wholeNumber("--speed", values.speed, 1, 10_000),
    wait: values.wait,
    closesAt,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: "string" },
        orders: { type: "string", default: "500" },
        kills: { type: "string", default: "20" },
        clock: { type: "string", default: "2025-03-14T08:55:00+09:00" },
        speed: { type: "string", default: "60" },
        wait: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split("\n")[0] : error}; see --help`);
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`);
  }
  return value;
}
