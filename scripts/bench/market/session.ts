// A session of every listed symbol, each with an order in its book, at a speed.
import { parseListing } from "@hoga/krx";
import { percentile, rounded } from "../figures.ts";
import { forAll, openBench } from "./client.ts";

export interface SessionFigures {
  readonly symbols: number;
  readonly orders: number;
  readonly speed: number;
  readonly seconds: number;
  readonly turns: number;
  readonly turnP50Ms: number;
  readonly turnP99Ms: number;
  readonly turnMaxMs: number;
  /** How far (s of the market) the books were behind the clock at most: the longest turn and the pause before it. */
  readonly lagMaxMarketSeconds: number;
  /** The mean turn of the last quarter over that of the first: above 1 where the stack falls behind more and more. */
  readonly growth: number;
}

/** The pause between two turns of the embedded stack (ms). */
const PAUSE_MS = 250;
const PER_QUESTION = 400;
const CASH = 1_000_000_000_000;

/** Imports the listing, puts a limit order into each symbol's book, and watches the stack's turns. */
export async function measureSession(
  { listing, seconds, speed, tell }: {
    readonly listing: string;
    readonly seconds: number;
    readonly speed: number;
    readonly tell: (line: string) => void;
  },
): Promise<SessionFigures> {
  const bytes = await Deno.readFile(listing);
  const parsed = parseListing(bytes);
  if ("error" in parsed) throw new Error(`${listing}: ${parsed.error}`);
  const symbols = parsed.instruments.map((instrument) => instrument.symbol);
  const turns: number[] = [];
  let watching = false;
  const bench = await openBench("2025-03-14T09:00:30+09:00", speed, {
    turn: (ms) => {
      if (watching) turns.push(ms);
    },
  });
  try {
    tell(`importing ${symbols.length} instruments`);
    const imported = await bench.post("/api/instruments/import", bytes, "text/csv");
    if (!imported.ok) throw new Error(`the import was refused: ${await imported.text()}`);
    const account = await bench.account(CASH);
    tell("placing an order in every book");
    let orders = 0;
    for (let from = 0; from < symbols.length; from += PER_QUESTION) {
      const quotes = await bench.quotes(symbols.slice(from, from + PER_QUESTION));
      await forAll(quotes, async ({ symbol, lowerLimit }) => {
        const order = await bench.place(account, { symbol, side: "buy", quantity: 1, limitPrice: lowerLimit });
        if (order.status === "accepted") orders++;
      });
    }
    tell(`${orders} orders rest; watching for ${seconds} s`);
    watching = true;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    watching = false;
    return { symbols: symbols.length, orders, speed, seconds, ...figuresOf(turns, speed) };
  } finally {
    await bench.close();
  }
}

function figuresOf(turns: readonly number[], speed: number) {
  const quarter = Math.max(Math.floor(turns.length / 4), 1);
  const mean = (some: readonly number[]) => some.reduce((sum, ms) => sum + ms, 0) / Math.max(some.length, 1);
  const most = Math.max(...turns, 0);
  return {
    turns: turns.length,
    turnP50Ms: rounded(percentile(turns, 0.5)),
    turnP99Ms: rounded(percentile(turns, 0.99)),
    turnMaxMs: rounded(most),
    lagMaxMarketSeconds: rounded((most + PAUSE_MS) * speed / 1_000),
    growth: rounded(mean(turns.slice(-quarter)) / mean(turns.slice(0, quarter)), 2),
  };
}
