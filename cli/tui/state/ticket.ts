// The order ticket: its terms, how keys change them, and what becomes of the order.
import { commission, kstDate, tickSize } from "@hoga/krx";
import type { PlaceOrder, Quote } from "../../api/documents.ts";
import type { Action } from "../keymap.ts";
import { cycled } from "./cycle.ts";
import { still } from "./data.ts";
import type { Effect, Key, Message, Step } from "./messages.ts";
import { type State } from "./model.ts";
import { TICKET_TYPES, type TicketField, type TicketOverlay, type TicketType } from "./windows.ts";
import { erased, fieldOf, withDigits } from "./text_field.ts";

const TIFS = ["day", "ioc", "fok"] as const;

/** Whether a type of order has a price of its own, and a price that sets it off. */
export function pricesOf(type: TicketType): { readonly hasPrice: boolean; readonly hasStop: boolean } {
  return {
    hasPrice: type === "limit" || type === "conditional_limit" || type === "stop_limit",
    hasStop: type === "stop_limit",
  };
}

/** The fields of the ticket in their order; those without a meaning for its type are left out. */
export function fieldsOf(ticket: TicketOverlay): readonly TicketField[] {
  const { hasPrice, hasStop } = pricesOf(ticket.type);
  return [
    "side",
    "type",
    ...(hasPrice ? ["price" as const] : []),
    ...(hasStop ? ["stop" as const] : []),
    "quantity",
    "tif",
  ];
}

/** Opens a ticket. A limit price starts at the price that trades at once: the best ask to buy, the best bid to sell. */
export function openTicket(state: State, symbol: string, side: "buy" | "sell", price?: number): Step {
  const quote = state.quotes.get(symbol);
  const start = price ?? (side === "buy" ? quote?.ask : quote?.bid) ?? quote?.last;
  const known = state.instrument.symbol === symbol ? state.instrument.instrument : null;
  const ticket: TicketOverlay = {
    kind: "ticket",
    symbol,
    instrument: known,
    side,
    type: "limit",
    price: fieldOf(start === undefined ? "" : String(start)),
    stop: fieldOf(""),
    quantity: fieldOf(""),
    tif: "day",
    field: "quantity",
    preview: null,
    problem: null,
    asked: 0,
    stage: { kind: "edit" },
  };
  const effects: Effect[] = known === null ? [{ kind: "loadInstrument", symbol }] : [];
  return { state: { ...state, overlays: [...state.overlays, ticket] }, effects };
}

/** The number in a field, or null. */
export function numberIn(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) > 0 && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}

/** The order that the ticket describes, or null while it lacks something. */
export function termsOf(ticket: TicketOverlay): PlaceOrder | null {
  const { hasPrice, hasStop } = pricesOf(ticket.type);
  const quantity = numberIn(ticket.quantity.text);
  const limitPrice = hasPrice ? numberIn(ticket.price.text) : null;
  const stopPrice = hasStop ? numberIn(ticket.stop.text) : null;
  if (quantity === null || (hasPrice && limitPrice === null) || (hasStop && stopPrice === null)) return null;
  return {
    symbol: ticket.symbol,
    side: ticket.side,
    type: ticket.type,
    timeInForce: ticket.tif,
    quantity,
    limitPrice,
    ...(stopPrice === null ? {} : { stopPrice }),
  };
}

/** The ticket in place of the one that is open, and a preview of its terms asked for where they changed. */
function withTicket(state: State, ticket: TicketOverlay): Step {
  const asked = ticket.asked + 1;
  const order = termsOf(ticket);
  const next: TicketOverlay = { ...ticket, asked, problem: null, preview: order === null ? null : ticket.preview };
  const effects: Effect[] = order === null ? [] : [{ kind: "preview", asked, order }];
  return { state: replaced(state, next), effects };
}

/** The state with `ticket` in place of the one that is open. */
export function replaced(state: State, ticket: TicketOverlay): State {
  return { ...state, overlays: state.overlays.map((overlay) => overlay.kind === "ticket" ? ticket : overlay) };
}

export function ticketOf(state: State): TicketOverlay | null {
  return state.overlays.find((overlay) => overlay.kind === "ticket") ?? null;
}

/**
 * The next price on the tick above or below, within the day's limits (won). Downwards the tick is that of the price below: from 50,000 won
 * the next lower price of a stock is 49,950.
 */
export function stepped(
  price: number,
  direction: 1 | -1,
  ticket: Pick<TicketOverlay, "instrument">,
  quote: Quote | undefined,
): number {
  const kind = ticket.instrument?.kind ?? "stock";
  const market = ticket.instrument?.market ?? "KOSPI";
  const date = kstDate(Date.parse(quote?.at ?? "2025-01-02T00:00:00+09:00"));
  const tick = tickSize(direction === 1 ? price : Math.max(1, price - 1), kind, date, market);
  const next = direction === 1 ? Math.floor(price / tick) * tick + tick : Math.ceil(price / tick) * tick - tick;
  const low = quote?.lowerLimit ?? 1;
  const high = quote?.upperLimit ?? Number.MAX_SAFE_INTEGER;
  return Math.max(low, Math.min(high, next));
}

/**
 * The shares that `percent` of the buying power pays for, commission included, or that share of what can be sold. A type without a price of
 * its own holds cash at the upper limit, so that is what its shares cost here.
 */
export function quantityFor(state: State, ticket: TicketOverlay, percent: number): number {
  if (ticket.side === "sell") {
    const sellable = state.portfolio?.positions.find(({ symbol }) => symbol === ticket.symbol)?.sellable ?? 0;
    return Math.floor(sellable * percent / 100);
  }
  const quote = state.quotes.get(ticket.symbol);
  const own = ticket.type === "conditional_limit" ? null : numberIn(ticket.price.text);
  const price = pricesOf(ticket.type).hasPrice ? own ?? quote?.upperLimit : quote?.upperLimit;
  const cash = Math.floor((state.portfolio?.cash.available ?? 0) * percent / 100);
  if (price === undefined || price === null || price <= 0 || cash <= 0) return 0;
  let quantity = Math.floor(cash / price);
  while (quantity > 0 && quantity * price + commission(quantity * price) > cash) quantity--;
  return quantity;
}

function moreOrLess(state: State, ticket: TicketOverlay, by: 1 | -1): Step {
  const quote = state.quotes.get(ticket.symbol);
  switch (ticket.field) {
    case "side":
      return withTicket(state, { ...ticket, side: ticket.side === "buy" ? "sell" : "buy" });
    case "type":
      return withTicket(state, { ...ticket, type: cycled(TICKET_TYPES, ticket.type, by) });
    case "tif":
      return withTicket(state, { ...ticket, tif: cycled(TIFS, ticket.tif, by) });
    case "quantity": {
      const quantity = Math.max(0, (numberIn(ticket.quantity.text) ?? 0) + by);
      return withTicket(state, { ...ticket, quantity: fieldOf(quantity === 0 ? "" : String(quantity)) });
    }
    case "price":
    case "stop": {
      const known = numberIn(ticket[ticket.field].text) ?? quote?.last;
      if (known === undefined) return still(state);
      return withTicket(state, { ...ticket, [ticket.field]: fieldOf(String(stepped(known, by, ticket, quote))) });
    }
  }
}

function moved(state: State, ticket: TicketOverlay, by: 1 | -1): Step {
  return still(replaced(state, { ...ticket, field: cycled(fieldsOf(ticket), ticket.field, by) }));
}

const PERCENTS: Partial<Record<Action, number>> = { percent10: 10, percent25: 25, percent50: 50, percent100: 100 };

/** What an action does to the open ticket; null when the ticket does not know it. */
export function actOnTicket(state: State, ticket: TicketOverlay, action: Action): Step | null {
  const percent = PERCENTS[action];
  if (percent !== undefined) {
    const quantity = quantityFor(state, ticket, percent);
    return withTicket(state, {
      ...ticket,
      field: "quantity",
      quantity: fieldOf(quantity === 0 ? "" : String(quantity)),
    });
  }
  switch (action) {
    case "nextField":
      return moved(state, ticket, 1);
    case "previousField":
      return moved(state, ticket, -1);
    case "more":
      return moreOrLess(state, ticket, 1);
    case "less":
      return moreOrLess(state, ticket, -1);
    case "erase":
      return edited(state, ticket, (field) => erased(field, "before"));
    case "eraseWord":
      return edited(state, ticket, () => fieldOf(""));
    case "submit":
      return submitted(state, ticket);
    case "yes":
    case "retry":
      return sent(state, ticket);
    case "no":
      return still(replaced(state, { ...ticket, stage: { kind: "edit" } }));
    default:
      return null;
  }
}

/** Characters typed into the ticket: digits go into the field of numbers that has the focus. */
export function typeIntoTicket(state: State, ticket: TicketOverlay, key: Pick<Key, "text">): Step {
  if (ticket.stage.kind !== "edit") return still(state);
  const target = ticket.field === "price" || ticket.field === "stop" ? ticket.field : "quantity";
  const field = withDigits(ticket[target], key.text);
  return field === null ? still(state) : withTicket(state, { ...ticket, field: target, [target]: field });
}

function edited(
  state: State,
  ticket: TicketOverlay,
  change: (field: TicketOverlay["price"]) => TicketOverlay["price"],
): Step {
  const { field } = ticket;
  if (field !== "price" && field !== "stop" && field !== "quantity") return still(state);
  return withTicket(state, { ...ticket, [field]: change(ticket[field]) });
}

/** Enter: what is incomplete is asked for, what is complete gets its key and, unless that was turned off, a question. */
function submitted(state: State, ticket: TicketOverlay): Step {
  if (termsOf(ticket) !== null) return { state, effects: [{ kind: "makeKey" }] };
  const missing = fieldsOf(ticket).find((field) =>
    (field === "price" || field === "stop" || field === "quantity") && numberIn(ticket[field].text) === null
  );
  return still(replaced(state, { ...ticket, field: missing ?? ticket.field }));
}

/** Sends the order under the key that it has; after a lost answer that is the same key again. */
function sent(state: State, ticket: TicketOverlay): Step {
  const order = termsOf(ticket);
  const { stage } = ticket;
  if (order === null || (stage.kind !== "confirm" && stage.kind !== "unknown")) return still(state);
  return {
    state: replaced(state, { ...ticket, stage: { kind: "sending", key: stage.key } }),
    effects: [{ kind: "place", key: stage.key, order }],
  };
}

/** Answers that are about the open ticket; null for others. */
export function receiveForTicket(state: State, message: Message): Step | null {
  const ticket = ticketOf(state);
  if (ticket === null) return null;
  switch (message.kind) {
    case "previewed":
      return still(message.asked === ticket.asked ? replaced(state, { ...ticket, preview: message.preview }) : state);
    case "previewRefused":
      if (message.asked !== ticket.asked) return still(state);
      return still(replaced(state, { ...ticket, preview: null, problem: message.problem }));
    case "newKey": {
      if (ticket.stage.kind !== "edit") return still(state);
      const asking = { ...ticket, stage: { kind: "confirm" as const, key: message.key } };
      return state.settings.confirm ? still(replaced(state, asking)) : sent(replaced(state, asking), asking);
    }
    case "placed":
      if (!("key" in ticket.stage) || ticket.stage.key !== message.key) return null;
      return {
        state: replaced(state, { ...ticket, stage: { kind: "placed", order: message.order, events: [] } }),
        // What became of it before the answer came was told to nobody.
        effects: [{ kind: "refresh" }, { kind: "explain", id: message.order.id }],
      };
    case "notPlaced": {
      if (!("key" in ticket.stage) || ticket.stage.key !== message.key) return null;
      const kind = message.isUnknown ? "unknown" as const : "refused" as const;
      return still(replaced(state, { ...ticket, stage: { kind, key: message.key, why: message.why } }));
    }
    default:
      return null;
  }
}
