// The windows that lie over the screen.
import { formatNumber, formatOptional } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { KEYMAP, type Scope } from "../keymap.ts";
import { cellWidth, graphemes } from "../paint/cells.ts";
import { fit, type Line, line, toned } from "../paint/line.ts";
import type { Size } from "../paint/pane.ts";
import type { State } from "../state/model.ts";
import type {
  AmendOverlay,
  ConfirmOverlay,
  ExplainOverlay,
  OutputOverlay,
  Overlay,
  PromptOverlay,
} from "../state/windows.ts";
import { palettePane, searchPane } from "./finders.ts";
import { type Look, lookOf, reasonText, type ScreenPane } from "./look.ts";
import { orderLines, STATUS_TONES } from "./orders.ts";
import { ticketPane } from "./ticket.ts";
import { cursorAt, fieldLine, hintLine, titleOf, windowOf, wrapped } from "./window.ts";

/** A window for `overlay` that fits into `room`. */
export function overlayPane(state: State, overlay: Overlay, look: Look, room: Size): ScreenPane {
  switch (overlay.kind) {
    case "help":
      return scrolling(helpLines(look), overlay.scroll, titleOf("help", look), look, room, 74);
    case "search":
      return searchPane(state, overlay, look, room);
    case "ticket":
      return ticketPane(state, overlay, look, room);
    case "palette":
      return palettePane(state, overlay, look, room);
    case "amend":
      return amendPane(state, overlay, look, room);
    case "explain":
      return explainPane(overlay, look, room);
    case "confirm":
      return confirmPane(overlay, look, room);
    case "output":
      return outputPane(overlay, look, room);
    case "prompt":
      return promptPane(overlay, look, room);
  }
}

/** The room that windows have: all but the head, the tabs, a banner and the line of hints. */
export function roomOf({ size, link }: Pick<State, "size" | "link">): Size {
  return { columns: size.columns, rows: size.rows - (link.kind === "lost" ? 4 : 3) };
}

type Scrolling = Extract<Overlay, { scroll: number }>;

/** Where a window that scrolls stands after `by` lines more; never beyond its end, so that the next line back is seen at once. */
export function scrolledBy(state: State, overlay: Scrolling, by: number): number {
  const room = roomOf(state);
  const last = Math.max(0, lineCount(overlay, lookOf(state), room) - fittingRows(overlay, room));
  return Math.max(0, Math.min(last, Math.min(last, overlay.scroll) + by));
}

function lineCount(overlay: Scrolling, look: Look, room: Size): number {
  if (overlay.kind === "help") return helpLines(look).length;
  if (overlay.kind === "explain") return explainLines(overlay, look, explainWidth(room)).length;
  // While a command runs the end is in sight, and nothing to scroll.
  return overlay.exit === null ? 0 : outputLines(overlay, room.columns - 4).length;
}

/** The lines of a window that scrolls: all but its frame, and the line of a command's state and of its question. */
function fittingRows(overlay: Scrolling, { rows }: Size): number {
  const own = overlay.kind !== "output" ? 0 : overlay.asks === null ? 1 : 2;
  return Math.max(1, rows - 2 - own);
}

function scrolling(
  lines: readonly Line[],
  scroll: number,
  title: string,
  look: Look,
  room: Size,
  width: number,
): ScreenPane {
  const fitting = Math.max(1, room.rows - 2);
  const first = Math.max(0, Math.min(scroll, lines.length - fitting));
  const more = lines.length > fitting ? ` ${first + 1}–${Math.min(lines.length, first + fitting)}/${lines.length}` : "";
  return windowOf(lines.slice(first, first + fitting), `${title}${more}`, look, room, width);
}

/** The keys by where they count, straight from the keymap. */
function helpLines({ t }: Look): readonly Line[] {
  const scopes = [...new Set(KEYMAP.map(({ scope }) => scope))];
  return scopes.flatMap((scope: Scope, index): Line[] => [
    ...(index === 0 ? [] : [[]]),
    line({ text: t.tui.scopes[scope], style: { bold: true } }),
    ...KEYMAP.filter((binding) => binding.scope === scope).map(({ keys, action }) => {
      const names = keys.map((key) => t.tui.keyNames[key] ?? key).join(" ");
      return [...fit(line(toned(`  ${names}`, "accent")), 24), ...line(t.tui.actions[action])];
    }),
  ]);
}

function amendPane(state: State, amend: AmendOverlay, look: Look, room: Size): ScreenPane {
  const { t, glyphs } = look;
  const quote = state.quotes.get(amend.order.symbol);
  const fieldOf = (name: "price" | "quantity", label: string): Line => {
    const isHere = amend.field === name;
    const value = amend[name].text === "" ? "-" : formatNumber(Number(amend[name].text));
    return line(
      isHere ? toned(`${glyphs.pointer} `, "accent") : "  ",
      toned(`${label} `, "muted"),
      { text: value, style: isHere ? { inverse: true } : {} },
    );
  };
  const lines = [
    ...orderLines(amend.order, look).slice(1, 3),
    quote === undefined
      ? []
      : line(toned(`${t.quote.bidAsk} `, "muted"), `${formatOptional(quote.bid)} / ${formatOptional(quote.ask)}`),
    [],
    ...(amend.order.limitPrice === null ? [] : [fieldOf("price", t.order.fields.price)]),
    fieldOf("quantity", t.columns.quantity),
    [],
    amend.isSending
      ? line(toned(t.tui.sending, "muted"))
      : amend.problem === null
      ? hintLine(state, look)
      : line(toned(amend.problem, "danger")),
  ];
  return windowOf(lines, titleOf("amend", look), look, room, 72);
}

function explainPane(explain: ExplainOverlay, look: Look, room: Size): ScreenPane {
  const width = explainWidth(room);
  return scrolling(explainLines(explain, look, width), explain.scroll, titleOf("explain", look), look, room, width);
}

function explainWidth({ columns }: Size): number {
  return Math.min(columns, 92);
}

function explainLines({ timeline, problem }: ExplainOverlay, look: Look, width: number): readonly Line[] {
  const { t } = look;
  if (timeline === null) {
    return [line(problem === null ? toned(t.tui.asking, "muted") : toned(problem, "danger"))];
  }
  const { order } = timeline;
  const messageWidth = width - 4 - 21;
  const entries = timeline.entries.flatMap(({ at, message }) =>
    wrapped(message, messageWidth).map((text, index): Line => [
      ...fit(line(toned(index === 0 ? formatTime(at) : "", "muted")), 21),
      ...line(text),
    ])
  );
  const waiting = timeline.waitingFor ?? reasonText(order.reason, look);
  return [
    line(toned(t.order.status[order.status], STATUS_TONES[order.status], { bold: true })),
    ...orderLines(order, look).slice(1, 4),
    [],
    ...entries,
    ...(waiting === null ? [] : [[], ...wrapped(waiting, width - 4).map((text) => line(toned(text, "warning")))]),
  ];
}

function confirmPane({ question }: ConfirmOverlay, look: Look, room: Size): ScreenPane {
  const { t } = look;
  const ask = (): readonly Line[] => {
    switch (question.kind) {
      case "cancel":
        return [line(t.tui.confirmCancel), [], ...orderLines(question.order, look).slice(1, 3)];
      case "cancelAll":
        return [line(t.tui.confirmCancelAll(question.count))];
      case "restart":
        return wrapped(t.tui.confirmRestart, 56).map((text) => line(text));
      case "dropList":
        return [line(t.tui.confirmDropList(question.name))];
    }
  };
  const keys = line(
    toned("y", "accent", { bold: true }),
    toned(` ${t.tui.actions.yes}   `, "muted"),
    toned("n", "accent", { bold: true }),
    toned(` ${t.tui.actions.no}`, "muted"),
  );
  return windowOf([...ask(), [], keys], t.tui.confirmTitle, look, room, 66);
}

function outputPane(output: OutputOverlay, look: Look, room: Size): ScreenPane {
  const { t } = look;
  const width = room.columns;
  const inner = width - 4;
  const lines = outputLines(output, inner);
  const fitting = fittingRows(output, room);
  // While it runs the end is in sight; afterwards one reads from the top.
  const first = output.exit === null
    ? Math.max(0, lines.length - fitting)
    : Math.max(0, Math.min(output.scroll, lines.length - fitting));
  const shown = lines.slice(first, first + fitting);
  const state = output.exit === null
    ? toned(t.tui.running, "warning")
    : toned(t.tui.ended(output.exit), output.exit === 0 ? "good" : "danger");
  const more = lines.length > fitting ? toned(`  ${first + 1}–${first + shown.length}/${lines.length}`, "muted") : "";
  const asks = output.asks === null ? [] : [fieldLine("> ", output.asks, inner)];
  const cursor = output.asks === null ? null : cursorAt("> ", output.asks, inner, shown.length);
  return windowOf([...shown, ...asks, line(state, more)], `hoga ${output.command}`, look, room, width, cursor);
}

function outputLines(output: OutputOverlay, width: number): readonly Line[] {
  const text = output.text.replace(/\n$/, "");
  return text === "" ? [] : text.split("\n").flatMap((one) => pieces(one, width)).map((one) => line(one));
}

/** A line of output in pieces that fit, without its colors. */
function pieces(text: string, width: number): readonly string[] {
  // deno-lint-ignore no-control-regex
  const plain = text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
  if (cellWidth(plain) <= width) return [plain];
  const lines: string[] = [];
  let current = "";
  let used = 0;
  for (const character of graphemes(plain)) {
    const own = cellWidth(character);
    if (used + own > width) {
      lines.push(current);
      current = "";
      used = 0;
    }
    current += character;
    used += own;
  }
  return [...lines, current];
}

function promptPane(prompt: PromptOverlay, look: Look, room: Size): ScreenPane {
  const { t } = look;
  const label = "> ";
  const width = Math.min(room.columns, 66);
  const lines = [
    line(toned(t.tui.prompts[prompt.purpose], "muted")),
    fieldLine(label, prompt.field, width - 4),
    prompt.problem === null ? [] : line(toned(prompt.problem, "danger")),
  ];
  return windowOf(lines, t.tui.screens.settings, look, room, width, cursorAt(label, prompt.field, width - 4, 1));
}
