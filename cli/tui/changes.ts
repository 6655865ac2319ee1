// Effects that change something: an order placed, changed or taken back.
import type { Client } from "../api/client.ts";
import type { PlaceOrder } from "../api/documents.ts";
import { placeOnce } from "../commands/place_once.ts";
import { CliError } from "../errors.ts";
import { asked } from "./asking.ts";
import type { Live } from "./live.ts";
import type { Effect, Message } from "./state/messages.ts";
import { sentenceOf } from "./world.ts";

type Change = Extract<Effect, { kind: "makeKey" | "place" | "cancel" | "cancelAll" | "amend" }>;

/** Failures after which nobody knows whether the order was placed. */
const UNANSWERED = new Set(["unavailable", "internal", "interrupted", "bad_answer"]);

export function createChanges(live: Live): (effect: Change) => Promise<void> {
  const { world, dispatch } = live;
  const { host } = world.ctx;
  const changed = (work: (client: Client) => Promise<Message>) =>
    asked(live, work, (why) => ({ kind: "notChanged", why, now: host.now() }));

  async function place(key: string, order: PlaceOrder): Promise<void> {
    try {
      const placed = await placeOnce(world.client(), order, { key, waitSeconds: undefined }, world.ctx);
      dispatch({ kind: "placed", key, order: placed, now: host.now() });
    } catch (error) {
      const isUnknown = !(error instanceof CliError) || UNANSWERED.has(error.code);
      dispatch({ kind: "notPlaced", key, why: sentenceOf(error), isUnknown });
    }
  }

  return async (effect) => {
    switch (effect.kind) {
      case "makeKey":
        return dispatch({ kind: "newKey", key: host.newKey() });
      case "place":
        return await place(effect.key, effect.order);
      case "cancel":
        return await changed(async (client) => {
          const order = await client.cancelOrder(effect.id);
          return { kind: "changed", order, now: host.now() };
        });
      case "cancelAll":
        return await changed(async (client) => {
          const { orders } = await client.cancelAll(undefined);
          return { kind: "canceledAll", count: orders.length, now: host.now() };
        });
      case "amend":
        return await changed(async (client) => {
          const order = await client.amendOrder(effect.id, effect.change);
          return { kind: "changed", order, now: host.now() };
        });
    }
  };
}
