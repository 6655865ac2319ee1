// What happens next: the only place where the state changes. Pure; effects come out as data.
import { messagesOf } from "../../i18n/mod.ts";
import { type Action, actionOf, isTyping } from "../keymap.ts";
import { shortcutsOf } from "../keys.ts";
import { completionOf } from "../palette.ts";
import { scrolledBy } from "../screens/overlay.ts";
import { actOnAmend, openAmend, typeIntoAmend } from "./amend.ts";
import { receiveAnswer } from "./answers.ts";
import { clicked, wheeled } from "./click.ts";
import { receiveNews, still, withToast } from "./data.ts";
import { movedWatch, shownList, toggledWatch } from "./lists.ts";
import type { Key, Message, Step } from "./messages.ts";
import type { ScreenName, State } from "./model.ts";
import type { Overlay } from "./windows.ts";
import { actOnScreen, back, goTo, openInstrument, stepOf } from "./navigate.ts";
import {
  actOnConfirm,
  actOnPalette,
  actOnPrompt,
  actOnSearch,
  closed,
  editOf,
  onTop,
  opened,
  openSearch,
  typeInto,
} from "./overlays.ts";
import { focusedOrder, focusedOrderId, focusedSymbol, isOpen } from "./select.ts";
import { actOnSettings } from "./settings.ts";
import { fieldOf } from "./text_field.ts";
import { actOnTicket, openTicket, receiveForTicket, typeIntoTicket } from "./ticket.ts";

/** The state after `message`, and what it asks of the world. */
export function reduce(state: State, message: Message): Step {
  switch (message.kind) {
    case "key":
      return pressed({ ...state, keyAt: message.at, now: Math.max(state.now, message.at) }, message.key);
    case "paste":
      return pasted({ ...state, keyAt: message.at }, message.text);
    case "click":
      return clicked({ ...state, now: Math.max(state.now, message.at) }, message.click, pressed);
    case "wheel":
      return wheeled(state, message.by);
    case "resize":
      return { state: { ...state, size: message.size }, effects: [] };
    default:
      return receiveForTicket(state, message) ?? receiveNews(state, message) ?? receiveAnswer(state, message) ??
        still(state);
  }
}

/** A key by its own name, else by the keys that its Hangul stands for. */
function pressed(state: State, key: Key): Step {
  const own = actionOf(state, key.name);
  if (own !== null) return act(state, own);
  if (isTyping(state)) return typedText(state, key);
  const others = shortcutsOf(key.name);
  if (others.length === 1 && others[0] === key.name) return typedText(state, key);
  return others.reduce<Step>((step, name) => {
    const next = pressed(step.state, { name, text: name });
    return { state: next.state, effects: [...step.effects, ...next.effects] };
  }, still(state));
}

function typedText(state: State, key: Pick<Key, "text">): Step {
  const top = state.overlays.at(-1);
  if (top === undefined || key.text === "") return still(state);
  if (top.kind === "ticket") return typeIntoTicket(state, top, key);
  if (top.kind === "amend") return typeIntoAmend(state, top, key);
  return typeInto(state, top, key) ?? still(state);
}

function pasted(state: State, text: string): Step {
  const line = text.split(/\r?\n/)[0] ?? "";
  if (state.overlays.length > 0) return typedText(state, { text: line });
  const search = openSearch(state);
  return typedText(search.state, { text: line.trim() });
}

const SCREEN_ACTIONS: ReadonlySet<Action> = new Set(["dashboard", "instrument", "orders", "history", "settings"]);

function isScreen(action: Action): action is Action & ScreenName {
  return SCREEN_ACTIONS.has(action);
}

function act(state: State, action: Action): Step {
  if (action === "leave" || action === "quit") {
    return { state: { ...state, isLeaving: true }, effects: [{ kind: "leave" }] };
  }
  if (action === "suspend") return { state, effects: [{ kind: "suspend" }] };
  if (action === "repaint") return { state, effects: [{ kind: "repaint" }] };
  const top = state.overlays.at(-1);
  return top === undefined ? actWithout(state, action) : actOnOverlay(state, top, action);
}

/** An action while a window lies over the screen. */
function actOnOverlay(state: State, top: Overlay, action: Action): Step {
  const step = stepOnOverlay(state, top, action);
  if (step !== null) return step;
  if (action === "help") return still(opened(state, { kind: "help", scroll: 0 }));
  if (action !== "back") return still(state);
  const isRunning = top.kind === "output" && top.exit === null;
  return { state: closed(state), effects: isRunning ? [{ kind: "endCommand" }] : [] };
}

function stepOnOverlay(state: State, top: Overlay, action: Action): Step | null {
  switch (top.kind) {
    case "search":
      return actOnSearch(state, top, action, state.now);
    case "palette":
      return actOnPalette(state, top, action, completionOf(state.commands, top.field.text));
    case "ticket":
      if (action === "explain" && top.stage.kind === "placed") return explained(state, top.stage.order.id);
      // What was refused can be mended: the terms are still there.
      if (action === "back" && top.stage.kind === "refused") {
        return still(onTop(state, { ...top, stage: { kind: "edit" } }));
      }
      return actOnTicket(state, top, action);
    case "amend":
      return actOnAmend(state, top, action);
    case "confirm":
      return actOnConfirm(state, top, action);
    case "prompt":
      return actOnPrompt(state, top, action);
    case "output":
      if (top.asks !== null) return answered(state, top, action);
      return scrolled(state, top, action);
    case "help":
    case "explain":
      return scrolled(state, top, action);
  }
}

type Scrolling = Extract<Overlay, { scroll: number }>;

/** What is too long for its window moves. */
function scrolled(state: State, top: Scrolling, action: Action): Step | null {
  const by = stepOf(action);
  return by === null ? null : still(onTop(state, { ...top, scroll: scrolledBy(state, top, by) }));
}

/** A line typed for a command that asked. */
function answered(state: State, top: Extract<Overlay, { kind: "output" }>, action: Action): Step | null {
  if (top.asks === null) return null;
  const edit = editOf(top.asks, action);
  if (edit !== null) return still(onTop(state, { ...top, asks: edit }));
  if (action !== "submit") return null;
  const { text } = top.asks;
  return {
    state: onTop(state, { ...top, text: `${top.text}${text}\n`, asks: null }),
    effects: [{ kind: "commandInput", text }],
  };
}

function explained(state: State, orderId: string): Step {
  const overlay = { kind: "explain" as const, orderId, timeline: null, problem: null, scroll: 0 };
  return { state: opened(state, overlay), effects: [{ kind: "explain", id: orderId }] };
}

/** Why an action cannot be done now, for the user; nothing is hidden without a word. */
function refused(state: State, pick: (t: ReturnType<typeof messagesOf>["tui"]) => string): Step {
  return still(withToast(state, pick(messagesOf(state.settings.lang).tui), "warning", state.now));
}

/** An action upon the screen itself. */
function actWithout(state: State, action: Action): Step {
  if (isScreen(action)) return goTo(state, action, state.now);
  const symbol = focusedSymbol(state);
  const order = focusedOrder(state);
  switch (action) {
    case "back":
      return back(state);
    case "help":
      return still(opened(state, { kind: "help", scroll: 0 }));
    case "search":
      return openSearch(state);
    case "palette":
      return still(opened(state, { kind: "palette", field: fieldOf(""), cursor: 0, past: null }));
    case "refresh":
      return { state, effects: [{ kind: "refresh" }, { kind: "loadDays" }, { kind: "repaint" }] };
    case "open":
      if (state.dashboard.focus === "openOrders" && order !== null) return explained(state, order.id);
      return symbol === null ? refused(state, (t) => t.noSymbol) : openInstrument(state, symbol);
    case "buy":
    case "sell":
      return symbol === null ? refused(state, (t) => t.noSymbol) : openTicket(state, symbol, action);
    case "watch":
      return symbol === null ? refused(state, (t) => t.noSymbol) : toggledWatch(state, symbol, state.now);
    case "nextList":
    case "previousList":
      return state.lists.length < 2
        ? refused(state, (t) => t.oneList)
        : shownList(state, action === "nextList" ? 1 : -1);
    case "moveUp":
    case "moveDown":
      if (state.dashboard.focus !== "watchlist") return refused(state, (t) => t.moveInWatchlist);
      return movedWatch(state, action === "moveUp" ? -1 : 1);
    case "cancel":
    case "amend":
      if (order === null) return refused(state, (t) => t.noOrder);
      if (!isOpen(order)) return refused(state, (t) => t.orderEnded);
      if (action === "amend") return openAmend(state, order);
      return still(opened(state, { kind: "confirm", question: { kind: "cancel", order } }));
    case "cancelAll": {
      const count = state.openOrders.length;
      if (count === 0) return refused(state, (t) => t.noOpenOrders);
      return still(opened(state, { kind: "confirm", question: { kind: "cancelAll", count } }));
    }
    case "explain": {
      const id = focusedOrderId(state);
      return id === null ? refused(state, (t) => t.noOrder) : explained(state, id);
    }
    default:
      return (state.screen === "settings" ? actOnSettings(state, action, state.now) : null) ??
        actOnScreen(state, action) ??
        still(state);
  }
}
