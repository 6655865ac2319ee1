// The ten-level book as a ladder: sells above, buys below, each with a bar for its size.
import type { Book, Order, Quote } from "../../api/documents.ts";
import { formatNumber } from "../../output/money.ts";
import { cellWidth } from "../paint/cells.ts";
import { fit, fitRight, type Line, line, type Span, toned } from "../paint/line.ts";
import { pane, type Size, type Target } from "../paint/pane.ts";
import type { Click } from "../state/messages.ts";
import type { Look, ScreenPane } from "./look.ts";

interface Level {
  readonly price: number;
  readonly size: number;
}

/** The book in `size`: as many levels as fit, the best prices next to each other in the middle. A click takes a price into a ticket. */
export function ladder(
  book: Book,
  quote: Quote | undefined,
  orders: readonly Order[],
  look: Look,
  size: Size,
): ScreenPane {
  const { t, glyphs } = look;
  const each = Math.max(1, Math.min(10, Math.floor((size.rows - 1) / 2)));
  const asks = book.asks.slice(0, each).toReversed();
  const bids = book.bids.slice(0, each);
  const most = Math.max(1, ...[...asks, ...bids].map((level) => level.size));
  const priceWidth = Math.max(...[...asks, ...bids].map(({ price }) => cellWidth(formatNumber(price))), 7);
  const sizeWidth = Math.max(...[...asks, ...bids].map((level) => cellWidth(formatNumber(level.size))), 6);
  const barWidth = Math.max(0, size.columns - priceWidth - sizeWidth - 5);
  const levelLine = (level: Level, side: "buy" | "sell"): Line => {
    const bar = glyphs.bar.repeat(Math.round(level.size / most * barWidth));
    const own = orders.some((order) => order.limitPrice === level.price && order.side === side);
    const sign = Math.sign(level.price - (quote?.previousClose ?? level.price));
    const isLast = level.price === book.last;
    const price: Span = {
      text: formatNumber(level.price),
      style: { ...(sign === 0 ? {} : { tone: sign > 0 ? "up" : "down" }), ...(isLast ? { inverse: true } : {}) },
    };
    return [
      ...fit(line(own ? toned(glyphs.pointer, "accent") : " "), 1),
      ...fitRight([price], priceWidth),
      { text: " " },
      ...fitRight(line(formatNumber(level.size)), sizeWidth),
      { text: " " },
      // Sells are blue and buys red, as on the screens of Korean brokers.
      ...fit(line(toned(bar, side)), barWidth),
    ];
  };
  const total = (levels: readonly Level[]) => formatNumber(levels.reduce((sum, level) => sum + level.size, 0));
  const middle = line(
    toned(` ${t.tui.askTotal} `, "muted"),
    total(book.asks),
    toned(`  ${t.tui.bidTotal} `, "muted"),
    total(book.bids),
  );
  const rows = [
    ...asks.map((level) => levelLine(level, "sell")),
    middle,
    ...bids.map((level) => levelLine(level, "buy")),
  ];
  const levels: readonly (Level | null)[] = [...asks, null, ...bids];
  const targets = levels.flatMap((level, y): Target<Click>[] =>
    level === null ? [] : [{ x: 0, y, width: size.columns, height: 1, means: { kind: "price", price: level.price } }]
  );
  return pane(rows, size, targets);
}
