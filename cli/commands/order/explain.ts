// hoga order explain ID
import type { Command } from "commander";
import { reasonSentence } from "../../api/answers.ts";
import type { Order, Timeline } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { checkedId } from "../../input/id.ts";
import { formatNumber, formatShares, formatWon } from "../../output/money.ts";
import { printOrder } from "../../output/order.ts";
import { formatTime } from "../../output/time.ts";
import { define } from "../define.ts";

export interface ExplainOptions {
  readonly id: string;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(order, ctx, "explain", help.orderExplain, ["hoga order explain ID", "hoga order explain ID --json"])
    .argument("<id>", help.argument.id)
    .action((id: string) => ctx.run(() => run({ id }, ctx)));
}

export async function run(options: ExplainOptions, ctx: Context): Promise<void> {
  const id = checkedId(options.id, ctx.t);
  const timeline = await (await ctx.api()).timeline(id);
  const { explain } = ctx.t.order;
  await ctx.emit(timeline, async (view) => {
    await printOrder({ ...timeline.order, waitingFor: null }, ctx, view);
    view.line("");
    view.table(
      [{ title: explain.time }, { title: ctx.t.columns.message }],
      timeline.entries.map((entry) => [formatTime(entry.at), entry.message]),
    );
    view.line("");
    view.line({ text: await conclusion(timeline, ctx), tone: "bold" });
  });
}

/** How an order that has ended came to its end, or why one that is open has not filled. */
async function conclusion({ order, waitingFor }: Timeline, ctx: Context): Promise<string> {
  const { explain } = ctx.t.order;
  switch (order.status) {
    case "filled":
    case "canceled":
    case "rejected":
    case "expired":
      return `${explain.howEnded}: ${await outcome(order, ctx)}`;
    default: {
      const label = order.filledQuantity === 0 ? explain.whyOpen : explain.whyRestOpen;
      return `${label}: ${waitingFor ?? explain.unknown}`;
    }
  }
}

async function outcome(order: Order, { lang, t }: Context): Promise<string> {
  const { explain, status } = t.order;
  const { filledQuantity, quantity, averagePrice, reason } = order;
  const filled = averagePrice === null
    ? explain.nothingFilled
    : explain.filled(formatNumber(filledQuantity), formatShares(quantity, t), formatWon(averagePrice, t));
  const told = `${status[order.status]}, ${filled}`;
  if (reason === null) return told;
  return `${told}: ${reasonSentence(await import("@hoga/contracts"), lang, reason.code, reason.message)}`;
}
