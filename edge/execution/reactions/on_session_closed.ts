// A session closed: the books that have live orders of that day are matched to the close, and what is left expires.
import { reaction } from "@hoga/outbox";
import type { ExecutionUnit, Touched } from "../unit.ts";

export const onSessionClosed = reaction<"SessionClosed", Touched, ExecutionUnit>(
  "SessionClosed",
  ({ data }) => ({ live: { date: data.date } }),
  // The end of every batch catches its books up with the clock; this one only has to have read them, by a clock that has reached the close.
  ({ data }, unit) => unit.now >= data.closesAt ? "done" : "too_early",
);
