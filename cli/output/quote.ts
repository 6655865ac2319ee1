// Quotes for people.
import type { Quote } from "../api/documents.ts";
import type { View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import {
  formatNumber,
  formatOptional,
  formatOptionalWon,
  formatRate,
  formatShares,
  formatSigned,
  formatSignedWon,
  formatWon,
  toned,
} from "./money.ts";
import type { Field } from "./table.ts";
import { formatMoment, formatTime } from "./time.ts";

/** From this age (ms) on a quote of an open market fills nothing. */
const OLD_MS = 10_000;

/** One quote in full. */
export function printQuote(quote: Quote, t: Messages, view: View): void {
  const q = t.quote;
  const change = `${formatSignedWon(quote.change, t)} (${formatRate(quote.changeRate)})`;
  view.line({ text: `${quote.name} (${quote.symbol})`, tone: "bold" });
  view.fields([
    [q.last, toned(formatWon(quote.last, t), quote.change), toned(change, quote.change)],
    [q.bidAsk, `${formatOptionalWon(quote.bid, t)} / ${formatOptionalWon(quote.ask, t)}`],
    [q.range, [quote.open, quote.high, quote.low].map((won) => formatOptionalWon(won, t)).join(" / ")],
    [q.volume, formatShares(quote.volume, t)],
    [q.previousClose, formatWon(quote.previousClose, t)],
    [q.limits, `${formatWon(quote.lowerLimit, t)} – ${formatWon(quote.upperLimit, t)}`],
    ...indicative(quote, t),
    [q.phase, t.phase[quote.phase], ...tradingNote(quote, t)],
    [q.asOf, formatMoment(quote.at, t), quote.source, ...staleNote(quote, t)],
  ]);
}

/** What the call auction that gathers would give. */
function indicative({ indicativePrice, indicativeVolume }: Quote, t: Messages): readonly Field[] {
  if (indicativePrice === null || indicativeVolume === null) return [];
  return [[t.quote.indicative, formatWon(indicativePrice, t), formatShares(indicativeVolume, t)]];
}

/** How old a quote of an open market is, where that is more than it should be. */
function staleNote({ ageMs, phase }: Quote, { quote: q }: Messages): readonly string[] {
  return phase === "continuous" && ageMs >= OLD_MS ? [q.old(formatNumber(Math.floor(ageMs / 1_000)))] : [];
}

/** What is unusual of the symbol's trading in a phase of continuous trading: a call auction of its own, or a halt. */
function tradingNote({ phase, trading }: Quote, { quote: q }: Messages): readonly string[] {
  if (phase !== "continuous" || trading === "continuous" || trading === "closed") return [];
  return [trading === "halted" ? q.halted : q.callAuction];
}

/** Quotes, one per line. */
export function printQuotes(quotes: readonly Quote[], { columns: c }: Messages, view: View): void {
  view.table(
    [
      { title: c.symbol },
      { title: c.name },
      { title: c.last, align: "right" },
      { title: c.change, align: "right" },
      { title: c.changeRate, align: "right" },
      { title: c.volume, align: "right" },
      { title: c.bid, align: "right" },
      { title: c.ask, align: "right" },
      { title: c.at },
    ],
    quotes.map((quote) => [
      quote.symbol,
      quote.name,
      toned(formatNumber(quote.last), quote.change),
      toned(formatSigned(quote.change), quote.change),
      toned(formatRate(quote.changeRate), quote.change),
      formatNumber(quote.volume),
      formatOptional(quote.bid),
      formatOptional(quote.ask),
      formatTime(quote.at),
    ]),
  );
}
