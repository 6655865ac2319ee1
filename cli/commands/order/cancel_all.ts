// hoga order cancel-all [--symbol S]
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { CliError } from "../../errors.ts";
import { resolveSymbol } from "../../input/symbol.ts";
import { printOrders } from "../../output/order.ts";
import { define } from "../define.ts";

export interface CancelAllOptions {
  readonly symbol?: string;
  readonly yes?: boolean;
}

export function register(order: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(order, ctx, "cancel-all", help.orderCancelAll, [
    "hoga order cancel-all",
    "hoga order cancel-all --symbol 005930 --yes --json",
  ])
    .option("--symbol <symbol>", help.option.symbol)
    .option("-y, --yes", help.option.yes)
    .action((flags: CancelAllOptions) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: CancelAllOptions, ctx: Context): Promise<void> {
  const { t } = ctx;
  const symbol = options.symbol === undefined ? undefined : await resolveSymbol(options.symbol, ctx.api, t);
  const client = await ctx.api();
  if (ctx.isInteractive && options.yes !== true && ctx.config().get("confirm") !== "false") {
    const { orders } = await client.orders({ status: "open", symbol });
    if (orders.length > 0 && !await ctx.ask(t.order.confirmCancelAll(orders.length))) {
      throw new CliError("declined", 1, t.order.declined);
    }
  }
  const canceled = await client.cancelAll(symbol);
  await ctx.emit(canceled, (view) => {
    if (ctx.isQuiet) canceled.orders.forEach(({ id }) => view.line(id));
    else if (canceled.orders.length === 0) view.line(t.order.noneCanceled);
    else {
      view.line(t.order.canceledCount(canceled.orders.length));
      printOrders(canceled.orders, t, view);
    }
  });
}
