// A session opened: the orders reserved for it go to the market (the batch has seen to that before this runs).
import { reaction } from "@hoga/outbox";

import type { OrderUnit, Touched } from "../unit.ts";

export const onSessionOpened = reaction<"SessionOpened", Touched, OrderUnit>(
  "SessionOpened",
  ({ data }) => ({ activate: [{ date: data.date, opensAt: data.opensAt }] }),
  () => "done",
);
