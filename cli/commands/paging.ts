// The flags that every list of the gateway takes, and the pages that a list is fetched in.
import type { Command } from "commander";
import type { PageQuery } from "../api/client.ts";
import type { Context } from "../context.ts";
import { CliError, usageError } from "../errors.ts";
import { checkedDay } from "../input/moment.ts";
import { parseCount } from "../input/number.ts";
import { resolveSymbol } from "../input/symbol.ts";
import { formatNumber } from "../output/money.ts";

export interface PageFlags {
  readonly since?: string;
  readonly symbol?: string;
  readonly limit?: string;
  readonly cursor?: string;
  readonly all?: boolean;
}

/** What to ask for, and how many rows in all; without a number it is one page, as long as the gateway likes. */
export interface ListQuery extends PageQuery {
  readonly rows: number | undefined;
  readonly isAll: boolean;
}

/** A page of any list, for the part that all of them have. */
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** The most rows that `--limit` takes, and that one page is asked for. */
const ROWS_MAX = 1_000;
/** `--all` ends here: beyond it a script is better off page by page. */
const ALL_MAX = 100_000;

export function addPageOptions(command: Command, { t }: Context): Command {
  const { option } = t.help;
  return command
    .option("--since <date>", option.since)
    .option("--limit <n>", option.limit)
    .option("--all", option.all)
    .option("--cursor <cursor>", option.cursor);
}

/** The query for the flags. Checks all of them before a symbol is looked up. */
export async function readPageQuery(flags: PageFlags, ctx: Context): Promise<ListQuery> {
  const { t } = ctx;
  const isAll = flags.all === true;
  if (isAll && flags.limit !== undefined) throw usageError(t.usage.conflict("--all", "--limit"));
  if (flags.cursor === "") throw usageError(t.input.empty("--cursor"));
  const since = flags.since === undefined ? undefined : checkedDay("--since", flags.since, t);
  const limit = flags.limit === undefined ? undefined : parseCount("--limit", flags.limit, 1, ROWS_MAX, t);
  const symbol = flags.symbol === undefined ? undefined : await resolveSymbol(flags.symbol, ctx.api, t);
  return { since, symbol, cursor: flags.cursor, rows: isAll ? ALL_MAX : limit, isAll };
}

/**
 * The rows that were asked for, from as many pages as they take: the gateway may give fewer on one page than it was asked for. `nextCursor` is
 * where they go on, null at the end.
 */
export async function collectPages<Row>(
  { rows: wanted, isAll: _, ...query }: ListQuery,
  fetchPage: (query: PageQuery) => Promise<Page<Row>>,
  ctx: Context,
): Promise<Page<Row>> {
  if (wanted === undefined) return await fetchPage(query);
  const end = ctx.progress(ctx.t.progress.pages);
  try {
    return await fetchRows(query, wanted, fetchPage, ctx);
  } finally {
    end();
  }
}

async function fetchRows<Row>(
  query: PageQuery,
  wanted: number,
  fetchPage: (query: PageQuery) => Promise<Page<Row>>,
  { t }: Context,
): Promise<Page<Row>> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let { cursor } = query;
  while (true) {
    const page = await fetchPage({ ...query, cursor, limit: Math.min(wanted - rows.length, ROWS_MAX) });
    rows.push(...page.rows);
    const { nextCursor } = page;
    if (nextCursor === null || rows.length >= wanted) return { rows, nextCursor };
    // A page that leads back to one before it would go on for ever.
    if (seen.has(nextCursor)) throw new CliError("bad_answer", 1, t.paging.loop(nextCursor));
    seen.add(nextCursor);
    cursor = nextCursor;
  }
}

/** Tells that there is more, where there is. */
export function noteMore(nextCursor: string | null, { isAll }: ListQuery, ctx: Context): void {
  if (nextCursor === null) return;
  const { paging, portfolio } = ctx.t;
  ctx.note(isAll ? paging.stopped(formatNumber(ALL_MAX), nextCursor) : portfolio.more(nextCursor));
}
