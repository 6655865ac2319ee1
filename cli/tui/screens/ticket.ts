// The order ticket as it is seen.
import { formatNumber } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { type Line, line, type Piece, toned } from "../paint/line.ts";
import type { Size } from "../paint/pane.ts";
import type { State } from "../state/model.ts";
import type { TicketField, TicketOverlay } from "../state/windows.ts";
import { fieldsOf, numberIn } from "../state/ticket.ts";
import { changeOf, label, type Look, priceOf, rateOf, reasonText, type ScreenPane } from "./look.ts";
import { orderLines, STATUS_TONES } from "./orders.ts";
import { hintLine, windowOf, wrapped } from "./window.ts";

const COLUMNS = 74;

export function ticketPane(state: State, ticket: TicketOverlay, look: Look, room: Size): ScreenPane {
  const { t } = look;
  const width = Math.min(room.columns, COLUMNS);
  const quote = state.quotes.get(ticket.symbol);
  const name = quote?.name ?? ticket.instrument?.nameKo ?? ticket.symbol;
  const head: Piece[] = quote === undefined ? [] : [
    "  ",
    priceOf(state, quote),
    " ",
    changeOf(quote, look),
    " ",
    rateOf(quote.changeRate),
    toned(`  ${t.quote.bidAsk} `, "muted"),
    `${quote.bid === null ? "-" : formatNumber(quote.bid)} / ${quote.ask === null ? "-" : formatNumber(quote.ask)}`,
  ];
  const title = line({ text: name, style: { bold: true } }, toned(` ${ticket.symbol}`, "muted"), ...head);
  const lines = ticket.stage.kind === "placed"
    ? [title, ...placedLines(ticket.stage, look, width - 4)]
    : termsLines(ticket, title, look, { columns: width - 4, rows: room.rows - 2 });
  return windowOf(
    [...lines, hintLine(state, look)],
    `${t.tui.ticket} · ${t.order.side[ticket.side]}`,
    look,
    room,
    width,
  );
}

/** The terms, their preview, and what is asked or told of the order. Where room is short the preview gives way, then the terms: a question has to be read. */
function termsLines(ticket: TicketOverlay, title: Line, look: Look, { columns, rows }: Size): readonly Line[] {
  const stage = stageLines(ticket, look, columns);
  const terms = [title, ...fieldLines(ticket, look)].slice(0, Math.max(1, rows - stage.length));
  const room = Math.max(0, rows - terms.length - stage.length);
  return [...terms, ...previewLines(ticket, look, columns).slice(0, room), ...stage];
}

function fieldLines(ticket: TicketOverlay, look: Look): readonly Line[] {
  const { t, glyphs } = look;
  const labels: Readonly<Record<TicketField, string>> = {
    side: t.columns.side,
    type: t.columns.type,
    price: t.columns.price,
    stop: t.columns.stop,
    quantity: t.columns.quantity,
    tif: t.tui.tif,
  };
  const width = 14;
  return fieldsOf(ticket).map((field): Line => {
    const isHere = ticket.field === field && ticket.stage.kind === "edit";
    const value = valueOf(ticket, field, look);
    const isMissing = value === "";
    const shown: Piece = isMissing
      ? toned(t.tui.enterNumber, "muted", isHere ? { inverse: true } : {})
      : { text: ` ${value} `, style: isHere ? { inverse: true, bold: true } : { bold: true } };
    const tone = field === "side" ? { ...shownStyle(shown), tone: ticket.side } : shownStyle(shown);
    return [
      ...line(isHere ? toned(`${glyphs.pointer} `, "accent") : "  "),
      ...line(toned(labels[field].padEnd(width - wideCount(labels[field])), "muted")),
      ...line(typeof shown === "string" ? shown : { text: shown.text, style: tone }),
      ...line(toned(`  ${t.tui.fieldNotes[field]}`, "muted")),
    ];
  });
}

function shownStyle(piece: Piece) {
  return typeof piece === "string" ? {} : piece.style ?? {};
}

/** Characters that take two cells, of labels that hold nothing but Hangul and Latin letters. */
function wideCount(text: string): number {
  return text.match(/[\uac00-\ud7a3]/g)?.length ?? 0;
}

function valueOf(ticket: TicketOverlay, field: TicketField, { t }: Look): string {
  switch (field) {
    case "side":
      return t.order.side[ticket.side];
    case "type":
      return t.order.type[ticket.type];
    case "tif":
      return ticket.tif.toUpperCase();
    default: {
      const number = numberIn(ticket[field].text);
      return number === null ? ticket[field].text : formatNumber(number);
    }
  }
}

/** What the order would cost and change, as the gateway reckons it. */
function previewLines(ticket: TicketOverlay, look: Look, width: number): readonly Line[] {
  const { t } = look;
  if (ticket.problem !== null) {
    return [
      [],
      ...wrapped(ticket.problem, width).map((text) => line(toned(text, "danger"))),
    ];
  }
  const { preview } = ticket;
  if (preview === null) return [[], line(toned(t.tui.previewHint, "muted"))];
  const { fields } = t.order;
  const isCash = preview.held.asset === "KRW";
  const held = isCash ? formatNumber(preview.held.amount) : t.unit.shares(formatNumber(preview.held.amount));
  const would = preview.wouldBe === "rejected" ? "danger" : preview.wouldBe === "reserved" ? "warning" : "good";
  return [
    [],
    line(
      label(fields.worth),
      { text: formatNumber(preview.amount), style: { bold: true } },
      "  ",
      label(t.columns.commission),
      formatNumber(preview.commission),
      "  ",
      label(t.columns.tax),
      formatNumber(preview.tax),
      ...(preview.estimatedPrice === null ? [] : ["  ", label(fields.estimated), formatNumber(preview.estimatedPrice)]),
    ),
    line(
      label(fields.held),
      held,
      "  ",
      label(isCash ? t.tui.buyingPower : t.columns.sellable),
      `${formatNumber(preview.availableBefore)} → ${formatNumber(preview.availableAfter)}`,
    ),
    line(
      toned(t.order.wouldBe[preview.wouldBe], would),
      ...(preview.activatesAt === null
        ? []
        : [toned(`  ${fields.activates} ${formatTime(preview.activatesAt)}`, "muted")]),
      toned(`  ${fields.expires} ${formatTime(preview.expiresAt)}`, "muted"),
    ),
    ...(preview.reason === null
      ? []
      : wrapped(reasonText(preview.reason, look) ?? "", width).map((text) => line(toned(text, "danger")))),
    ...preview.warnings.flatMap((warning) =>
      wrapped(`! ${warning}`, width).map((text) => line(toned(text, "warning")))
    ),
  ];
}

function stageLines({ stage }: TicketOverlay, { t }: Look, width: number): readonly Line[] {
  switch (stage.kind) {
    case "confirm":
      return [[], line({ text: t.tui.confirmOrder, style: { tone: "warning", bold: true } })];
    case "sending":
      return [[], line(toned(t.tui.sending, "muted"))];
    case "unknown":
      return [
        [],
        ...wrapped(t.tui.unknownOutcome(stage.why), width).map((text) => line(toned(text, "warning"))),
        line(toned(`${t.order.fields.key} ${stage.key}`, "muted")),
      ];
    case "refused":
      return [[], ...wrapped(stage.why, width).map((text) => line(toned(text, "danger", { bold: true })))];
    default:
      return [[]];
  }
}

/** The order's life as it happens. */
function placedLines(
  { order, events }: Extract<TicketOverlay["stage"], { kind: "placed" }>,
  look: Look,
  width: number,
): readonly Line[] {
  const { t } = look;
  return [
    [],
    line(toned(t.order.status[order.status], STATUS_TONES[order.status], { bold: true })),
    ...orderLines(order, look),
    [],
    ...events.slice(-8).flatMap(({ at, message }) =>
      wrapped(message, width - 10).map((text, index) =>
        line(toned((index === 0 ? formatTime(at).slice(11, 19) : "").padEnd(10), "muted"), text)
      )
    ),
    [],
  ];
}
