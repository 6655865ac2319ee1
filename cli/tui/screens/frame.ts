// The whole screen: head, tabs, the screen that is shown, hints, and what lies over it.
import { kstDate } from "@hoga/krx";
import { formatNumber } from "../../output/money.ts";
import { type Binding, hintsOf } from "../keymap.ts";
import { cellWidth } from "../paint/cells.ts";
import { fit, type Line, line, lineText, lineWidth, type Piece, signed, spread, toned } from "../paint/line.ts";
import { type GlyphSet, plainText } from "../paint/glyphs.ts";
import { below, laid, pane, type Target } from "../paint/pane.ts";
import type { Click } from "../state/messages.ts";
import { SCREENS, type State } from "../state/model.ts";
import { liveTotals, marketNowOf } from "../state/select.ts";
import { dashboard } from "./dashboard.ts";
import { historyScreen } from "./history.ts";
import { instrumentScreen } from "./instrument.ts";
import { type Look, lookOf, type ScreenPane } from "./look.ts";
import { ordersScreen } from "./orders.ts";
import { overlayPane, roomOf } from "./overlay.ts";
import { settingsScreen } from "./settings.ts";

export const COLUMNS_MIN = 60;
export const ROWS_MIN = 18;

/** The screen as it is to be seen, exactly as large as the terminal. */
export function frame(state: State): ScreenPane {
  const { size } = state;
  const look = lookOf(state);
  const { columns, rows } = size;
  if (columns < COLUMNS_MIN || rows < ROWS_MIN) {
    const whole = pane<Click>([line(look.t.tui.tooSmall(columns, rows)), line(look.t.tui.quit)], size);
    return drawable(whole, state.settings.glyphs);
  }
  const head = pane<Click>([headLine(state, look, columns)], { columns, rows: 1 });
  const banner = bannerLine(state, look);
  const tabs = tabLine(state, look, columns);
  const top = banner === null
    ? below(head, tabs)
    : below(head, tabs, pane<Click>([fit(banner, columns)], { columns, rows: 1 }));
  const hints = hintLine(state, look, columns);
  const room = roomOf(state);
  const body = bodyOf(state, look, room);
  let whole = below(top, body, hints);
  for (const overlay of state.overlays) {
    const over = overlayPane(state, overlay, look, room);
    const width = lineWidth(over.lines[0] ?? []);
    const y = top.lines.length + Math.max(0, Math.floor((room.rows - over.lines.length) / 2));
    whole = laid(whole, over, Math.floor((columns - width) / 2), y);
  }
  return drawable(withToasts(whole, state, look), state.settings.glyphs);
}

/** The frame in characters that the glyph set allows: names, answers and the catalogs may have others. */
function drawable(whole: ScreenPane, glyphs: GlyphSet): ScreenPane {
  if (glyphs !== "ascii") return whole;
  return { ...whole, lines: whole.lines.map((one) => one.map((span) => ({ ...span, text: plainText(span.text) }))) };
}

function bodyOf(state: State, look: Look, size: { columns: number; rows: number }): ScreenPane {
  switch (state.screen) {
    case "dashboard":
      return dashboard(state, look, size);
    case "instrument":
      return instrumentScreen(state, look, size);
    case "orders":
      return ordersScreen(state, look, size);
    case "history":
      return historyScreen(state, look, size);
    case "settings":
      return settingsScreen(state, look, size);
  }
}

/** The badge is never dropped: nobody may take this for real money. The clock is a practice one, or real. */
function headLine(state: State, look: Look, columns: number): Line {
  const { t } = look;
  const { market } = state;
  const clock = market === null ? "" : t.marketStatus.clockMode[market.status.clock.mode];
  const speed = market === null || market.status.clock.speed === 1 ? "" : ` ×${market.status.clock.speed}`;
  const badge = toned(` ${t.tui.paper}${clock === "" ? "" : ` · ${clock}${speed}`} `, "badge");
  const name = line(toned("hoga ", "accent", { bold: true }), badge, " ");
  const phases = phaseLines(state, look, columns).map((phase): Line => [...name, ...phase]);
  const leftLine = phases.find((one) => lineWidth(one) <= columns) ?? phases.at(-1) ?? name;
  const totals = liveTotals(state);
  const right = totals === null ? [] : line(
    toned(`${t.tui.netAssets} `, "muted"),
    formatNumber(totals.netAssets),
    " ",
    signed(`${totals.unrealizedPnl > 0 ? "+" : ""}${formatNumber(totals.unrealizedPnl)}`, totals.unrealizedPnl),
  );
  return lineWidth(leftLine) + lineWidth(right) + 2 <= columns
    ? spread(leftLine, right, columns)
    : fit(leftLine, columns);
}

/** The phase with the time and the countdown to the next, from the longest form to the shortest: the countdown is the last to go. */
function phaseLines(state: State, { t, glyphs }: Look, columns: number): readonly Line[] {
  const now = marketNowOf(state);
  if (state.market === null || now === null) return [];
  const { phase, next } = state.market.status;
  const isOpen = phase !== "closed" && phase !== "after_close";
  const left = Math.max(0, Date.parse(next.at) - now);
  const time = new Date(now + 9 * 3600_000).toISOString().slice(11, 19);
  const date = kstDate(now).slice(5);
  const rest = countdown(left, t.tui.days);
  const named = toned(t.phase[phase], isOpen ? "good" : "muted", { bold: true });
  const until = toned(` ${t.tui.until(t.phase[next.phase], rest)}`, "muted");
  const short = toned(` ${glyphs.arrow} ${rest}`, "muted");
  return [
    ...(columns >= 90 ? [line(named, ` ${date} ${time}`, until)] : []),
    ...(columns >= 80 ? [line(named, ` ${time}`, until)] : []),
    line(named, ` ${time}`, short),
    line(named, short),
  ];
}

/** 5_025_000 → "1:23:45"; longer than a day with its days. */
function countdown(ms: number, days: (count: number) => string): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${Math.floor(seconds / 3600) % 24}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const whole = Math.floor(seconds / 86_400);
  return whole === 0 ? clock : `${days(whole)} ${clock}`;
}

function tabLine(state: State, look: Look, columns: number): ScreenPane {
  const { t, glyphs } = look;
  const link = line(linkPiece(state, t.tui));
  const names = SCREENS.map((screen) => t.tui.screens[screen]);
  const { symbol } = state.instrument;
  if (symbol !== null) {
    // The name of the symbol has the room that the other tabs and the state of the connection leave it.
    const others = names.reduce((sum, name) => sum + cellWidth(name) + 4, 0) - cellWidth(t.tui.screens.instrument);
    const name = line(state.quotes.get(symbol)?.name ?? symbol);
    const room = Math.max(TAB_LEAST, columns - others - lineWidth(link) - 1);
    names[SCREENS.indexOf("instrument")] = lineText(lineWidth(name) <= room ? name : fit(name, room, glyphs.ellipsis));
  }
  const pieces: Piece[] = [];
  const targets: Target<Click>[] = [];
  let x = 0;
  SCREENS.forEach((screen, index) => {
    const text = ` ${index + 1} ${names[index] ?? ""} `;
    pieces.push(screen === state.screen ? { text, style: { inverse: true, bold: true } } : toned(text, "muted"));
    const width = cellWidth(text);
    targets.push({ x, y: 0, width, height: 1, means: { kind: "screen", screen } });
    x += width;
  });
  return pane([spread(line(...pieces), link, columns)], { columns, rows: 1 }, targets);
}

/** The fewest cells of a symbol's name on its tab. */
const TAB_LEAST = 6;

function linkPiece({ link, now }: State, t: Look["t"]["tui"]): Piece {
  switch (link.kind) {
    case "starting":
      return toned(t.link.starting, "muted");
    case "live":
      return toned(t.link.live, "good");
    case "polling":
      return toned(t.link.polling(Math.max(0, Math.round((now - link.since) / 1000))), "warning");
    case "lost":
      return toned(t.link.lost, "danger");
  }
}

/** What is wrong with the connection, across the whole screen; null when nothing is. */
function bannerLine({ link, now }: State, { t, glyphs }: Look): Line | null {
  if (link.kind !== "lost") return null;
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000));
  return line(toned(` ${glyphs.warning} ${t.tui.link.banner(link.why, seconds)} `, "danger", { inverse: true }));
}

/** Hints from this number on stand at the right and are never dropped: they lead to all the others. */
const LASTING = 90;

function hintLine(state: State, look: Look, columns: number): ScreenPane {
  const all = hintsOf(state);
  const lasting = hintPieces(all.filter(({ hint }) => (hint ?? 0) >= LASTING), look, columns);
  const room = columns - lasting.width;
  const others = hintPieces(all.filter(({ hint }) => (hint ?? 0) < LASTING), look, room);
  const gap = { text: " ".repeat(Math.max(0, room - others.width)) };
  const targets = [...others.targets, ...lasting.targets.map((target) => ({ ...target, x: target.x + room }))];
  return pane([line(...others.pieces, gap, ...lasting.pieces)], { columns, rows: 1 }, targets);
}

/** The hints that fit into `columns`. */
function hintPieces(bindings: readonly Binding[], { t }: Look, columns: number) {
  const pieces: Piece[] = [];
  const targets: Target<Click>[] = [];
  let width = 0;
  for (const { keys, action } of bindings) {
    const key = keys[0] ?? "";
    const shown = t.tui.keyNames[key] ?? key;
    const label = t.tui.actions[action];
    const own = cellWidth(shown) + cellWidth(label) + 3;
    if (width + own > columns) break;
    pieces.push(toned(shown, "accent", { bold: true }), toned(` ${label}  `, "muted"));
    targets.push({ x: width, y: 0, width: own - 2, height: 1, means: { kind: "key", key } });
    width += own;
  }
  return { pieces, targets, width };
}

/** Toasts stand at the right of the last lines, upon everything else. */
function withToasts(whole: ScreenPane, { toasts, size }: State, { glyphs }: Look): ScreenPane {
  let shown = whole;
  toasts.forEach(({ text, tone }, index) => {
    const content = line(toned(` ${glyphs.dot} ${text} `, tone, { inverse: true }));
    const width = Math.min(lineWidth(content), size.columns - 2);
    const toast = pane<Click>([fit(content, width)], { columns: width, rows: 1 });
    const { cursor, targets } = shown;
    const over = laid(shown, toast, size.columns - width, size.rows - 1 - toasts.length + index);
    shown = { ...over, cursor, targets };
  });
  return shown;
}
