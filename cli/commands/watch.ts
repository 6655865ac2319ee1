// hoga watch SYMBOL… | --orders
import type { Command } from "commander";
import type { StreamEvent } from "../api/stream.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import { parseCount } from "../input/number.ts";
import { resolveSymbols } from "../input/symbol.ts";
import { define } from "./define.ts";

export interface WatchOptions {
  readonly symbols: readonly string[];
  readonly orders?: boolean;
  readonly count?: string;
}

/** The gateway takes no more for one stream. */
const SYMBOLS_MAX = 100;
const COUNT_MAX = 1_000_000_000;

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "watch", help.watch, [
    "hoga watch 005930 SK하이닉스",
    "hoga watch --orders",
    "hoga watch 005930 --json --count 1",
    "hoga watch --orders --json | jq -r 'select(.event == \"trade\") | .price'",
  ])
    .argument("[symbol...]", help.argument.symbol)
    .option("--orders", help.option.orders)
    .option("--count <n>", help.option.count)
    .action((symbols: string[], flags: Omit<WatchOptions, "symbols">) =>
      ctx.run(() => run({ symbols, ...flags }, ctx))
    );
}

/** Goes on until it is interrupted or has told as much as was asked for: either is how a watch ends well. */
export async function run(options: WatchOptions, ctx: Context): Promise<void> {
  const { host, lang, t } = ctx;
  const hasOrders = options.orders === true;
  const count = options.count === undefined ? Infinity : parseCount("--count", options.count, 1, COUNT_MAX, t);
  if (options.symbols.length === 0 && !hasOrders) throw usageError(t.watch.nothing);
  const symbols = await resolveSymbols(options.symbols, ctx.api, t);
  if (symbols.length > SYMBOLS_MAX) throw usageError(t.watch.tooMany(symbols.length, SYMBOLS_MAX));
  const { follow } = await import("../api/follow.ts");
  const events = follow({
    host,
    link: ctx.link(),
    client: await ctx.api(),
    query: { accountId: ctx.accountId(), symbols },
    hasOrders,
    lang,
    t,
    onLost: (error) => ctx.note(t.watch.lost(error.message)),
    onBack: () => ctx.note(t.watch.back),
  });
  const isNew = createMemory();
  let told = 0;
  for await (const event of toldWhileWaiting(events, ctx)) {
    if (!isWanted(event, hasOrders, ctx.isJson) || !isNew(event)) continue;
    await tell(event, ctx);
    told += 1;
    if (told >= count) break;
  }
}

/** The events, with a person told what they wait for until the first one, and then how to end it. */
async function* toldWhileWaiting(events: AsyncIterable<StreamEvent>, ctx: Context): AsyncGenerator<StreamEvent> {
  const answered = ctx.progress(ctx.t.progress.request);
  let isFirst = true;
  try {
    for await (const event of events) {
      if (isFirst) answered();
      if (isFirst && ctx.host.isTty.stderr) ctx.note(ctx.t.watch.started);
      isFirst = false;
      yield event;
    }
  } finally {
    if (isFirst) answered();
  }
}

type Told = Extract<StreamEvent, { readonly type: "quote" | "order" | "trade" }>;

/**
 * A stream tells the changes of orders and the market's hours in any case. A fill is a line of its order's life: people are told it there, and
 * scripts as a document of its own too.
 */
function isWanted(event: StreamEvent, hasOrders: boolean, isJson: boolean): event is Told {
  return event.type === "quote" || hasOrders && (event.type === "order" || isJson && event.type === "trade");
}

/** Knows the last quote of each symbol: a connection that comes back tells them all again, whether they have changed or not. */
function createMemory(): (event: Told) => boolean {
  const known = new Map<string, string>();
  return (event) => {
    if (event.type !== "quote") return true;
    const state = JSON.stringify({ ...event.data, ageMs: 0 });
    if (known.get(event.data.symbol) === state) return false;
    known.set(event.data.symbol, state);
    return true;
  };
}

async function tell(event: Told, ctx: Context): Promise<void> {
  const { printOrderChange, printQuoteChange } = await import("../output/watch.ts");
  await ctx.emitNext({ event: event.type, ...event.data }, (view) => {
    if (event.type === "quote") printQuoteChange(event.data, ctx.t, view);
    if (event.type === "order") printOrderChange(event.data, ctx.t, view);
  });
}
