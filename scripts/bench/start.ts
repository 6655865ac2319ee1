// deno task bench:start: how long the embedded stack takes to be ready, in a new home and again, and how much memory it takes at most.
import { join } from "node:path";
import { machine } from "./report.ts";
import { rounded } from "./figures.ts";
import { startUp } from "./up.ts";

/** What `hoga up` promises (ms). */
const GOALS = { firstMs: 8_000, secondMs: 2_000 };

interface StartFigures {
  readonly readyMs: number;
  /** Peak resident memory (MB) a moment after it was ready; null where the system does not tell. */
  readonly peakMb: number | null;
}

/** Starts a stack in `home`, waits until it is ready and ends it. */
async function measureStart(home: string): Promise<StartFigures> {
  const from = performance.now();
  const up = startUp(["--port", "0", "--data", join(home, "data")], { HOGA_HOME: home });
  try {
    await up.ready;
    const readyMs = Math.round(performance.now() - from);
    // What a start leaves for later is part of its memory.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { readyMs, peakMb: await peakMb(up.pid) };
  } finally {
    up.kill("SIGTERM");
    await up.ended;
  }
}

/** The peak of a process's resident memory (MB), as Linux keeps it. */
async function peakMb(pid: number): Promise<number | null> {
  if (Deno.build.os !== "linux") return null;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(await Deno.readTextFile(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

const loadBefore = rounded(Deno.loadavg()[0] ?? 0, 2);
const home = await Deno.makeTempDir({ prefix: "hoga-bench-start-" });
try {
  const first = await measureStart(home);
  const second = await measureStart(home);
  const met = { first: first.readyMs < GOALS.firstMs, second: second.readyMs < GOALS.secondMs };
  console.log(JSON.stringify({ machine: machine(loadBefore), first, second, goals: GOALS, met }, null, 2));
} finally {
  await Deno.remove(home, { recursive: true });
}
