// The orders of the account, and all about the one that the cursor is on.
import type { Order } from "../../api/documents.ts";
import { formatNumber, formatOptional } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { box, insideOf } from "../paint/box.ts";
import { type Line, line, type Piece, type Tone, toned } from "../paint/line.ts";
import { below, pane, type Size } from "../paint/pane.ts";
import { ORDER_FILTERS, type State } from "../state/model.ts";
import { shownOrders } from "../state/select.ts";
import { list } from "./list.ts";
import { label, type Look, reasonText, type ScreenPane, sideOf } from "./look.ts";

const DETAIL_ROWS = 7;

export const STATUS_TONES: Readonly<Record<Order["status"], Tone>> = {
  pending: "muted",
  reserved: "warning",
  accepted: "accent",
  partially_filled: "accent",
  filled: "good",
  canceled: "muted",
  rejected: "danger",
  expired: "muted",
};

export function ordersScreen(state: State, look: Look, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const { columns, rows } = size;
  const orders = shownOrders(state);
  const { cursor, filter, problem } = state.orders;
  const hasDetail = rows >= 16;
  const listSize = { columns, rows: rows - (hasDetail ? DETAIL_ROWS : 0) };
  const isAsked = filter !== "open" && state.orders.orders === null;
  const title = ORDER_FILTERS.flatMap((name): Piece[] => [
    name === filter
      ? { text: ` ${t.tui.filters[name]} `, style: { inverse: true, bold: true } }
      : toned(` ${t.tui.filters[name]} `, "muted"),
  ]);
  const inner = list(insideOf(listSize), {
    columns: [
      { title: t.columns.placed, drop: 2 },
      { title: t.columns.symbol, drop: 5 },
      { title: t.columns.name, isFlexible: true },
      { title: t.columns.side },
      { title: t.columns.type, drop: 3 },
      { title: t.columns.price, align: "right" },
      { title: t.columns.quantity, align: "right" },
      { title: t.columns.filled, align: "right" },
      { title: t.order.fields.average, align: "right", drop: 6 },
      { title: t.columns.status },
    ],
    rows: orders.map((order) => orderCells(order, look)),
    cursor,
    isFocused: state.overlays.length === 0,
    panel: "orders",
    empty: problem ?? (isAsked ? t.tui.asking : t.order.noOrders),
    look,
  });
  const table = box(inner, listSize, {
    title,
    note: orders.length === 0 ? [] : [toned(`${cursor + 1}/${orders.length}`, "muted")],
    isFocused: true,
    glyphs,
  });
  if (!hasDetail) return table;
  const detailSize = { columns, rows: DETAIL_ROWS };
  const chosen = orders[cursor];
  const detail = box(
    pane<never>(chosen === undefined ? [] : orderLines(chosen, look), insideOf(detailSize)),
    detailSize,
    {
      title: [{ text: t.order.fields.id, style: { bold: true } }],
      glyphs,
    },
  );
  return below<ScreenPane["targets"][number]["means"]>(table, detail);
}

function orderCells(order: Order, look: Look): readonly Piece[] {
  const { t } = look;
  return [
    toned(formatTime(order.createdAt).slice(5, 19), "muted"),
    toned(order.symbol, "muted"),
    order.name,
    sideOf(order.side, look),
    t.order.type[order.type],
    formatOptional(order.limitPrice),
    formatNumber(order.quantity),
    formatNumber(order.filledQuantity),
    formatOptional(order.averagePrice),
    toned(t.order.status[order.status], STATUS_TONES[order.status]),
  ];
}

/** An order in a few lines. */
export function orderLines(order: Order, look: Look): readonly Line[] {
  const { t } = look;
  const { fields } = t.order;
  const held = order.held.asset === "KRW"
    ? `${formatNumber(order.held.amount)}`
    : t.unit.shares(formatNumber(order.held.amount));
  const why = reasonText(order.reason, look) ?? order.waitingFor;
  return [
    line(label(fields.id), order.id),
    line(
      sideOf(order.side, look),
      ` ${order.name} ${order.symbol} `,
      `${t.order.type[order.type]} ${order.timeInForce.toUpperCase()}`,
      order.stopPrice === null ? "" : `  ${fields.stop} ${formatNumber(order.stopPrice)}`,
    ),
    line(
      label(fields.filled),
      `${formatNumber(order.filledQuantity)}/${formatNumber(order.quantity)}`,
      order.averagePrice === null ? "" : ` @ ${formatNumber(order.averagePrice)}`,
      "  ",
      label(fields.costs),
      `${formatNumber(order.commission)}, ${formatNumber(order.tax)}`,
      order.held.amount === 0 ? "" : `  ${fields.held} ${held}`,
    ),
    line(
      label(fields.placed),
      formatTime(order.createdAt),
      order.activatesAt === null ? "" : `  ${fields.activates} ${formatTime(order.activatesAt)}`,
      `  ${fields.expires} ${formatTime(order.expiresAt)}`,
    ),
    why === null ? [] : line(label(order.reason === null ? fields.waitingFor : fields.reason), toned(why, "warning")),
  ];
}
