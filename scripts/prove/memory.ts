// deno task prove:memory [MINUTES]: the screen on an embedded stack at speed 60, somebody at the keys, and what both
// processes have in memory every ten seconds. Prints one JSON document: the first minute against the last, and the slope.
import { join } from "node:path";
import { openHoga } from "../../cli/testing/terminal/hoga.ts";
import type { Terminal } from "../../cli/testing/terminal/terminal.ts";
import { rounded } from "../bench/figures.ts";
import { machine } from "../bench/report.ts";
import { startUp } from "../bench/up.ts";

/** A Monday: an hour at speed 60 is its session and those of the two days after it, with the nights between. */
const CLOCK = "2025-03-10T09:00:00+09:00";
const SPEED = 60;
const SAMPLE_MS = 10_000;
const KEY_MS = 1_000;
const MINUTES_DEFAULT = 60;

const SYMBOLS = [
  ...["005930", "000660", "035420", "035720", "005380", "068270", "247540", "069500", "000270", "005490"],
  ...["051910", "006400", "105560", "055550", "012330", "066570", "028260", "003550", "017670", "015760"],
];

/**
 * What the person does, one step a second: walks through lists and screens, looks at symbols, buys a share, sells one, places an order far
 * from the market and cancels what waits.
 */
const STEPS: readonly (readonly string[])[] = [
  ...repeated(["j"], 12),
  ...[["enter"], ["i"], ["i"], ["v"], ["i"], ["v"], ["esc"]],
  ...repeated(["k"], 5),
  // An order that is refused leaves its terms open: the second Esc closes them, and 1 comes back to the dashboard from anywhere.
  ...[["b"], ["1"], ["enter"], ["y"], [], ["esc"], ["esc"], ["1"]],
  ...[["tab"], ["j"], ["tab"], ["tab"], ["k"], ["tab"]],
  ...[["/"], ["삼"], ["성"], ["down"], ["enter"], ["i"], ["esc"], ["1"]],
  ...[["b"], ["shift+tab"], ...repeated(["left"], 8), ["tab"], ["2"], ["enter"], ["y"], [], ["esc"], ["esc"]],
  ...[["3"], ["f"], ["j"], ["e"], [], ["esc"], ["f"], ["f"], ["f"], ["C"], ["y"], []],
  ...[["4"], ["tab"], ["j"], ["tab"], ["tab"], ["1"]],
  ...[["s"], ["1"], ["enter"], ["y"], [], ["esc"], ["esc"], ["1"], ["?"], ["j"], ["esc"]],
];

function repeated<T>(value: T, times: number): readonly T[] {
  return Array.from({ length: times }, () => value);
}

/** One look at both processes. */
interface Sample {
  readonly minute: number;
  readonly screenMb: number;
  readonly stackMb: number;
}

async function main(minutes: number): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "hoga-memory-" });
  await Deno.writeTextFile(join(home, "watchlist.json"), JSON.stringify({ symbols: SYMBOLS }));
  const up = startUp(["--port", "0", "--clock", CLOCK, "--speed", String(SPEED), "--seed", "1"], { HOGA_HOME: home });
  try {
    const { url, apiKeyFile } = await up.ready;
    const screen = openHoga({ columns: 120, rows: 45, home });
    try {
      const samples = await watched(screen, up.pid, minutes);
      const key = (await Deno.readTextFile(apiKeyFile)).trim();
      console.log(JSON.stringify(await report(samples, minutes, url, key), null, 2));
    } finally {
      await screen.close();
    }
  } finally {
    up.kill("SIGTERM");
    await up.ended;
    await Deno.remove(home, { recursive: true });
  }
}

/** Uses the screen for so many minutes, and samples both processes meanwhile. */
async function watched(screen: Terminal, stackPid: number, minutes: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  let hasEnded = false;
  void screen.ended.then(() => hasEnded = true);
  await screen.until(/실시간/, "live");
  const from = performance.now();
  let step = 0;
  for (let at = 0; at < minutes * 60_000; at += KEY_MS) {
    await until(from + at);
    if (hasEnded) throw new Error(`the screen ended after ${at / 1000} s:\n${screen.output().slice(-3_000)}`);
    screen.press(...STEPS[step++ % STEPS.length] ?? []);
    if (at % SAMPLE_MS !== 0) continue;
    const [screenMb, stackMb] = await Promise.all([residentMb(screen.pid), residentMb(stackPid)]);
    const sample = { minute: rounded(at / 60_000, 2), screenMb, stackMb };
    samples.push(sample);
    console.error(JSON.stringify(sample));
    if (at % (5 * 60_000) === 0) console.error(screen.text().join("\n"));
  }
  return samples;
}

function until(moment: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, moment - performance.now())));
}

/** Resident memory of a process (MB), as Linux tells it. */
async function residentMb(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(await Deno.readTextFile(`/proc/${pid}/status`))?.[1];
  if (kilobytes === undefined) throw new Error(`the memory of process ${pid} cannot be read`);
  return rounded(Number(kilobytes) / 1024, 1);
}

async function report(samples: readonly Sample[], minutes: number, url: string, key: string) {
  const figures = (of: "screenMb" | "stackMb") => ({
    firstMinuteMb: median(samples.filter(({ minute }) => minute < 1).map((sample) => sample[of])),
    lastMinuteMb: median(samples.filter(({ minute }) => minute >= minutes - 1).map((sample) => sample[of])),
    mostMb: Math.max(...samples.map((sample) => sample[of])),
    mbAnHour: slope(samples, of),
    /** Without the first quarter, in which caches fill. */
    mbAnHourLater: slope(samples.filter(({ minute }) => minute >= minutes / 4), of),
    /** The median of each tenth of the run. */
    tenthsMb: Array.from({ length: 10 }, (_, tenth) =>
      median(
        samples.filter(({ minute }) => Math.floor(minute / minutes * 10) === tenth).map((sample) => sample[of]),
      )),
  });
  const { orders, trades } = await counted(url, key);
  return {
    machine: machine(Deno.loadavg()[0] ?? 0),
    minutes,
    speed: SPEED,
    symbols: SYMBOLS.length,
    orders,
    trades,
    screen: figures("screenMb"),
    stack: figures("stackMb"),
  };
}

/** How many orders and trades there were, at most 200 each: a run whose keys did nothing is no proof. */
async function counted(url: string, key: string): Promise<{ orders: number; trades: number }> {
  const rows = async (path: string, name: string) => {
    const answer = await fetch(`${url}${path}?limit=200`, { headers: { authorization: `Bearer ${key}` } });
    const document: Record<string, unknown> = await answer.json();
    const list = document[name];
    return Array.isArray(list) ? list.length : 0;
  };
  const [orders, trades] = await Promise.all([rows("/api/orders", "orders"), rows("/api/trades", "trades")]);
  return { orders, trades };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** The slope of the line of least squares through the samples, in MB an hour. */
function slope(samples: readonly Sample[], of: "screenMb" | "stackMb"): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({ minute }) => minute));
  const y = mean(samples.map((sample) => sample[of]));
  const across = samples.reduce((sum, sample) => sum + (sample.minute - x) * (sample[of] - y), 0);
  const square = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  return rounded(square === 0 ? 0 : across / square * 60, 1);
}

const minutes = Number(Deno.args[0] ?? MINUTES_DEFAULT);
if (!(minutes >= 1 && minutes <= 10_000)) {
  console.error(`MINUTES is "${Deno.args[0]}"; it must be a number from 1 to 10000`);
  Deno.exit(2);
}
await main(minutes);
Deno.exit(0);
