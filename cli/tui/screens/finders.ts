// The windows that find something: the search for instruments, and the palette of commands.
import { suggestionsFor } from "../palette.ts";
import { box, insideOf } from "../paint/box.ts";
import { cellWidth } from "../paint/cells.ts";
import { fit, type Line, line, type Piece, toned } from "../paint/line.ts";
import { pane, type Size } from "../paint/pane.ts";
import type { Click } from "../state/messages.ts";
import type { State } from "../state/model.ts";
import { searchRows } from "../state/overlays.ts";
import type { PaletteOverlay, SearchOverlay } from "../state/windows.ts";
import { firstRow, type Look, rateOf, type ScreenPane } from "./look.ts";
import { cursorAt, fieldLine, titleOf, windowOf } from "./window.ts";

const SEARCH_LABEL = "/ ";

export function searchPane(state: State, search: SearchOverlay, look: Look, room: Size): ScreenPane {
  const { t, lang, glyphs } = look;
  const width = Math.min(room.columns, 64);
  const size = { columns: width, rows: Math.min(room.rows, 16) };
  const inner = insideOf(size);
  const rows = searchRows(state, search);
  const isEmpty = search.field.text.trim() === "";
  const shown = search.results;
  const first = firstRow(search.cursor, rows.length, inner.rows - 2);
  const rowLines = rows.slice(first, first + inner.rows - 2).map(({ symbol }, index): Line => {
    const found = shown.find((one) => one.symbol === symbol);
    const quote = state.quotes.get(symbol);
    const name = found === undefined ? quote?.name ?? "" : lang === "ko" ? found.nameKo : found.nameEn || found.nameKo;
    const other = found === undefined ? "" : lang === "ko" ? found.nameEn : found.nameKo;
    const isHere = first + index === search.cursor;
    const mark = isHere ? toned(`${glyphs.pointer} `, "accent") : "  ";
    const rate: Piece[] = quote === undefined ? [] : ["  ", rateOf(quote.changeRate)];
    return line(
      mark,
      { text: symbol, style: { bold: isHere } },
      ` ${name}`,
      ...rate,
      toned(`  ${other} ${found?.market ?? ""}`, "muted"),
    );
  });
  const note = search.problem !== null
    ? line(toned(search.problem, "danger"))
    : rows.length > 0
    ? line(toned(isEmpty ? t.tui.recentlySeen : t.tui.foundCount(rows.length), "muted"))
    : line(
      toned(
        isEmpty ? t.tui.searchHint : search.asked === search.field.text.trim() ? t.tui.nothingFound : t.tui.asking,
        "muted",
      ),
    );
  const content = pane<Click>(
    [fieldLine(SEARCH_LABEL, search.field, inner.columns), note, ...rowLines],
    inner,
    rowLines.map((_, row) => ({
      x: 0,
      y: row + 2,
      width: inner.columns,
      height: 1,
      means: { kind: "row", panel: "search", row: first + row },
    })),
    cursorAt(SEARCH_LABEL, search.field, inner.columns, 0),
  );
  return box(content, size, {
    title: [{ text: titleOf("search", look), style: { tone: "accent", bold: true } }],
    isFocused: true,
    glyphs,
  });
}

export function palettePane(state: State, palette: PaletteOverlay, look: Look, room: Size): ScreenPane {
  const label = ": hoga ";
  const width = Math.min(room.columns, 84);
  const suggestions = suggestionsFor(state.commands, palette.field.text).slice(
    0,
    Math.max(0, Math.min(12, room.rows - 4)),
  );
  const widest = Math.max(0, ...suggestions.map(({ words }) => cellWidth(words)));
  const lines = [
    fieldLine(label, palette.field, width - 4),
    [],
    ...suggestions.map(({ words, about }, index): Line => [
      ...fit(line(toned(words, index === 0 ? "accent" : "muted", index === 0 ? { bold: true } : {})), widest + 2),
      ...line(toned(about, "muted")),
    ]),
  ];
  return windowOf(lines, titleOf("palette", look), look, room, width, cursorAt(label, palette.field, width - 4, 0));
}
