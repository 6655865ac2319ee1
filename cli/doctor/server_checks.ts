// What doctor asks the server: whether it answers, what time it has, whether its books balance.
import type { Client } from "../api/client.ts";
import type { MarketStatus } from "../api/documents.ts";
import type { Context } from "../context.ts";
import { CliError, firstLine } from "../errors.ts";
import type { Check } from "./host_checks.ts";

/** A clock further off than this may put an order on the wrong side of the open. */
const SKEW_MAX_MS = 5_000;

export async function checkServer(ctx: Context): Promise<readonly Check[]> {
  const { host, t } = ctx;
  const skipped = (name: "clock" | "books"): Check => ({ name, status: "skip", detail: t.doctor.skipped });
  try {
    const client = await ctx.api();
    const { url } = await ctx.link().endpoint();
    const askedAt = host.now();
    const market = await client.marketStatus();
    const answeredAt = host.now();
    const server: Check = { name: "server", status: "ok", detail: t.doctor.server(url, answeredAt - askedAt) };
    return [server, checkClock(market, (askedAt + answeredAt) / 2, ctx), await checkBooks(client, ctx)];
  } catch (error) {
    return [{ name: "server", status: "fail", detail: sentence(error) }, skipped("clock"), skipped("books")];
  }
}

/** Only a real clock can be off: a practice clock is meant to differ. */
function checkClock(market: MarketStatus, localNow: number, { t }: Context): Check {
  if (market.clock.mode !== "real") {
    return { name: "clock", status: "ok", detail: t.doctor.practice(t.marketStatus.clockMode[market.clock.mode]) };
  }
  const skew = Math.abs(Date.parse(market.now) - localNow);
  return {
    name: "clock",
    status: skew > SKEW_MAX_MS ? "warn" : "ok",
    detail: t.doctor.clock((skew / 1000).toFixed(1)),
  };
}

async function checkBooks(client: Client, { t }: Context): Promise<Check> {
  try {
    const { balanced, findings } = await client.reconcile();
    const detail = balanced ? t.reconcile.balanced : t.reconcile.off(findings.length);
    return { name: "books", status: balanced ? "ok" : "fail", detail };
  } catch (error) {
    return { name: "books", status: "fail", detail: sentence(error) };
  }
}

function sentence(error: unknown): string {
  if (error instanceof CliError && error.exit === 130) throw error;
  return error instanceof Error ? firstLine(error.message) : String(error);
}
