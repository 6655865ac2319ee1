// The form that changes an open order.
import type { Order } from "../../api/documents.ts";
import type { Action } from "../keymap.ts";
import { still } from "./data.ts";
import type { Effect, Key, Step } from "./messages.ts";
import type { State } from "./model.ts";
import type { AmendOverlay } from "./windows.ts";
import { erased, fieldOf, withDigits } from "./text_field.ts";
import { numberIn, stepped } from "./ticket.ts";

/** Opens the form with the order's terms as they are. */
export function openAmend(state: State, order: Order): Step {
  const known = state.instrument.symbol === order.symbol ? state.instrument.instrument : null;
  const amend: AmendOverlay = {
    kind: "amend",
    order,
    instrument: known,
    price: fieldOf(order.limitPrice === null ? "" : String(order.limitPrice)),
    quantity: fieldOf(String(order.quantity)),
    field: order.limitPrice === null ? "quantity" : "price",
    problem: null,
    isSending: false,
  };
  const effects: Effect[] = known === null ? [{ kind: "loadInstrument", symbol: order.symbol }] : [];
  return { state: { ...state, overlays: [...state.overlays, amend] }, effects };
}

function replaced(state: State, amend: AmendOverlay): State {
  return { ...state, overlays: state.overlays.map((overlay) => overlay.kind === "amend" ? amend : overlay) };
}

/** What an action does to the form; null when the form does not know it. */
export function actOnAmend(state: State, amend: AmendOverlay, action: Action): Step | null {
  if (amend.isSending) return action === "back" ? null : still(state);
  switch (action) {
    case "nextField":
    case "previousField": {
      const field = amend.field === "quantity" && amend.order.limitPrice !== null ? "price" : "quantity";
      return still(replaced(state, { ...amend, field }));
    }
    case "more":
      return still(replaced(state, steppedAmend(state, amend, 1)));
    case "less":
      return still(replaced(state, steppedAmend(state, amend, -1)));
    case "erase":
      return still(replaced(state, { ...amend, [amend.field]: erased(amend[amend.field], "before") }));
    case "eraseWord":
      return still(replaced(state, { ...amend, [amend.field]: fieldOf("") }));
    case "submit":
      return submitted(state, amend);
    default:
      return null;
  }
}

export function typeIntoAmend(state: State, amend: AmendOverlay, key: Pick<Key, "text">): Step {
  const field = withDigits(amend[amend.field], key.text);
  if (field === null || amend.isSending) return still(state);
  return still(replaced(state, { ...amend, problem: null, [amend.field]: field }));
}

function steppedAmend(state: State, amend: AmendOverlay, by: 1 | -1): AmendOverlay {
  const value = numberIn(amend[amend.field].text);
  if (amend.field === "quantity") {
    return { ...amend, quantity: fieldOf(String(Math.max(1, (value ?? 0) + by))) };
  }
  const quote = state.quotes.get(amend.order.symbol);
  const from = value ?? quote?.last;
  if (from === undefined) return amend;
  return { ...amend, price: fieldOf(String(stepped(from, by, amend, quote))) };
}

/** Sends what differs from the order; nothing when nothing does. What is missing is asked for. */
function submitted(state: State, amend: AmendOverlay): Step {
  const price = numberIn(amend.price.text);
  const quantity = numberIn(amend.quantity.text);
  if (amend.order.limitPrice !== null && price === null) return still(replaced(state, { ...amend, field: "price" }));
  if (quantity === null) return still(replaced(state, { ...amend, field: "quantity" }));
  const change = {
    ...(price !== null && price !== amend.order.limitPrice ? { limitPrice: price } : {}),
    ...(quantity !== amend.order.quantity ? { quantity } : {}),
  };
  if (Object.keys(change).length === 0) {
    return still({
      ...state,
      overlays: state.overlays.filter((one) => one !== amend),
    });
  }
  return {
    state: replaced(state, { ...amend, isSending: true, problem: null }),
    effects: [{ kind: "amend", id: amend.order.id, change }],
  };
}
