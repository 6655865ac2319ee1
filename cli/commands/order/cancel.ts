// hoga order cancel ID
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedId } from "../../input/id.ts";
import { printOrder } from "../../output/order.ts";
import { define } from "../define.ts";

export interface CancelOptions {
  readonly id: string;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(order, ctx, "cancel", help.orderCancel, ["hoga order cancel ID", "hoga order cancel ID --json"])
    .argument("<id>", help.argument.id)
    .action((id: string) => ctx.run(() => run({ id }, ctx)));
}

export async function run(options: CancelOptions, ctx: Context): Promise<void> {
  const id = checkedId(options.id, ctx.t);
  const order = await (await ctx.api()).cancelOrder(id);
  await ctx.emit(order, (view) => ctx.isQuiet ? view.line(order.id) : printOrder(order, ctx, view));
}
