// Every window that can lie over a screen, in each of its stages.
import { FILLED, PREVIEW, REJECTED, RESERVED, SAMSUNG, TIMELINE } from "../../testing/documents.ts";
import type { State } from "../state/model.ts";
import { fieldOf } from "../state/text_field.ts";
import type { AmendOverlay, Overlay, TicketOverlay, TicketStage } from "../state/windows.ts";

export const TICKET: TicketOverlay = {
  kind: "ticket",
  symbol: "005930",
  instrument: SAMSUNG,
  side: "buy",
  type: "limit",
  price: fieldOf("71500"),
  stop: fieldOf(""),
  quantity: fieldOf("10"),
  tif: "day",
  field: "quantity",
  preview: PREVIEW,
  problem: null,
  asked: 1,
  stage: { kind: "edit" },
};

const AMEND: AmendOverlay = {
  kind: "amend",
  order: RESERVED,
  instrument: SAMSUNG,
  price: fieldOf("71000"),
  quantity: fieldOf("10"),
  field: "price",
  problem: null,
  isSending: false,
};

const WHY = "The gateway at http://127.0.0.1:8080 did not answer within 8 s";

const STAGES: readonly TicketStage[] = [
  { kind: "confirm", key: "key-9" },
  { kind: "sending", key: "key-9" },
  { kind: "unknown", key: "key-9", why: WHY },
  { kind: "refused", key: "key-9", why: "주문가능금액이 부족합니다 (Needs 715,107 won, 1,000 available)" },
  { kind: "placed", order: FILLED, events: TIMELINE.entries },
];

const OUTPUT = "SYMBOL  NAME      LAST\n005930  삼성전자  71,500\n\x1b[31m▲ 500\x1b[0m 漢字 é\n".repeat(30);

const OVERLAYS: readonly (readonly [string, Overlay])[] = [
  ["help", { kind: "help", scroll: 3 }],
  ["search", { kind: "search", field: fieldOf("삼성"), asked: "삼성", results: [SAMSUNG], cursor: 0, problem: null }],
  ["search for nothing", { kind: "search", field: fieldOf(""), asked: "", results: [], cursor: 0, problem: null }],
  ["ticket", TICKET],
  ["ticket without numbers", {
    ...TICKET,
    side: "sell",
    type: "stop_limit",
    price: fieldOf(""),
    quantity: fieldOf(""),
    preview: null,
    problem: WHY,
  }],
  ...STAGES.map((stage): readonly [string, Overlay] => [`ticket ${stage.kind}`, { ...TICKET, stage }]),
  ["palette", { kind: "palette", field: fieldOf("ord"), cursor: 0, past: null }],
  ["amend", AMEND],
  ["amend that failed", { ...AMEND, order: REJECTED, field: "quantity", problem: WHY }],
  ["explain", { kind: "explain", orderId: "ord-2", timeline: TIMELINE, problem: null, scroll: 0 }],
  ["explain that waits", { kind: "explain", orderId: "ord-2", timeline: null, problem: null, scroll: 0 }],
  ["cancel?", { kind: "confirm", question: { kind: "cancel", order: RESERVED } }],
  ["cancel all?", { kind: "confirm", question: { kind: "cancelAll", count: 3 } }],
  ["restart?", { kind: "confirm", question: { kind: "restart" } }],
  ["drop?", { kind: "confirm", question: { kind: "dropList", name: "반도체" } }],
  ["output", { kind: "output", command: "quote 005930", text: OUTPUT, exit: 0, scroll: 5, asks: null }],
  ["output that asks", {
    kind: "output",
    command: "account reset",
    text: `${OUTPUT}Reset? [y/N] `,
    exit: null,
    scroll: 0,
    asks: fieldOf("y"),
  }],
  ["prompt", { kind: "prompt", purpose: "newList", field: fieldOf("반도체"), problem: "taken" }],
];

/** The state with each of the windows, by the name of the window. */
export function everyOverlay(state: State): readonly (readonly [string, State])[] {
  return OVERLAYS.map(([name, overlay]) => [name, { ...state, overlays: [overlay] }]);
}
