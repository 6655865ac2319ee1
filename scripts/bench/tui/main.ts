// deno task bench:tui [--json] [--keys N] [--runs N]: how soon the screen is there, how soon a key is on it, and how soon a command is done.
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hogaCommand } from "../../../cli/testing/terminal/hoga.ts";
import { type Practice, startPractice } from "../../../cli/testing/terminal/practice.ts";
import { percentile, rounded } from "../figures.ts";
import { machine } from "../report.ts";
import { commandTimes } from "./commands.ts";
import { startBusyGateway } from "./gateway.ts";
import { keyTimes } from "./keys.ts";
import { startTimes } from "./start.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    json: { type: "boolean", default: false },
    keys: { type: "string", default: "300" },
    runs: { type: "string", default: "15" },
  },
});

/** A way to run hoga: the runtime's own bare start is what its start is measured against. */
export interface Way {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly bare: readonly [string, ...string[]];
}

const BUNDLE = fileURLToPath(new URL("../../../dist/hoga.mjs", import.meta.url));

async function ways(): Promise<readonly Way[]> {
  const deno = Deno.execPath();
  const source: Way = { name: "deno, source", command: hogaCommand(), bare: [deno, "eval", "0"] };
  const isBundled = await Deno.stat(BUNDLE).then(() => true, () => false);
  if (!isBundled) return [source];
  return [
    { name: "node, bundle", command: ["node", BUNDLE], bare: ["node", "-e", "0"] },
    { name: "deno, bundle", command: [deno, "run", "-A", BUNDLE], bare: [deno, "eval", "0"] },
    source,
  ];
}

const summary = (times: readonly number[]) => ({
  p50Ms: rounded(percentile(times, 0.5)),
  p99Ms: rounded(percentile(times, 0.99)),
  mostMs: rounded(Math.max(...times)),
});

async function measure(way: Way, practice: Practice) {
  const runs = Number(values.runs);
  const gateway = startBusyGateway();
  const home = join(practice.home, way.name.replaceAll(/\W+/g, "-"));
  await Deno.mkdir(home, { recursive: true });
  try {
    const start = await startTimes(way, practice, home, runs);
    const keys = await keyTimes(way, gateway.url, home, Number(values.keys));
    return {
      way: way.name,
      firstFrame: summary(start.map(({ frameMs }) => frameMs)),
      firstLiveQuote: summary(start.map(({ quoteMs }) => quoteMs)),
      keyToPaint: { keys: keys.length, ...summary(keys) },
    };
  } finally {
    await gateway.stop();
  }
}

const loadBefore = loadavg()[0] ?? 0;
const practice = await startPractice({ speed: 1 });
const screens = [];
let commands;
try {
  const all = await ways();
  for (const way of all) screens.push(await measure(way, practice));
  commands = await commandTimes(all, practice, Number(values.runs));
} finally {
  await practice.stop();
}
const report = { machine: machine(loadBefore), screens, commands };
if (values.json) console.log(JSON.stringify(report, null, 2));
else {
  for (const { way, firstFrame, firstLiveQuote, keyToPaint } of screens) {
    console.log(way);
    console.log(`  first frame       p50 ${firstFrame.p50Ms} ms, most ${firstFrame.mostMs} ms`);
    console.log(`  first live quote  p50 ${firstLiveQuote.p50Ms} ms, most ${firstLiveQuote.mostMs} ms`);
    console.log(
      `  key to paint      p50 ${keyToPaint.p50Ms} ms, p99 ${keyToPaint.p99Ms} ms over ${keyToPaint.keys} keys`,
    );
  }
  for (const { way, command, ms, bareMs, ratio } of commands) {
    console.log(`${way}: ${command} ${ms} ms, bare ${bareMs} ms, ratio ${ratio}`);
  }
}
