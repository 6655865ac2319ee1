// What has been: trades, the ledger, and the account at the end of each day.
import { formatNumber } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { box, insideOf } from "../paint/box.ts";
import { type Line, type Piece, toned } from "../paint/line.ts";
import { below, pane, type Size } from "../paint/pane.ts";
import type { TableColumn } from "../paint/table.ts";
import { HISTORY_TABS, type State } from "../state/model.ts";
import { list } from "./list.ts";
import { type Look, rateOf, type ScreenPane, sideOf, signedWon } from "./look.ts";
import { sparkline } from "./spark.ts";

interface Content {
  readonly columns: readonly TableColumn[];
  /** Null while it is being asked for. */
  readonly rows: readonly (readonly Piece[])[] | null;
  readonly empty: string;
}

export function historyScreen(state: State, look: Look, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const { tab, cursor, problem } = state.history;
  const title = HISTORY_TABS.map((name): Piece =>
    name === tab
      ? { text: ` ${t.tui.histories[name]} `, style: { inverse: true, bold: true } }
      : toned(` ${t.tui.histories[name]} `, "muted")
  );
  const content = contentOf(state, look);
  const count = content.rows?.length ?? 0;
  const chart = tab === "equity" && size.rows >= 14 ? equityLines(state, look, size.columns - 4) : [];
  const room = insideOf(size);
  const rows = list({ columns: room.columns, rows: room.rows - chart.length }, {
    columns: content.columns,
    rows: content.rows ?? [],
    cursor,
    isFocused: state.overlays.length === 0,
    panel: "history",
    empty: problem ?? (content.rows === null ? t.tui.asking : content.empty),
    look,
  });
  const above = pane<never>(chart, { columns: room.columns, rows: chart.length });
  return box(below<ScreenPane["targets"][number]["means"]>(above, rows), size, {
    title,
    note: count === 0 ? [] : [toned(`${cursor + 1}/${count}`, "muted")],
    isFocused: true,
    glyphs,
  });
}

function equityLines(state: State, { glyphs }: Look, columns: number): readonly Line[] {
  const values = [...state.days.map(({ netAssets }) => netAssets), ...state.equity.slice(-1)];
  return values.length < 2 ? [] : [sparkline(values, columns, glyphs), []];
}

function contentOf(state: State, look: Look): Content {
  switch (state.history.tab) {
    case "trades":
      return tradeRows(state, look);
    case "ledger":
      return ledgerRows(state, look);
    case "equity":
      return dayRows(state, look);
  }
}

function tradeRows({ history }: State, look: Look): Content {
  const { columns: c, rule, portfolio } = look.t;
  return {
    columns: [
      { title: c.at },
      { title: c.symbol, drop: 6 },
      { title: c.name, isFlexible: true },
      { title: c.side },
      { title: c.quantity, align: "right" },
      { title: c.price, align: "right" },
      { title: c.amount, align: "right", drop: 2 },
      { title: c.commission, align: "right", drop: 4 },
      { title: c.tax, align: "right", drop: 5 },
      { title: c.rule, drop: 3 },
    ],
    rows: history.trades?.map((trade) => [
      toned(formatTime(trade.executedAt), "muted"),
      toned(trade.symbol, "muted"),
      trade.name,
      sideOf(trade.side, look),
      formatNumber(trade.quantity),
      formatNumber(trade.price),
      formatNumber(trade.amount),
      formatNumber(trade.commission),
      formatNumber(trade.tax),
      toned(rule[trade.rule], "muted"),
    ]) ?? null,
    empty: portfolio.noTrades,
  };
}

function ledgerRows({ history }: State, look: Look): Content {
  const { columns: c, portfolio } = look.t;
  return {
    columns: [
      { title: c.at },
      { title: c.entry },
      { title: c.asset, isFlexible: true, least: 6 },
      { title: c.amount, align: "right" },
      { title: c.balance, align: "right" },
      { title: c.settles, drop: 1 },
    ],
    rows: history.ledger?.map((entry) => [
      toned(formatTime(entry.at).slice(5), "muted"),
      portfolio.entry[entry.kind],
      entry.asset,
      signedWon(entry.amount),
      formatNumber(entry.balanceAfter),
      toned(entry.settlesOn ?? "-", "muted"),
    ]) ?? null,
    empty: portfolio.noEntries,
  };
}

function dayRows({ days }: State, look: Look): Content {
  const { columns: c, portfolio } = look.t;
  return {
    columns: [
      { title: c.date },
      { title: c.netAssets, align: "right" },
      { title: c.pnl, align: "right" },
      { title: c.pnlRate, align: "right" },
      { title: c.cash, align: "right", drop: 1 },
      { title: c.marketValue, align: "right", drop: 2 },
    ],
    rows: days.toReversed().map((day) => [
      day.date,
      formatNumber(day.netAssets),
      signedWon(day.dayPnl),
      rateOf(day.dayReturn),
      formatNumber(day.cash),
      formatNumber(day.marketValue),
    ]),
    empty: portfolio.noDays,
  };
}
