// An ex-date began: the action is kept, and the accounts are given what it brings in parts.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onCorporateActionEffective = reaction<"CorporateActionEffective", Touched, PortfolioUnit>(
  "CorporateActionEffective",
  ({ data }) => ({
    accountId: null,
    actionIds: [data.actionId, ...(data.previousId === null ? [] : [data.previousId])],
  }),
  ({ data, trace }, unit) => {
    const { actionId, previousId, ...action } = data;
    if (previousId !== null && unit.rights.action(previousId) === null) return "too_early";
    if (unit.rights.action(actionId) !== null) return "done";
    unit.rights.putAction({ ...action, id: actionId, payAt: null });
    // The parts come in batches of their own: they find the action written, and so does all work that is decided after this.
    const part = { actionId, step: "ex" as const, after: "" };
    unit.events.push(event("CorporateActionContinued", actionId, "ex/", unit.now, part, trace));
    return "done";
  },
);
