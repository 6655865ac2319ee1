// The flags that every list of the gateway takes.
import type { Command } from "commander";
import type { PageQuery } from "../api/client.ts";
import type { Context } from "../context.ts";
import { parseCount } from "../input/number.ts";
import { checkedDay } from "../input/moment.ts";
import { resolveSymbol } from "../input/symbol.ts";

export interface PageFlags {
  readonly since?: string;
  readonly symbol?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** More rows than this are asked for page by page. */
const ROWS_MAX = 1000;

export function addPageOptions(command: Command, { t }: Context): Command {
  const { option } = t.help;
  return command
    .option("--since <date>", option.since)
    .option("--limit <n>", option.limit)
    .option("--cursor <cursor>", option.cursor);
}

/** The query for the flags. Checks all of them before a symbol is looked up. */
export async function readPageQuery(flags: PageFlags, ctx: Context): Promise<PageQuery> {
  const since = flags.since === undefined ? undefined : checkedDay("--since", flags.since, ctx.t);
  const limit = flags.limit === undefined ? undefined : parseCount("--limit", flags.limit, 1, ROWS_MAX, ctx.t);
  const symbol = flags.symbol === undefined ? undefined : await resolveSymbol(flags.symbol, ctx.api, ctx.t);
  return { since, limit, symbol, cursor: flags.cursor };
}

/** Tells that there is more, where there is. */
export function noteMore(nextCursor: string | null, ctx: Context): void {
  if (nextCursor !== null) ctx.note(ctx.t.portfolio.more(nextCursor));
}
