// What the screen shows, as lines: a pure function of the last dashboard and the size of the terminal.
import type { Dashboard } from "../api/documents.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatNumber, formatOptional, formatRate, formatSigned, toned } from "../output/money.ts";
import { type Cell, type Column, renderLine, renderTable } from "../output/table.ts";
import { formatMinute, formatTime } from "../output/time.ts";

export interface ScreenState {
  readonly dashboard: Dashboard | null;
  /** Why the last look failed; the last dashboard stays on the screen. */
  readonly problem: string | null;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const COLUMNS_MIN = 60;
const ROWS_MIN = 18;
/** Lines that are there whatever the account holds: the head, the place for a problem, and the hints. */
const FIXED_LINES = 7;
const EXAMPLES = ["hoga buy 005930 10", "hoga sell 005930 5 --limit 72,000", "hoga order list", "hoga quote 삼성전자"];

/** At most `rows` lines. Sections share what the fixed lines leave, and tell how much they hide. */
export function screenLines(state: ScreenState, size: ScreenSize, t: Messages, isColor: boolean): readonly string[] {
  const { columns, rows } = size;
  if (columns < COLUMNS_MIN || rows < ROWS_MIN) return [t.tui.tooSmall(columns, rows), t.tui.quit];
  const { dashboard, problem } = state;
  const line = (...parts: readonly Cell[]) => renderLine(parts, isColor);
  const badge = line({ text: t.tui.title, tone: "bold" }, { text: `[${t.tui.paper}]`, tone: "up" });
  const body = dashboard === null ? [`${badge}  ${problem === null ? t.tui.starting : ""}`.trimEnd()] : [
    `${badge}  ${headLine(dashboard, t)}`,
    moneyLine(dashboard, t, line),
    ...sectionLines(dashboard, rows, t, isColor),
  ];
  return [
    ...body,
    problem === null ? "" : line({ text: `${t.error}: ${problem}`, tone: "up" }),
    line({ text: t.tui.coming, tone: "dim" }),
    `  ${EXAMPLES.slice(0, 2).join("   ")}`,
    `  ${EXAMPLES.slice(2).join("   ")}`,
    t.tui.quit,
  ].slice(0, rows);
}

function headLine({ market }: Dashboard, t: Messages): string {
  const next = t.tui.next(
    t.phase[market.next.phase],
    `${formatTime(market.next.at).slice(5, 10)} ${formatMinute(market.next.at)}`,
  );
  return `${t.phase[market.phase]}  ${formatTime(market.now)}  → ${next}`;
}

function moneyLine({ portfolio }: Dashboard, t: Messages, line: (...parts: readonly Cell[]) => string): string {
  const { cash, totals } = portfolio;
  const held = t.portfolio.cashText(formatNumber(cash.available), formatNumber(cash.held));
  return line(
    `${t.tui.netAssets} ${formatNumber(totals.netAssets)}`,
    toned(formatSigned(totals.unrealizedPnl), totals.unrealizedPnl),
    `${t.tui.cash} ${formatNumber(cash.balance)} (${held})`,
  );
}

function sectionLines(dashboard: Dashboard, rows: number, t: Messages, isColor: boolean): string[] {
  const sections = sectionsOf(dashboard, t);
  // A section takes its title and at least one line beneath it; where there is room for two, a blank line goes before.
  const room = Math.floor((rows - FIXED_LINES) / sections.length) - 1;
  const gap = room > 2 ? [""] : [];
  const share = Math.max(1, room - gap.length);
  return sections.flatMap(({ title, columns, rows: all }) => {
    const isCut = all.length > share;
    const shown = isCut ? all.slice(0, share - 1) : all;
    const [, ...table] = renderTable(columns, shown, isColor);
    const more = isCut ? [`  ${t.tui.more(all.length - shown.length)}`] : [];
    const content = all.length === 0 ? [`  ${t.tui.nothing}`] : [...table.map((text) => `  ${text}`), ...more];
    return [...gap, renderLine([{ text: title, tone: "bold" }], isColor), ...content];
  });
}

const LEFT: Column = { title: "" };
const RIGHT: Column = { title: "", align: "right" };

function sectionsOf(dashboard: Dashboard, t: Messages): readonly Section[] {
  const { openOrders, portfolio, quotes, recentTrades } = dashboard;
  const side = (value: "buy" | "sell") => toned(t.order.side[value], value === "buy" ? 1 : -1);
  const sections: Section[] = [
    {
      title: t.tui.positions,
      columns: [LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT],
      rows: portfolio.positions.map((position) => [
        position.symbol,
        position.name,
        formatNumber(position.quantity),
        formatOptional(position.last),
        toned(formatSigned(position.unrealizedPnl), position.unrealizedPnl),
        toned(formatRate(position.unrealizedReturn), position.unrealizedPnl),
      ]),
    },
    {
      title: t.tui.openOrders,
      columns: [LEFT, LEFT, LEFT, RIGHT, RIGHT, LEFT],
      rows: openOrders.map((order) => [
        order.symbol,
        order.name,
        side(order.side),
        `${formatNumber(order.filledQuantity)}/${formatNumber(order.quantity)}`,
        order.limitPrice === null ? t.order.type[order.type] : formatNumber(order.limitPrice),
        t.order.status[order.status],
      ]),
    },
    {
      title: t.tui.recentTrades,
      columns: [LEFT, LEFT, LEFT, LEFT, RIGHT, RIGHT],
      rows: recentTrades.map((trade) => [
        formatTime(trade.executedAt).slice(5),
        trade.symbol,
        trade.name,
        side(trade.side),
        formatNumber(trade.quantity),
        formatNumber(trade.price),
      ]),
    },
  ];
  const watchlist: Section = {
    title: t.tui.watchlist,
    columns: [LEFT, LEFT, RIGHT, RIGHT, RIGHT],
    rows: quotes.map((quote) => [
      quote.symbol,
      quote.name,
      toned(formatNumber(quote.last), quote.change),
      toned(formatSigned(quote.change), quote.change),
      toned(formatRate(quote.changeRate), quote.change),
    ]),
  };
  return quotes.length === 0 ? sections : [...sections, watchlist];
}
