// Answers to what the screen asked for.
import { messagesOf } from "../../i18n/mod.ts";
import { still, withToast } from "./data.ts";
import type { Effect, Message, Step } from "./messages.ts";
import type { State } from "./model.ts";
import { isSameLine, type Overlay, type TicketOverlay } from "./windows.ts";
import { ordersRows } from "./select.ts";
import { fieldOf } from "./text_field.ts";

const OUTPUT_MAX = 200_000;

function mapped(state: State, change: (overlay: Overlay) => Overlay): State {
  return { ...state, overlays: state.overlays.map(change) };
}

/** Puts an answer into the state; null when `message` is none. An answer to what is not asked any more changes nothing. */
export function receiveAnswer(state: State, message: Message): Step | null {
  switch (message.kind) {
    case "instrument": {
      const { instrument } = message;
      const view = state.instrument.symbol === instrument.symbol
        ? { ...state.instrument, instrument, problem: null }
        : state.instrument;
      return still(
        mapped(
          { ...state, instrument: view },
          (overlay) => {
            if (overlay.kind === "ticket" && overlay.symbol === instrument.symbol) return { ...overlay, instrument };
            const isAmended = overlay.kind === "amend" && overlay.order.symbol === instrument.symbol;
            return isAmended ? { ...overlay, instrument } : overlay;
          },
        ),
      );
    }
    case "instrumentProblem":
      if (state.instrument.symbol !== message.symbol) return still(state);
      return still({ ...state, instrument: { ...state.instrument, problem: message.problem } });
    case "candles": {
      const { candles } = message;
      const isAsked = state.instrument.symbol === candles.symbol && state.instrument.interval === candles.interval;
      return still(isAsked ? { ...state, instrument: { ...state.instrument, candles } } : state);
    }
    case "found":
      return still(mapped(state, (overlay) => {
        if (overlay.kind !== "search" || overlay.field.text.trim() !== message.text) return overlay;
        return { ...overlay, asked: message.text, results: message.results, problem: message.problem, cursor: 0 };
      }));
    case "orders": {
      if (state.orders.filter !== message.filter) return still(state);
      const orders = { ...state.orders, orders: message.orders, problem: null };
      const cursor = Math.max(0, Math.min(orders.cursor, ordersRows(orders, state) - 1));
      return still({ ...state, orders: { ...orders, cursor } });
    }
    case "trades":
      return still({ ...state, history: { ...state.history, trades: message.trades, problem: null } });
    case "ledger":
      return still({ ...state, history: { ...state.history, ledger: message.entries, problem: null } });
    case "listProblem":
      return still({ ...state, [message.of]: { ...state[message.of], problem: message.problem } });
    case "timeline":
    case "noTimeline":
      return still(mapped(state, (overlay) => {
        if (message.kind === "timeline" && overlay.kind === "ticket") return withPast(overlay, message);
        if (overlay.kind !== "explain" || overlay.orderId !== message.orderId) return overlay;
        return message.kind === "timeline"
          ? { ...overlay, timeline: message.timeline, problem: null }
          : { ...overlay, problem: message.problem };
      }));
    default:
      return receiveChange(state, message) ?? receiveCommand(state, message);
  }
}

/** The ticket of an order that was placed with all that was told of it, also before its window knew of it. */
function withPast(ticket: TicketOverlay, { orderId, timeline }: Extract<Message, { kind: "timeline" }>): Overlay {
  const { stage } = ticket;
  if (stage.kind !== "placed" || stage.order.id !== orderId) return ticket;
  const { entries } = timeline;
  const since = stage.events.filter((line) => !entries.some((one) => isSameLine(one, line)));
  return { ...ticket, stage: { ...stage, events: [...entries, ...since] } };
}

/** What became of an order, a cancel or an amendment, and of settings. */
function receiveChange(state: State, message: Message): Step | null {
  const t = messagesOf(state.settings.lang);
  const refresh: Effect[] = [{ kind: "refresh" }];
  switch (message.kind) {
    // The ticket has been closed meanwhile.
    case "placed":
      return { state, effects: refresh };
    case "notPlaced":
      return { state: withToast(state, message.why, "danger", state.now), effects: refresh };
    case "changed": {
      const overlays = state.overlays.filter(({ kind }) => kind !== "amend");
      const text = t.tui.orderNow(message.order.name, t.order.status[message.order.status]);
      const effects: Effect[] = state.screen === "orders"
        ? [...refresh, { kind: "loadOrders", filter: state.orders.filter }]
        : refresh;
      return { state: withToast({ ...state, overlays }, text, "good", message.now), effects };
    }
    case "canceledAll":
      return { state: withToast(state, t.order.canceledCount(message.count), "good", message.now), effects: refresh };
    case "notChanged": {
      const isInForm = state.overlays.some(({ kind }) => kind === "amend");
      if (!isInForm) return { state: withToast(state, message.why, "danger", message.now), effects: refresh };
      return still(
        mapped(
          state,
          (overlay) => overlay.kind === "amend" ? { ...overlay, isSending: false, problem: message.why } : overlay,
        ),
      );
    }
    case "saved": {
      const { settings } = message;
      const changesStack = (["clock", "speed", "feed", "tape"] as const).some((name) =>
        settings[name] !== state.settings[name]
      );
      const next: State = { ...state, settings };
      if (!changesStack) return still(next);
      if (!state.isOwnStack) return still(withToast(next, t.tui.stackLater, "warning", state.now));
      return still({ ...next, overlays: [...next.overlays, { kind: "confirm", question: { kind: "restart" } }] });
    }
    case "toast":
      return still(withToast(state, message.text, message.tone, message.now));
    default:
      return null;
  }
}

/** What a command of the palette prints, asks and returns. */
function receiveCommand(state: State, message: Message): Step | null {
  const change = (next: (overlay: Extract<Overlay, { kind: "output" }>) => Overlay): Step =>
    still(mapped(state, (overlay) => overlay.kind === "output" && overlay.exit === null ? next(overlay) : overlay));
  switch (message.kind) {
    case "output":
      return change((overlay) => ({ ...overlay, text: (overlay.text + message.text).slice(-OUTPUT_MAX) }));
    case "asks":
      return change((overlay) => ({ ...overlay, asks: fieldOf("") }));
    case "commandEnded": {
      const step = change((overlay) => ({ ...overlay, exit: message.exit, asks: null }));
      // A command may have changed anything.
      return { ...step, effects: [{ kind: "refresh" }] };
    }
    default:
      return null;
  }
}
