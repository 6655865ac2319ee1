// The lines of an order's life, each told in a sentence.

type Data = Readonly<Record<string, unknown>>;

const SENTENCES: Readonly<Record<string, (data: Data) => string>> = {
  OrderPlaced: () => "The order was recorded",
  FundsReserved: (data) => `${money(data, "amount", "Cash")} ${verb(data, "amount")} reserved for it`,
  SharesReserved: (data) => `${shares(data, "amount", "Shares")} ${data.amount === 1 ? "was" : "were"} reserved for it`,
  ReservationRejected: (data) => `It was rejected${because(data)}`,
  OrderReserved: () => "It waits for the market to open",
  OrderActivated: () => "The market opened and the order was checked again",
  OrderAccepted: () => "It went to the market",
  OrderRejected: (data) => `It was rejected when the market opened${because(data)}`,
  TradeExecuted: (data) => `${shares(data, "quantity", "Shares")} traded${at(data)}${inAuction(data)}`,
  OrderFilled: (data) => {
    const traded = number(data, "quantity");
    return traded === null
      ? "It was filled"
      : `${shares(data, "quantity", "")} traded${at(data)}${inAuction(data)}: it is filled`;
  },
  OrderUnfilled: (data) => `What was left of it found no match${because(data)}`,
  OrderExpired: (data) => `It ended with the session${because(data)}`,
  CancelRequested: () => "Its cancellation was asked for",
  OrderCanceled: (data) => `It was canceled${because(data)}`,
  CancelRejected: (data) => `It could not be canceled${because(data)}`,
  AmendRequested: (data) => `A change was asked for${terms(data)}`,
  OrderAmended: (data) => `It was changed${terms(data)}`,
  AmendRejected: (data) => `The change was refused${because(data)}`,
  HoldChangeRequested: (data) => `More is to be reserved for it: ${money(data, "amount", "cash")}`,
  HoldChanged: (data) => `What is reserved for it was changed${toAmount(data)}`,
  HoldReleased: (data) => `${held(data)} free again`,
};

/** The sentence for a line of type `type`; one that is not known is told by its name in words. */
export function timelineMessage(type: string, data: Data): string {
  const sentence = Object.hasOwn(SENTENCES, type) ? SENTENCES[type] : undefined;
  return sentence?.(data) ?? type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
}

function number(data: Data, name: string): number | null {
  const value = data[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function money(data: Data, name: string, otherwise: string): string {
  const amount = number(data, name);
  return amount === null ? otherwise : `${count(amount)} won`;
}

function verb(data: Data, name: string): string {
  return number(data, name) === null ? "was" : "were";
}

function shares(data: Data, name: string, otherwise: string): string {
  const quantity = number(data, name);
  if (quantity === null) return otherwise;
  return quantity === 1 ? "1 share" : `${count(quantity)} shares`;
}

function at(data: Data): string {
  return number(data, "price") === null ? "" : ` at ${money(data, "price", "")}`;
}

function inAuction(data: Data): string {
  if (data.rule === "opening_auction") return " in the opening auction";
  return data.rule === "closing_auction" ? " in the closing auction" : "";
}

/** The changed terms, as far as they are told. */
function terms(data: Data): string {
  const parts = [
    number(data, "quantity") === null ? [] : [shares(data, "quantity", "")],
    number(data, "limitPrice") === null ? [] : [`limit ${money(data, "limitPrice", "")}`],
  ].flat();
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function toAmount(data: Data): string {
  return number(data, "amount") === null ? "" : `: ${count(number(data, "amount") ?? 0)}`;
}

function held(data: Data): string {
  const amount = number(data, "amount");
  if (amount === null) return "What was left of its reservation is";
  const isShares = typeof data.asset === "string" && data.asset !== "KRW";
  if (isShares) return `${shares(data, "amount", "")} ${amount === 1 ? "is" : "are"}`;
  return `${count(amount)} won are`;
}

/** The reason, where one is given: a sentence, or a code and its sentence. */
function because(data: Data): string {
  const { reason } = data;
  const text = typeof reason === "object" && reason !== null && "message" in reason ? reason.message : reason;
  return typeof text === "string" && text !== "" ? `: ${text}` : "";
}
