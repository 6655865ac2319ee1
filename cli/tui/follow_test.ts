import assert from "node:assert/strict";
import { createContext } from "../context.ts";
import { extractGlobalFlags } from "../flags.ts";
import { DASHBOARD } from "../testing/documents.ts";
import { problem } from "../testing/fake_gateway.ts";
import { type Bench, testHost, withBench } from "../testing/run_cli.ts";
import { follow } from "./follow.ts";
import type { ScreenState } from "./lines.ts";

/** Follows the dashboard for so many looks. */
async function looks(bench: Bench, count: number, apiKey = "test-key"): Promise<readonly ScreenState[]> {
  const leaving = new AbortController();
  const env = { HOGA_HOME: bench.home, HOGA_API_URL: bench.gateway.url, HOGA_API_KEY: apiKey, HOGA_LANG: "en" };
  const write = { out: () => {}, err: () => {} };
  const ctx = createContext(extractGlobalFlags([]), testHost({ isTerminal: true }, env, write));
  const states: ScreenState[] = [];
  await follow(ctx, leaving.signal, (state) => {
    states.push(state);
    if (states.length === count) leaving.abort();
  });
  return states;
}

Deno.test("follow() keeps the last dashboard through a failed look and goes on", () =>
  withBench(async (bench) => {
    let look = 0;
    bench.gateway.answer(() => ++look === 2 ? problem(503, "unavailable", "Down") : null);
    assert.deepEqual(await looks(bench, 3), [
      { dashboard: DASHBOARD, problem: null },
      { dashboard: DASHBOARD, problem: "Down" },
      { dashboard: DASHBOARD, problem: null },
    ]);
  }));

Deno.test("follow() asks for the watchlist's quotes", () =>
  withBench(async (bench) => {
    await Deno.writeTextFile(`${bench.home}/watchlist.json`, `{"symbols":["005930","000660"]}`);
    await looks(bench, 1);
    assert.equal(bench.gateway.seen[0]?.target, "/api/dashboard?watchlist=005930%2C000660");
  }));

Deno.test("follow() ends with a failure that trying again cannot mend", () =>
  withBench(async (bench) => {
    await assert.rejects(looks(bench, 2, "wrong"), /Sign in first/);
  }));
