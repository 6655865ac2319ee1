// An ex-date began: the orders that wait for a session from then on are counted as after it.
import { reaction } from "@hoga/outbox";
import { adjust } from "../activation.ts";
import type { OrderUnit, Touched } from "../unit.ts";

export const onCorporateActionEffective = reaction<"CorporateActionEffective", Touched, OrderUnit>(
  "CorporateActionEffective",
  ({ data }) => data.ratio === null ? {} : { waiting: data },
  ({ data }, unit) => {
    const { actionId: id, exAt, ratio } = data;
    if (ratio === null) return "done";
    for (const order of unit.waitingOrders(data)) {
      // One that its session's opening has sent on already was adjusted then.
      if (order.pendingChange?.purpose !== "activate") adjust(unit, order, { id, exAt, ratio });
    }
    return "done";
  },
);
