// Matching users' orders against the tape, price then time. Pure: a book and what happens to it go in, the next book and its fills come out.

export type { BookState, Ended, EngineOrder, Fill, MatchRules, NewOrder, QuoteFault, StepResult } from "./types.ts";
export { cancel, closeBook, emptyBook, joinBooks } from "./book.ts";
export { advance } from "./advance.ts";
export { amend, enter } from "./enter.ts";
