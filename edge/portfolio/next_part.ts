// Works through the accounts of an action part by part.
import { event } from "@hoga/events";
import { type Part, PART_MAX } from "./rights.ts";
import type { PortfolioUnit } from "./unit.ts";

/** Asks for the part after the accounts `accountIds` of `part`, unless they were the last. */
export function nextPart(
  unit: PortfolioUnit,
  { actionId, step }: Part,
  accountIds: readonly string[],
  trace: { readonly traceparent?: string | undefined },
): void {
  const after = accountIds[PART_MAX - 1];
  if (after === undefined) return;
  const part = { actionId, step, after };
  unit.events.push(event("CorporateActionContinued", actionId, `${step}/${after}`, unit.now, part, trace));
}
