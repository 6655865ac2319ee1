// How an order stands in the market, as the execution service says.
import { Standing } from "@hoga/contracts";
import type { Ask } from "../ask.ts";

/** How the order stands in the market now; undefined where it never came there, and while the execution service cannot be asked. */
export async function standingOf(ask: Ask, orderId: string): Promise<Standing | undefined> {
  const answer = await ask("execution", `/entries/${encodeURIComponent(orderId)}/standing`, Standing);
  return "refused" in answer ? undefined : answer.value;
}
