// Matching users' orders against each other and the tape, price then time. Pure: time, the tape and the orders are arguments.

export type {
  BookRules,
  BookSnapshot,
  Ended,
  EngineOrder,
  Fill,
  Halt,
  Mode,
  NewOrder,
  OrderType,
  Outcome,
} from "./types.ts";
export { type Book, drain, openBook } from "./book.ts";
export { adopt, amend, cancel, enter, type NewTerms } from "./enter.ts";
export { advance, close } from "./advance.ts";
export { restore, snapshot } from "./snapshot.ts";
export { type Standing, standing } from "./standing.ts";
