// Orders for people.
import type { Order, OrderPreview } from "../api/documents.ts";
import { reasonSentence } from "../api/answers.ts";
import type { Context, View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatHeld, formatNumber, formatOptional, formatShares, formatWon } from "./money.ts";
import type { Cell, Column, Field } from "./table.ts";
import { formatMoment, formatTime } from "./time.ts";

/** Buying is red and selling blue, as on Korean screens. */
function sideCell(side: Order["side"], t: Messages): Cell {
  return { text: t.order.side[side], tone: side === "buy" ? "up" : "down" };
}

/** The type of an order and its prices, as far as it has any. */
function termFields(
  { type, timeInForce, limitPrice, stopPrice }: Pick<Order, "type" | "timeInForce" | "limitPrice" | "stopPrice">,
  t: Messages,
): (Field | null)[] {
  const { fields } = t.order;
  return [
    [fields.type, t.order.type[type], timeInForce.toUpperCase()],
    limitPrice === null ? null : [fields.price, formatWon(limitPrice, t)],
    stopPrice === null ? null : [fields.stop, formatWon(stopPrice, t)],
  ];
}

/** A reason in the user's language, with its code for scripts and searches. */
async function reasonField(reason: Order["reason"], { lang, t }: Context): Promise<Field | null> {
  if (reason === null) return null;
  const contracts = await import("@hoga/contracts");
  return [t.order.fields.reason, `${reasonSentence(contracts, lang, reason.code, reason.message)} [${reason.code}]`];
}

/** One order in full, with a headline. */
export async function printOrder(order: Order, ctx: Context, view: View): Promise<void> {
  const { t } = ctx;
  const { fields, headline, side, status } = t.order;
  const title = headline(
    status[order.status],
    side[order.side],
    formatNumber(order.quantity),
    order.name,
    order.symbol,
  );
  view.line({ text: title, tone: "bold" });
  const rows: (Field | null)[] = [
    [fields.id, order.id],
    [fields.status, status[order.status]],
    await reasonField(order.reason, ctx),
    order.waitingFor === null ? null : [fields.waitingFor, order.waitingFor],
    ...termFields(order, t),
    [fields.filled, `${formatNumber(order.filledQuantity)} / ${formatShares(order.quantity, t)}`],
    order.averagePrice === null ? null : [fields.average, formatWon(order.averagePrice, t)],
    order.filledQuantity === 0 ? null : [fields.amount, formatWon(order.filledAmount, t)],
    order.filledQuantity === 0 ? null : [fields.costs, `${formatWon(order.commission, t)}, ${formatWon(order.tax, t)}`],
    order.held.amount === 0 ? null : [fields.held, formatHeld(order.held, t)],
    [fields.placed, formatMoment(order.createdAt, t)],
    order.activatesAt === null ? null : [fields.activates, formatMoment(order.activatesAt, t)],
    [fields.expires, formatMoment(order.expiresAt, t)],
    [fields.key, order.clientOrderId],
  ];
  view.fields(rows.filter((row) => row !== null));
}

/** What an order would cost, with a headline. */
export async function printPreview(preview: OrderPreview, ctx: Context, view: View): Promise<void> {
  const { t } = ctx;
  const { fields, headline, side } = t.order;
  const quantity = formatNumber(preview.quantity);
  const before = { asset: preview.held.asset, amount: preview.availableBefore };
  const after = { asset: preview.held.asset, amount: preview.availableAfter };
  view.line({
    text: headline(t.order.preview, side[preview.side], quantity, preview.name, preview.symbol),
    tone: "bold",
  });
  const rows: (Field | null)[] = [
    [fields.status, t.order.wouldBe[preview.wouldBe]],
    await reasonField(preview.reason, ctx),
    ...termFields(preview, t),
    preview.estimatedPrice === null ? null : [fields.estimated, formatWon(preview.estimatedPrice, t)],
    [fields.worth, formatWon(preview.amount, t)],
    [fields.costs, `${formatWon(preview.commission, t)}, ${formatWon(preview.tax, t)}`],
    [fields.held, formatHeld(preview.held, t)],
    [fields.available, `${formatHeld(before, t)} → ${formatHeld(after, t)}`],
    preview.activatesAt === null ? null : [fields.activates, formatMoment(preview.activatesAt, t)],
    [fields.expires, formatMoment(preview.expiresAt, t)],
    ...preview.warnings.map((warning): Field => [fields.warning, warning]),
  ];
  view.fields(rows.filter((row) => row !== null));
}

/** Orders, one per line. There is a column for stop prices where one of them has any. */
export function printOrders(orders: readonly Order[], t: Messages, view: View): void {
  const c = t.columns;
  const hasStops = orders.some((order) => order.stopPrice !== null);
  const columns: Column[] = [
    { title: c.id },
    { title: c.placed },
    { title: c.symbol },
    { title: c.name },
    { title: c.side },
    { title: c.type },
    { title: c.quantity, align: "right" },
    { title: c.filled, align: "right" },
    { title: c.price, align: "right" },
    ...(hasStops ? [{ title: c.stop, align: "right" } as const] : []),
    { title: c.status },
  ];
  view.table(
    columns,
    orders.map((order) => [
      order.id,
      formatTime(order.createdAt),
      order.symbol,
      order.name,
      sideCell(order.side, t),
      t.order.type[order.type],
      formatNumber(order.quantity),
      formatNumber(order.filledQuantity),
      formatOptional(order.limitPrice),
      ...(hasStops ? [formatOptional(order.stopPrice)] : []),
      t.order.status[order.status],
    ]),
  );
}
