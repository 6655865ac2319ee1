// A part of the accounts is due: they are given what an action brings, and the next part is asked for.
import { reaction } from "@hoga/outbox";
import { isAwaited, payEntitlement } from "../corporate_actions.ts";
import { nextPart } from "../next_part.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onCorporateActionContinued = reaction<"CorporateActionContinued", Touched, PortfolioUnit>(
  "CorporateActionContinued",
  ({ data }) => ({ accountId: null, actionIds: [data.actionId], part: data }),
  ({ data, trace }, unit) => {
    const action = unit.rights.action(data.actionId);
    if (action === null) return "too_early";
    const accountIds = unit.rights.accountsOf(data);
    if (data.step === "pay") {
      for (const entitlement of unit.rights.unpaid(action.id)) payEntitlement(unit, action, entitlement);
    } else {
      // All but these have been given it before this runs. Work that is under way for them and does not know of the action yet is made to
      // be decided anew: it meets another version of their balances, finds the action, and gives it to them.
      for (const accountId of accountIds.filter((id) => isAwaited(unit, action, id))) {
        for (const [asset, balance] of unit.balancesOf(accountId)) unit.putBalance(accountId, asset, balance);
      }
    }
    nextPart(unit, data, accountIds, trace);
    return "done";
  },
);
