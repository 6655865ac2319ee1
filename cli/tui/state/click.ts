// The mouse: a click does what the key for the same thing does.
import { scrolledBy } from "../screens/overlay.ts";
import { still } from "./data.ts";
import type { Click, Key, Step } from "./messages.ts";
import type { State } from "./model.ts";
import { goTo, movedCursor } from "./navigate.ts";
import { openTicket } from "./ticket.ts";

type Press = (state: State, key: Key) => Step;

/** A second click upon a row that is selected opens it. */
function rowClicked(state: State, { panel, row }: Extract<Click, { kind: "row" }>, press: Press): Step {
  const enter = { name: "enter", text: "" };
  switch (panel) {
    case "orders":
      return state.orders.cursor === row
        ? press(state, enter)
        : still({ ...state, orders: { ...state.orders, cursor: row } });
    case "history":
      return state.history.cursor === row
        ? press(state, enter)
        : still({ ...state, history: { ...state.history, cursor: row } });
    case "settings":
      return state.settingsCursor === row ? press(state, enter) : still({ ...state, settingsCursor: row });
    case "search": {
      const top = state.overlays.at(-1);
      if (top?.kind !== "search") return still(state);
      return press({ ...state, overlays: [...state.overlays.slice(0, -1), { ...top, cursor: row }] }, enter);
    }
    default: {
      const { dashboard } = state;
      if (dashboard.focus === panel && dashboard.cursors[panel] === row) return press(state, enter);
      return still({ ...state, dashboard: { focus: panel, cursors: { ...dashboard.cursors, [panel]: row } } });
    }
  }
}

export function clicked(state: State, click: Click, press: Press): Step {
  switch (click.kind) {
    case "screen":
      return state.overlays.length > 0 ? still(state) : goTo(state, click.screen, state.now);
    case "panel":
      return still({ ...state, dashboard: { ...state.dashboard, focus: click.panel } });
    case "row":
      return rowClicked(state, click, press);
    case "price": {
      const { symbol } = state.instrument;
      const isAsk = click.price > (state.quotes.get(symbol ?? "")?.bid ?? Infinity);
      return symbol === null ? still(state) : openTicket(state, symbol, isAsk ? "buy" : "sell", click.price);
    }
    case "key":
      return press(state, { name: click.key, text: "" });
  }
}

/** The wheel moves what has the focus. */
export function wheeled(state: State, by: number): Step {
  const top = state.overlays.at(-1);
  if (top === undefined) return still(movedCursor(state, by));
  if (!("scroll" in top)) return still(state);
  return still({
    ...state,
    overlays: [...state.overlays.slice(0, -1), { ...top, scroll: scrolledBy(state, top, by) }],
  });
}
