// hoga order amend ID [--limit PRICE] [--stop PRICE] [--qty N]
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { checkedId } from "../../input/id.ts";
import { parsePrice, parseQuantity } from "../../input/number.ts";
import { printOrder } from "../../output/order.ts";
import { define } from "../define.ts";

export interface AmendOptions {
  readonly id: string;
  readonly limit?: string;
  readonly stop?: string;
  readonly qty?: string;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(order, ctx, "amend", help.orderAmend, [
    "hoga order amend ID --limit 71,500",
    "hoga order amend ID --stop 69,000 --limit 68,500",
    "hoga order amend ID --qty 20 --json",
  ])
    .argument("<id>", help.argument.id)
    .option("--limit <price>", help.option.newLimit)
    .option("--stop <price>", help.option.newStop)
    .option("--qty <quantity>", help.option.quantity)
    .action((id: string, flags: Omit<AmendOptions, "id">) => ctx.run(() => run({ id, ...flags }, ctx)));
}

export async function run(options: AmendOptions, ctx: Context): Promise<void> {
  const { t } = ctx;
  const id = checkedId(options.id, t);
  if (options.limit === undefined && options.stop === undefined && options.qty === undefined) {
    throw usageError(t.input.nothingToAmend, undefined, "nothing_to_amend");
  }
  const { PRICE_MAX, QUANTITY_MAX } = await import("@hoga/contracts");
  const change = {
    ...(options.qty === undefined ? {} : { quantity: parseQuantity(options.qty, QUANTITY_MAX, t) }),
    ...(options.limit === undefined ? {} : { limitPrice: parsePrice(options.limit, PRICE_MAX, t) }),
    ...(options.stop === undefined ? {} : { stopPrice: parsePrice(options.stop, PRICE_MAX, t) }),
  };
  const order = await (await ctx.api()).amendOrder(id, change);
  await ctx.emit(order, (view) => ctx.isQuiet ? view.line(order.id) : printOrder(order, ctx, view));
}
