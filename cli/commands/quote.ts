// hoga quote SYMBOL…
import type { Command } from "commander";
import type { Quote } from "../api/documents.ts";
import type { Context } from "../context.ts";
import { resolveSymbols } from "../input/symbol.ts";
import { printQuote, printQuotes } from "../output/quote.ts";
import { define } from "./define.ts";

export interface QuoteOptions {
  readonly symbols: readonly string[];
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "quote", help.quote, [
    "hoga quote 005930",
    "hoga quote 삼성전자 ㅅㅋㅎㅇㄴㅅ",
    "hoga quote 005930 --json",
    "hoga quote 005930 --query last --raw",
  ])
    .argument("<symbol...>", help.argument.symbol)
    .action((symbols: string[]) => ctx.run(() => run({ symbols }, ctx)));
}

/** One symbol prints the quote itself, several print the list, as the two routes of the gateway do. */
export async function run(options: QuoteOptions, ctx: Context): Promise<void> {
  const symbols = await resolveSymbols(options.symbols, ctx.api, ctx.t);
  const client = await ctx.api();
  const [only] = symbols;
  if (options.symbols.length === 1 && only !== undefined) {
    const quote: Quote = await client.quote(only);
    return await ctx.emit(quote, (view) => printQuote(quote, ctx.t, view));
  }
  const list = await client.quotes(symbols);
  await ctx.emit(list, (view) => printQuotes(list.quotes, ctx.t, view));
}
