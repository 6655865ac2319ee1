// hoga order explain ID
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedId } from "../../input/id.ts";
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
  const { columns, order } = ctx.t;
  await ctx.emit(timeline, async (view) => {
    await printOrder({ ...timeline.order, waitingFor: null }, ctx, view);
    view.line("");
    view.table(
      [{ title: columns.at }, { title: columns.event }, { title: columns.message }],
      timeline.entries.map((entry) => [formatTime(entry.at), entry.type, entry.message]),
    );
    if (timeline.waitingFor !== null) view.line(`${order.fields.waitingFor}: ${timeline.waitingFor}`);
  });
}
