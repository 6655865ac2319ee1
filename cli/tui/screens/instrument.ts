// One instrument: quote, chart, book, the day's range and limits, and what the account has of it.
import type { Quote } from "../../api/documents.ts";
import { formatNumber, formatOptional } from "../../output/money.ts";
import { box, insideOf } from "../paint/box.ts";
import { type Line, line, type Piece, toned } from "../paint/line.ts";
import { below, beside, pane, type Size } from "../paint/pane.ts";
import type { State } from "../state/model.ts";
import { livePositions } from "../state/select.ts";
import { candleChart } from "./candles.ts";
import { ladder } from "./ladder.ts";
import { changeOf, label, type Look, priceOf, rateOf, saying, type ScreenPane, sideOf, signedWon } from "./look.ts";

/** From this width on the chart and the book stand side by side. */
const WIDE = 90;
const BOOK_COLUMNS = 38;
/** From this age (ms) on a quote of an open market fills nothing. */
const OLD_MS = 10_000;

export function instrumentScreen(state: State, look: Look, size: Size): ScreenPane {
  const { symbol } = state.instrument;
  if (symbol === null) return saying(look.t.tui.noSymbol, size);
  const quote = state.quotes.get(symbol);
  const { columns, rows } = size;
  const head = pane<never>(headLines(state, look, symbol, quote), { columns, rows: 2 });
  const own = ownLines(state, look, symbol);
  const ownHeight = Math.min(own.length + 2, Math.max(3, Math.floor(rows / 4)));
  const ownSize = { columns, rows: ownHeight };
  const ownBox = box(pane<never>(own, insideOf(ownSize)), ownSize, {
    title: [{ text: look.t.tui.own, style: { bold: true } }],
    glyphs: look.glyphs,
  });
  const middle = { columns, rows: rows - 2 - ownHeight };
  return below<ScreenPane["targets"][number]["means"]>(head, middlePanes(state, look, quote, middle), ownBox);
}

function middlePanes(state: State, look: Look, quote: Quote | undefined, { columns, rows }: Size): ScreenPane {
  if (columns >= WIDE) {
    const chartColumns = columns - BOOK_COLUMNS;
    return beside(
      [chartBox(state, look, { columns: chartColumns, rows }), chartColumns],
      [bookBox(state, look, quote, { columns: BOOK_COLUMNS, rows }), BOOK_COLUMNS],
    );
  }
  const size = { columns, rows };
  return state.instrument.pane === "chart" ? chartBox(state, look, size) : bookBox(state, look, quote, size);
}

function headLines(state: State, look: Look, symbol: string, quote: Quote | undefined): readonly Line[] {
  const { t } = look;
  const { instrument, problem } = state.instrument;
  if (quote === undefined) {
    return [line(toned(symbol, "muted"), " ", problem === null ? t.tui.asking : toned(problem, "danger"))];
  }
  const listed = instrument === null ? "" : ` ${instrument.market} ${t.kind[instrument.kind]}`;
  const special: Piece[] = quote.trading === "halted"
    ? [toned(` ${t.quote.halted} `, "danger", { inverse: true })]
    : quote.trading === "auction"
    ? [toned(` ${t.quote.callAuction} `, "warning", { inverse: true })]
    : [];
  const expected: Piece[] = quote.indicativePrice === null ? [] : [
    "  ",
    label(t.quote.indicative),
    formatNumber(quote.indicativePrice),
    " ",
    t.unit.shares(formatOptional(quote.indicativeVolume)),
  ];
  const isOld = quote.ageMs > OLD_MS && quote.phase === "continuous";
  const old: Piece[] = isOld ? ["  ", toned(t.quote.old(String(Math.round(quote.ageMs / 1000))), "warning")] : [];
  return [
    line(
      { text: quote.name, style: { bold: true } },
      toned(` ${symbol}${listed}  `, "muted"),
      priceOf(state, quote),
      " ",
      changeOf(quote, look),
      " ",
      rateOf(quote.changeRate),
      special.length === 0 ? "" : " ",
      ...special,
      ...expected,
      ...old,
      // Of all this the volume is missed least where the line ends.
      "  ",
      label(t.columns.volume),
      formatNumber(quote.volume),
    ),
    line(
      label(t.columns.open),
      formatOptional(quote.open),
      " ",
      label(t.columns.high),
      formatOptional(quote.high),
      " ",
      label(t.columns.low),
      formatOptional(quote.low),
      "  ",
      label(t.quote.limits),
      toned(formatNumber(quote.lowerLimit), "down"),
      " – ",
      toned(formatNumber(quote.upperLimit), "up"),
      "  ",
      label(t.quote.previousClose),
      formatNumber(quote.previousClose),
    ),
  ];
}

function chartBox(state: State, look: Look, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const { candles, interval, problem } = state.instrument;
  const room = insideOf(size);
  const options = {
    title: [{ text: t.tui.chart, style: { bold: true } }, toned(` ${t.tui.intervals[interval]}`, "accent")],
    glyphs,
  };
  if (candles === null) {
    return box(saying(problem ?? t.tui.asking, room, problem === null ? "muted" : "danger"), size, options);
  }
  if (candles.candles.length === 0) return box(saying(t.quote.noCandles, room), size, options);
  return box(candleChart(candles.candles, interval === "1d", room, glyphs), size, options);
}

function bookBox(state: State, look: Look, quote: Quote | undefined, size: Size): ScreenPane {
  const { book, symbol } = state.instrument;
  const room = insideOf(size);
  const options = { title: [{ text: look.t.tui.book, style: { bold: true } as const }], glyphs: look.glyphs };
  if (book === null) return box(saying(look.t.tui.asking, room), size, options);
  if (book.asks.length === 0 && book.bids.length === 0) return box(saying(look.t.tui.noBook, room), size, options);
  const orders = state.openOrders.filter((order) => order.symbol === symbol);
  return box(ladder(book, quote, orders, look, room), size, options);
}

/** The position and the open orders of the symbol. */
function ownLines(state: State, look: Look, symbol: string): readonly Line[] {
  const { t } = look;
  const position = livePositions(state).find((one) => one.symbol === symbol);
  const held = position === undefined ? line(toned(t.tui.noPosition, "muted")) : line(
    label(t.columns.quantity),
    formatNumber(position.quantity),
    "  ",
    label(t.columns.sellable),
    formatNumber(position.sellable),
    "  ",
    label(t.columns.averageCost),
    formatNumber(position.averageCost),
    "  ",
    label(t.columns.marketValue),
    formatNumber(position.marketValue),
    "  ",
    label(t.columns.pnl),
    signedWon(position.unrealizedPnl),
    " ",
    rateOf(position.unrealizedReturn),
  );
  const orders = state.openOrders.filter((order) => order.symbol === symbol).map((order) =>
    line(
      sideOf(order.side, look),
      ` ${t.order.type[order.type]} `,
      order.limitPrice === null ? "" : `${formatNumber(order.limitPrice)} `,
      `${formatNumber(order.filledQuantity)}/${formatNumber(order.quantity)} `,
      toned(t.order.status[order.status], "accent"),
      toned(`  ${order.waitingFor ?? ""}`, "muted"),
    )
  );
  return [held, ...orders];
}
