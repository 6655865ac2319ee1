// How long commands take, each time next to a bare start of the same runtime.
import { spawnSync } from "node:child_process";
import { terminalEnvironment } from "../../../cli/testing/terminal/hoga.ts";
import type { Practice } from "../../../cli/testing/terminal/practice.ts";
import { percentile, rounded } from "../figures.ts";
import type { Way } from "./main.ts";

const COMMANDS: readonly (readonly string[])[] = [["--help"], ["quote", "005930", "--json"]];

/** Medians over `runs` rounds, in each of which every command and every bare start has its turn. */
export async function commandTimes(ways: readonly Way[], { stack, home }: Practice, runs: number) {
  const env = terminalEnvironment(`${home}/commands`, { HOGA_API_URL: stack.url, HOGA_API_KEY: stack.apiKey });
  const timed = ways.flatMap((way) =>
    COMMANDS.map((args) => ({ way, args, times: [] as number[], bares: [] as number[] }))
  );
  const time = async ([command, ...args]: readonly [string, ...string[]]): Promise<number> => {
    // The stack is another process, so that this one may wait for the command.
    const began = performance.now();
    const { status, stderr } = spawnSync(command, args, { env, encoding: "utf8" });
    const ms = performance.now() - began;
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
    await new Promise((done) => setTimeout(done));
    return ms;
  };
  for (let run = 0; run <= runs; run++) {
    for (const { way, args, times, bares } of timed) {
      const bare = await time(way.bare);
      const ms = await time([way.command[0], ...way.command.slice(1), ...args]);
      // The first round warms the disk up.
      if (run > 0) {
        times.push(ms);
        bares.push(bare);
      }
    }
  }
  return timed.map(({ way, args, times, bares }) => {
    const ms = percentile(times, 0.5);
    const bareMs = percentile(bares, 0.5);
    return {
      way: way.name,
      command: `hoga ${args.join(" ")}`,
      ms: rounded(ms),
      bareMs: rounded(bareMs),
      ratio: rounded(ms / bareMs, 2),
    };
  });
}
