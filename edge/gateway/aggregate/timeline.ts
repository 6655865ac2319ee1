// The lines of an order's life, each told in a sentence of the caller's language.
import type { StoredOrder, StoredTrade } from "@hoga/contracts";
import type { Lang } from "../lang.ts";
import { SENTENCES_EN } from "./timeline_en.ts";
import { type Facts, factsOf, type Line, type LineType, type Placed } from "./timeline_facts.ts";
import { SENTENCES_KO } from "./timeline_ko.ts";

/** What the lines of one order are told with. */
export interface Telling {
  readonly order: Placed;
  /** Trades of the order whose quotes are known, by id. */
  readonly trades: ReadonlyMap<string, Pick<StoredTrade, "quote">>;
  readonly lang: Lang;
}

/** The line of type `type` in a sentence without a full stop; one of a type that is not known is told by its name in words. */
export function timelineMessage(line: Line, { order, trades, lang }: Telling): string {
  const { type } = line;
  const sentences: Readonly<Record<string, (facts: Facts) => string>> = lang === "ko" ? SENTENCES_KO : SENTENCES_EN;
  const sentence = Object.hasOwn(sentences, type) ? sentences[type] : undefined;
  return sentence?.(factsOf(line, order, trades, lang)) ?? type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
}

const CHANGES: ReadonlySet<string> = new Set<LineType>(["OrderAmended", "OrderAdjusted"]);

/**
 * All lines of an order's life, the first one with the terms that it was placed with. They are the order's own as long as no line has changed
 * them; after that only a line that names them itself can tell.
 */
export function withPlacedTerms(order: StoredOrder, lines: readonly Line[]): Line[] {
  if (lines.some((line) => CHANGES.has(line.type))) return [...lines];
  const { quantity, limitPrice, stopPrice } = order;
  return lines.map((line) =>
    line.type === "OrderPlaced" ? { ...line, data: { quantity, limitPrice, stopPrice, ...line.data } } : line
  );
}

/** Whether lines tell of trades, whose quotes the execution service knows. */
export function tellsOfTrades(lines: readonly Line[]): boolean {
  return lines.some((line) => typeof line.data.tradeId === "string");
}

/** What is to be held in all for an order whose hold has to change before it enters the market; null where none is being changed. */
export function holdAskedFor(lines: readonly Line[]): number | null {
  const last = lines.findLast((line) => line.type.startsWith("HoldChange"));
  const amount = last?.type === "HoldChangeRequested" ? last.data.amount : null;
  return typeof amount === "number" ? amount : null;
}
