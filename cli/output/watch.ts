// What `hoga watch` prints for people: a line for each change, in columns that stand still although nobody knows what comes next.
import stringWidth from "string-width";
import type { Quote, StreamedOrder } from "../api/documents.ts";
import type { View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatNumber, formatRate, formatShares, formatSigned, toned } from "./money.ts";
import type { Cell } from "./table.ts";
import { formatTime } from "./time.ts";

/** Cells for a name: eight Hangul syllables. A longer one moves the rest of its line. */
const NAME = 16;
const PRICE = 9;
const CHANGE = 8;
const RATE = 7;
/** As wide as the volume of a busy day. */
const VOLUME_OF = 10_000_000;

/** One change of a quote. */
export function printQuoteChange(quote: Quote, t: Messages, view: View): void {
  const { change } = quote;
  view.line(
    { text: timeOf(quote.at), tone: "dim" },
    quote.symbol,
    padEnd(quote.name, NAME),
    toned(formatNumber(quote.last).padStart(PRICE), change),
    toned(formatSigned(change).padStart(CHANGE), change),
    toned(formatRate(quote.changeRate).padStart(RATE), change),
    padStart(formatShares(quote.volume, t), stringWidth(formatShares(VOLUME_OF, t))),
  );
}

/** What happened to an order, a line for each thing; the status after the last one is the order's own. */
export function printOrderChange(order: StreamedOrder, t: Messages, view: View): void {
  const side: Cell = { text: t.order.side[order.side], tone: order.side === "buy" ? "up" : "down" };
  const events = order.events.length === 0
    ? [{ at: order.updatedAt, message: t.order.status[order.status] }]
    : order.events;
  for (const [index, { at, message }] of events.entries()) {
    const isLast = index === events.length - 1;
    view.line(
      { text: timeOf(at), tone: "dim" },
      order.symbol,
      padEnd(order.name, NAME),
      side,
      formatShares(order.quantity, t),
      message,
      ...(isLast ? [{ text: `[${t.order.status[order.status]}]`, tone: "bold" } as const] : []),
      { text: order.id, tone: "dim" },
    );
  }
}

/** An ISO time → "09:00:05", in Korea. */
function timeOf(iso: string): string {
  return formatTime(iso).slice(11);
}

function padStart(text: string, cells: number): string {
  return " ".repeat(Math.max(0, cells - stringWidth(text))) + text;
}

function padEnd(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - stringWidth(text)));
}
