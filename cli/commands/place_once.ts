// An order that is placed once, whatever happens to the connection.
import type { Client } from "../api/client.ts";
import type { Order, PlaceOrder } from "../api/documents.ts";
import type { Context } from "../context.ts";
import { CliError } from "../errors.ts";
import { keepNote, removeNote } from "../pending_orders.ts";

/** A note on disk outlives this process, so that an order whose answer was lost can be asked about by its key. */
export async function placeOnce(
  client: Client,
  order: PlaceOrder,
  options: { key: string; waitSeconds: number | undefined },
  ctx: Context,
): Promise<Order> {
  const { host, paths, t } = ctx;
  await keepNote(paths.stateDir, { key: options.key, order, startedAt: new Date(host.now()).toISOString() });
  try {
    const placed = await client.placeOrder(order, options);
    await removeNote(paths.stateDir, options.key);
    return placed;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const isUnanswered = ["unavailable", "internal", "interrupted", "bad_answer"].includes(error.code);
    if (!isUnanswered) {
      await removeNote(paths.stateDir, options.key);
      throw error;
    }
    throw new CliError(error.code, error.exit, error.message, {
      hint: t.order.unanswered(options.key),
      retryable: error.retryable,
      traceId: error.traceId ?? undefined,
      cause: error,
    });
  }
}
