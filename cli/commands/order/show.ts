// hoga order show ID
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedId } from "../../input/id.ts";
import { printOrder } from "../../output/order.ts";
import { define } from "../define.ts";

export interface ShowOptions {
  readonly id: string;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(order, ctx, "show", help.orderShow, ["hoga order show ID", "hoga order show ID --json"])
    .argument("<id>", help.argument.id)
    .action((id: string) => ctx.run(() => run({ id }, ctx)));
}

export async function run(options: ShowOptions, ctx: Context): Promise<void> {
  const id = checkedId(options.id, ctx.t);
  const order = await (await ctx.api()).order(id);
  await ctx.emit(order, (view) => printOrder(order, ctx, view));
}
