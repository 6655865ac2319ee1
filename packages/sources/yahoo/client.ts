// Yahoo Finance, by the yahoo-finance2 library: unofficial, and some twenty minutes late for Korea.
import { z } from "zod";
import { isDate, kstDate } from "@hoga/krx";
import { type DailyBar, isColumnValue, type TapeInstrument } from "@hoga/tape";
import type { Log } from "@hoga/telemetry";
import type { Limiter } from "../limiter.ts";
import { type Time, withTimeout } from "../time.ts";

const ANSWER_MS = 15_000;

/** A quote as Yahoo has it. `at` is the time of its last trade; prices are won. What is missing or makes no sense is null. */
export interface YahooQuote {
  readonly symbol: string;
  readonly at: number;
  readonly price: number;
  readonly previousClose: number;
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  readonly volume: number;
  readonly bid: { readonly price: number; readonly size: number | null } | null;
  readonly ask: { readonly price: number; readonly size: number | null } | null;
}

/** The two questions that are asked. Both reject when Yahoo cannot be reached or answers no use. */
export interface YahooClient {
  /** The quotes of those that Yahoo knows, in one request. */
  quotes(instruments: readonly TapeInstrument[]): Promise<readonly YahooQuote[]>;
  /** The daily bars from a KST date to another. */
  daily(instrument: TapeInstrument, from: string, to: string): Promise<readonly DailyBar[]>;
}

export interface YahooClientOptions {
  readonly time: Time;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** Every HTTP request takes its turn here, those that the library makes of its own accord too. */
  readonly limiter: Limiter;
  readonly signal: AbortSignal;
}

/** Yahoo's symbol of an instrument: funds and notes trade on KOSPI. KONEX is not there under a suffix of its own. */
export function yahooSymbol({ symbol, market }: TapeInstrument): string {
  return `${symbol}.${market === "KOSDAQ" ? "KQ" : "KS"}`;
}

const Won = z.number().refine(isColumnValue);
const Maybe = Won.nullish().catch(null);
const Moment = z.union([z.date(), z.number().transform((seconds) => new Date(seconds * 1000))]);
const Quote = z.object({
  symbol: z.string(),
  currency: z.literal("KRW"),
  regularMarketPrice: Won,
  regularMarketTime: Moment,
  regularMarketPreviousClose: Won,
  regularMarketOpen: Maybe,
  regularMarketDayHigh: Maybe,
  regularMarketDayLow: Maybe,
  regularMarketVolume: z.int().nonnegative().catch(0),
  bid: Maybe,
  ask: Maybe,
  bidSize: Maybe,
  askSize: Maybe,
});
const Chart = z.object({
  quotes: z.array(z.object({
    date: Moment,
    open: z.number().nullable(),
    high: z.number().nullable(),
    low: z.number().nullable(),
    close: z.number().nullable(),
    volume: z.number().nullable(),
  })),
});

/** A client. The library is loaded when the first question is asked, so that nobody else waits for it. */
export function createYahooClient(options: YahooClientOptions): YahooClient {
  const { log } = options;
  let loaded: ReturnType<typeof load> | null = null;
  const library = () => loaded ??= load(options);
  return {
    async quotes(instruments) {
      const symbols = new Map(instruments.map((instrument) => [yahooSymbol(instrument), instrument.symbol]));
      const answer: unknown = await (await library()).quote([...symbols.keys()], {}, { validateResult: false });
      const rows = z.array(z.unknown()).parse(answer);
      return rows.flatMap((row) => {
        const parsed = Quote.safeParse(row);
        const symbol = symbols.get(parsed.data?.symbol ?? "");
        if (parsed.success && symbol !== undefined) return quoteOf(symbol, parsed.data);
        log("warn", "a quote of Yahoo was dropped", { reason: parsed.error?.issues[0]?.path.join(".") ?? "symbol" });
        return [];
      });
    },
    async daily(instrument, from, to) {
      const period = { period1: `${from}T00:00:00+09:00`, period2: `${to}T23:59:59+09:00`, interval: "1d" } as const;
      const answer: unknown = await (await library()).chart(yahooSymbol(instrument), period, { validateResult: false });
      return Chart.parse(answer).quotes.flatMap((row) => barOf(row) ?? []);
    },
  };
}

async function load({ fetch, time, limiter, log, signal }: YahooClientOptions) {
  const { default: YahooFinance } = await import("yahoo-finance2");
  const quiet = () => {};
  const told = (...parts: unknown[]) => log("debug", "yahoo-finance2", { said: parts.map(String).join(" ") });
  return new YahooFinance({
    suppressNotices: ["yahooSurvey"],
    // It would ask a package registry whether there is a newer version.
    versionCheck: false,
    validation: { logErrors: false, logOptionsErrors: false },
    logger: { info: quiet, debug: quiet, dir: quiet, warn: told, error: told },
    async fetch(input, init) {
      await limiter.take("now");
      const response = await withTimeout(time, ANSWER_MS, signal, async (limit) => {
        const answer = await fetch(input, { ...init, signal: limit });
        return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
      });
      // The library would write the address, which carries its session, to stderr.
      if (response.status >= 400) throw new Error(`Yahoo answered ${response.status}`);
      return response;
    },
  });
}

function quoteOf(symbol: string, quote: z.infer<typeof Quote>): YahooQuote {
  const { regularMarketOpen: open, regularMarketDayHigh: high, regularMarketDayLow: low } = quote;
  return {
    symbol,
    at: quote.regularMarketTime.getTime(),
    price: quote.regularMarketPrice,
    previousClose: quote.regularMarketPreviousClose,
    range: open && high && low ? { open, high, low } : null,
    volume: quote.regularMarketVolume,
    bid: quote.bid ? { price: quote.bid, size: quote.bidSize ?? null } : null,
    ask: quote.ask ? { price: quote.ask, size: quote.askSize ?? null } : null,
  };
}

/** A day's bar; null for a day that Yahoo knows no whole prices of. */
function barOf({ date, open, high, low, close, volume }: z.infer<typeof Chart>["quotes"][number]): DailyBar | null {
  if (open === null || high === null || low === null || close === null || volume === null) return null;
  const bar = {
    date: kstDate(date.getTime()),
    open: Math.round(open),
    high: Math.round(high),
    low: Math.round(low),
    close: Math.round(close),
    volume: Math.round(volume),
  };
  return isDate(bar.date) && bar.low >= 1 && bar.volume >= 0 && bar.high <= Number.MAX_SAFE_INTEGER ? bar : null;
}
