// The dashboard: watchlist, positions, open orders, recent fills, and the account.
import { formatNumber, formatOptional } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { box, insideOf } from "../paint/box.ts";
import { type Line, line, type Piece, toned } from "../paint/line.ts";
import { below, beside, pane, type Size } from "../paint/pane.ts";
import type { Click } from "../state/messages.ts";
import { DASHBOARD_PANELS, type DashboardPanel, type State } from "../state/model.ts";
import { currentList, livePositions, liveTotals, panelRows } from "../state/select.ts";
import { list } from "./list.ts";
import { changeOf, label, type Look, priceOf, rateOf, saying, type ScreenPane, sideOf, signedWon } from "./look.ts";
import { sparkline } from "./spark.ts";

/** From this width on the panels stand in two columns. */
const WIDE = 100;
const ACCOUNT_ROWS = 6;

/** The dashboard in `size`. Narrow terminals give the room to the panel in focus and a few lines to the others. */
export function dashboard(state: State, look: Look, size: Size): ScreenPane {
  return size.columns >= WIDE && size.rows >= 20 ? wide(state, look, size) : narrow(state, look, size);
}

function wide(state: State, look: Look, { columns, rows }: Size): ScreenPane {
  const left = Math.floor(columns * 0.46);
  const right = columns - left;
  const upper = Math.max(ACCOUNT_ROWS + 6, Math.ceil(rows / 2));
  const lower = rows - upper;
  const watch = panel(state, look, "watchlist", { columns: left, rows: upper });
  const account = accountBox(state, look, { columns: right, rows: ACCOUNT_ROWS });
  const positions = panel(state, look, "positions", { columns: right, rows: upper - ACCOUNT_ROWS });
  const orders = panel(state, look, "openOrders", { columns: left, rows: lower });
  const trades = panel(state, look, "recentTrades", { columns: right, rows: lower });
  return below(
    beside([watch, left], [below(account, positions), right]),
    beside([orders, left], [trades, right]),
  );
}

function narrow(state: State, look: Look, { columns, rows }: Size): ScreenPane {
  const account = pane<Click>([accountLine(state, look, columns)], { columns, rows: 1 });
  const heights = shared(DASHBOARD_PANELS.map((name) => panelRows(state, name)), rows - 1, focusOf(state));
  const panels = DASHBOARD_PANELS.map((name, index) =>
    panel(state, look, name, { columns, rows: heights[index] ?? PANEL_LEAST })
  );
  return below(account, ...panels);
}

function focusOf({ dashboard }: State): number {
  return DASHBOARD_PANELS.indexOf(dashboard.focus);
}

/** A frame around one row. */
const PANEL_LEAST = 3;
/** The frame and the head of a list. */
const PANEL_EXTRA = 3;

/** The heights of panels with so many rows each: all have the least, then the one in focus and then the others what they need; the focus has the rest. */
export function shared(counts: readonly number[], room: number, focus: number): readonly number[] {
  const heights = counts.map(() => PANEL_LEAST);
  let left = room - heights.length * PANEL_LEAST;
  const order = [focus, ...counts.keys()].filter((index, at, all) => all.indexOf(index) === at);
  for (const index of order) {
    const more = Math.max(0, Math.min(left, (counts[index] ?? 0) + PANEL_EXTRA - PANEL_LEAST));
    heights[index] = (heights[index] ?? 0) + more;
    left -= more;
  }
  heights[focus] = (heights[focus] ?? 0) + left;
  return heights;
}

function accountLine(state: State, { t }: Look, columns: number): Line {
  const { portfolio } = state;
  const totals = liveTotals(state);
  if (portfolio === null || totals === null) return line(toned(` ${t.tui.asking}`, "muted"));
  const { cash } = portfolio;
  const pieces: Piece[] = [
    toned(` ${t.tui.netAssets} `, "muted"),
    formatNumber(totals.netAssets),
    " ",
    signedWon(totals.unrealizedPnl),
    toned(`  ${t.tui.buyingPower} `, "muted"),
    formatNumber(cash.available),
  ];
  if (columns >= 80) pieces.push(toned(`  ${t.tui.heldCash} `, "muted"), formatNumber(cash.held));
  return line(...pieces);
}

function accountBox(state: State, look: Look, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const totals = liveTotals(state);
  const { portfolio } = state;
  const room = insideOf(size);
  const name = state.accounts.all.find(({ id }) => id === state.accounts.current)?.name;
  const options = { title: [t.tui.account], glyphs, ...(name === undefined ? {} : { note: [toned(name, "muted")] }) };
  if (totals === null || portfolio === null) return box(saying(t.tui.asking, room), size, options);
  const { cash } = portfolio;
  const equity = [...state.days.map(({ netAssets }) => netAssets), ...state.equity];
  const start = state.days[0]?.netAssets ?? state.equity[0] ?? totals.netAssets;
  const lines = [
    line(
      label(t.tui.netAssets),
      { text: formatNumber(totals.netAssets), style: { bold: true } },
      "  ",
      label(t.portfolio.unrealized),
      signedWon(totals.unrealizedPnl),
      "  ",
      label(t.portfolio.realized),
      signedWon(totals.realizedPnl),
    ),
    line(
      label(t.tui.cash),
      formatNumber(cash.balance),
      "  ",
      label(t.tui.buyingPower),
      formatNumber(cash.available),
      "  ",
      label(t.tui.heldCash),
      formatNumber(cash.held),
    ),
    line(
      label(t.tui.settled),
      [cash.settled, cash.settledD1, cash.settledD2].map(formatNumber).join(" / "),
    ),
    [
      ...line(label(t.tui.equity)),
      ...sparkline(equity, Math.max(8, room.columns - 40), glyphs),
      ...line(" ", signedWon(totals.netAssets - start)),
    ],
  ];
  return box(pane(lines, room), size, options);
}

function panel(state: State, look: Look, name: DashboardPanel, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const isFocused = state.dashboard.focus === name;
  const count = panelRows(state, name);
  const listName = currentList(state).name;
  const title = name === "watchlist" && listName !== null ? `${t.tui.watchlist}: ${listName}` : t.tui[name];
  return box(panelList(state, look, name, insideOf(size)), size, {
    title: [{ text: title, style: isFocused ? { tone: "accent", bold: true } : { bold: true } }],
    note: count === 0 ? [] : [toned(String(count), "muted")],
    isFocused,
    glyphs,
    means: { kind: "panel", panel: name },
  });
}

function panelList(state: State, look: Look, name: DashboardPanel, size: Size): ScreenPane {
  const { columns: c } = look.t;
  const isFocused = state.dashboard.focus === name && state.overlays.length === 0;
  const columns = {
    watchlist: [
      { title: c.symbol, drop: 4 },
      { title: c.name, isFlexible: true },
      { title: c.last, align: "right" },
      { title: c.change, align: "right", drop: 2 },
      { title: "%", align: "right" },
      { title: c.volume, align: "right", drop: 3 },
    ],
    positions: [
      { title: c.symbol, drop: 6 },
      { title: c.name, isFlexible: true },
      { title: c.quantity, align: "right" },
      { title: c.averageCost, align: "right", drop: 4 },
      { title: c.last, align: "right", drop: 1 },
      { title: c.marketValue, align: "right", drop: 5 },
      { title: c.pnl, align: "right" },
      { title: "%", align: "right", drop: 2 },
    ],
    openOrders: [
      { title: c.name, isFlexible: true },
      { title: c.side },
      { title: c.type, drop: 3 },
      { title: c.price, align: "right" },
      { title: c.filled, align: "right" },
      { title: c.status },
      { title: look.t.order.fields.waitingFor, drop: 5 },
    ],
    recentTrades: [
      { title: c.at },
      { title: c.name, isFlexible: true },
      { title: c.side },
      { title: c.quantity, align: "right" },
      { title: c.price, align: "right" },
      { title: c.amount, align: "right", drop: 2 },
    ],
  } as const;
  const empty = state.portfolio === null ? look.t.tui.asking : look.t.tui.emptyPanel[name];
  return list(size, {
    columns: columns[name],
    rows: rowsOf(state, look, name),
    cursor: state.dashboard.cursors[name],
    isFocused,
    panel: name,
    empty,
    look,
  });
}

function rowsOf(state: State, look: Look, name: DashboardPanel): readonly (readonly Piece[])[] {
  const { t } = look;
  switch (name) {
    case "watchlist":
      return currentList(state).symbols.map((symbol) => {
        const quote = state.quotes.get(symbol);
        if (quote === undefined) {
          return [symbol, toned(state.portfolio === null ? t.tui.asking : t.tui.noQuote, "muted"), "-", "-", "-", "-"];
        }
        return [
          toned(symbol, "muted"),
          quote.name,
          priceOf(state, quote),
          changeOf(quote, look),
          rateOf(quote.changeRate),
          toned(formatNumber(quote.volume), "muted"),
        ];
      });
    case "positions":
      return livePositions(state).map((position) => [
        toned(position.symbol, "muted"),
        position.name,
        formatNumber(position.quantity),
        formatNumber(position.averageCost),
        position.quote === null ? formatOptional(position.last) : priceOf(state, position.quote),
        formatNumber(position.marketValue),
        signedWon(position.unrealizedPnl),
        rateOf(position.unrealizedReturn),
      ]);
    case "openOrders":
      return state.openOrders.map((order) => [
        order.name,
        sideOf(order.side, look),
        t.order.type[order.type],
        order.limitPrice === null ? "-" : formatNumber(order.limitPrice),
        `${formatNumber(order.filledQuantity)}/${formatNumber(order.quantity)}`,
        toned(t.order.status[order.status], order.status === "reserved" ? "warning" : "accent"),
        toned(order.waitingFor ?? "", "muted"),
      ]);
    case "recentTrades":
      return state.recentTrades.map((trade) => [
        toned(formatTime(trade.executedAt).slice(5, 19), "muted"),
        trade.name,
        sideOf(trade.side, look),
        formatNumber(trade.quantity),
        formatNumber(trade.price),
        formatNumber(trade.amount),
      ]);
  }
}
