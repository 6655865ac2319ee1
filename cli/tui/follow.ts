// What the screen shows over time: the dashboard, looked at once per second.
import type { Context } from "../context.ts";
import { CliError, firstLine } from "../errors.ts";
import { readWatchlist } from "../watchlist.ts";
import type { ScreenState } from "./lines.ts";

const REFRESH_MS = 1000;

/** Looks at the dashboard once per second until `signal` is aborted. A failed look is shown and tried again. */
export async function follow(ctx: Context, signal: AbortSignal, show: (state: ScreenState) => void): Promise<void> {
  const left = new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
  let state: ScreenState = { dashboard: null, problem: null };
  while (!signal.aborted) {
    state = await Promise.race([look(ctx, state), left.then(() => state)]);
    if (signal.aborted) return;
    show(state);
    await Promise.race([ctx.host.sleep(REFRESH_MS), left]);
  }
}

async function look(ctx: Context, before: ScreenState): Promise<ScreenState> {
  try {
    const watchlist = await readWatchlist(ctx.paths.watchlistFile, ctx.t);
    return { dashboard: await (await ctx.api()).dashboard(watchlist), problem: null };
  } catch (error) {
    // What trying again cannot mend ends the screen with the failure itself.
    if (error instanceof CliError && error.exit !== 5) throw error;
    return { ...before, problem: error instanceof Error ? firstLine(error.message) : String(error) };
  }
}
