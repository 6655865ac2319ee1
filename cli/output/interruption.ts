// A halt or a circuit breaker for people.
import type { Interruption } from "../api/documents.ts";
import type { Context, View } from "../context.ts";
import { formatMoment } from "./time.ts";

/** Prints what stops, and when it goes on; with `--quiet` only the id. */
export function printInterruption(one: Interruption, ctx: Context, view: View): void {
  const { ops } = ctx.t;
  if (ctx.isQuiet) return view.line(one.id);
  view.line(ops.stopped(one.symbol ?? one.market ?? ops.everything, formatMoment(one.haltedFrom, ctx.t)));
  if (one.haltedUntil === null || one.auctionUntil === null) view.line(ops.restOfDay);
  else view.line(ops.resumes(formatMoment(one.haltedUntil, ctx.t), formatMoment(one.auctionUntil, ctx.t)));
  view.line(ops.entryId(one.id));
}
