// The day of a dividend's payment came: it is kept, and the accounts are paid in parts.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onDividendPayable = reaction<"DividendPayable", Touched, PortfolioUnit>(
  "DividendPayable",
  ({ data }) => ({ accountId: null, actionIds: [data.actionId] }),
  ({ data, trace }, unit) => {
    const { actionId, payAt } = data;
    const action = unit.rights.action(actionId);
    if (action === null) return "too_early";
    if (action.payAt !== null) return "done";
    unit.rights.putAction({ ...action, payAt });
    const part = { actionId, step: "pay" as const, after: "" };
    unit.events.push(event("CorporateActionContinued", actionId, "pay/", unit.now, part, trace));
    return "done";
  },
);
