// How an order stands in the market, as the execution service says.
import { Standing, type StoredOrder } from "@hoga/contracts";
import type { Ask } from "../ask.ts";

/**
 * How the order stands in the market now; undefined where it never came there, and while the execution service cannot be asked. An order
 * expires at the end of its session, whose date and symbol name its book.
 */
export async function standingOf(
  ask: Ask,
  { id, symbol, expiresAt }: Pick<StoredOrder, "id" | "symbol" | "expiresAt">,
): Promise<Standing | undefined> {
  const query = { symbol, date: expiresAt.slice(0, 10) };
  const answer = await ask("execution", `/entries/${encodeURIComponent(id)}/standing`, Standing, { query });
  return "refused" in answer ? undefined : answer.value;
}
