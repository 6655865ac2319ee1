// How the screen looks in this run: the language, the theme and the drawing characters, gathered for everything that draws.
import { CODES, isCode } from "@hoga/trading";
import { reasonSentence } from "../../api/answers.ts";
import type { Order, Quote } from "../../api/documents.ts";
import { type Lang, type Messages, messagesOf } from "../../i18n/mod.ts";
import { formatNumber, formatRate, formatSigned } from "../../output/money.ts";
import { type Glyphs, glyphsOf } from "../paint/glyphs.ts";
import { type Line, line, type Piece, signed, type Style, toned } from "../paint/line.ts";
import { type Pane, pane, type Size } from "../paint/pane.ts";
import type { ThemeName } from "../paint/theme.ts";
import type { Click } from "../state/messages.ts";
import type { State } from "../state/model.ts";

export interface Look {
  readonly t: Messages;
  readonly lang: Lang;
  readonly glyphs: Glyphs;
  readonly theme: ThemeName;
}

export type ScreenPane = Pane<Click>;

/** How the state wants to look. */
export function lookOf({ settings, isColorless }: Pick<State, "settings" | "isColorless">): Look {
  return {
    t: messagesOf(settings.lang),
    lang: settings.lang,
    glyphs: glyphsOf(settings.glyphs),
    theme: isColorless ? "mono" : settings.theme,
  };
}

/** A price with the way it went, which stands out for a moment after it changed. */
export function priceOf(state: State, quote: Quote): Piece {
  const flash = state.flashes.get(quote.symbol);
  const isFlashing = flash !== undefined && flash.until > state.now;
  const style: Style = isFlashing ? { inverse: true } : {};
  return signed(formatNumber(quote.last), quote.change, style);
}

/** ▲ 500 and its like: a sign that needs no color. */
export function changeOf(quote: Quote, { glyphs }: Look): Piece {
  const mark = quote.change > 0 ? glyphs.up : quote.change < 0 ? glyphs.down : " ";
  return signed(`${mark}${formatNumber(Math.abs(quote.change))}`, quote.change);
}

export function rateOf(fraction: number): Piece {
  return signed(formatRate(fraction), Math.sign(Number(fraction.toFixed(6))));
}

export function signedWon(amount: number): Piece {
  return signed(formatSigned(amount), amount);
}

export function sideOf(side: "buy" | "sell", { t }: Look): Piece {
  return toned(t.order.side[side], side);
}

/** What a value is, before it. */
export function label(text: string): Piece {
  return toned(`${text} `, "muted");
}

/** A reason in the user's language; null where there is none. */
export function reasonText(reason: Order["reason"], { lang }: Look): string | null {
  return reason === null ? null : reasonSentence({ CODES, isCode }, lang, reason.code, reason.message);
}

/** A pane that says one thing: that there is nothing, that it is being asked for, or why not. */
export function saying<T>(text: string, size: Size, tone: "muted" | "danger" = "muted"): Pane<T> {
  return pane([line(toned(text, tone))], size);
}

/** The first row to show, so that `cursor` is in sight among `rows` where `room` rows fit. */
export function firstRow(cursor: number, rows: number, room: number): number {
  if (rows <= room) return 0;
  return Math.max(0, Math.min(cursor - Math.floor(room / 2), rows - room));
}

/** A row with the mark of the cursor before it, or the room for that mark. */
export function marked(row: Line, isSelected: boolean, isFocused: boolean, { glyphs }: Look): Line {
  if (!isSelected || !isFocused) return [{ text: " " }, ...row];
  return [
    { text: glyphs.pointer, style: { tone: "accent", bold: true } },
    ...row.map(({ text, style }) => ({ text, style: { ...style, bold: true } })),
  ];
}
