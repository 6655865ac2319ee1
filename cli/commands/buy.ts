// hoga buy SYMBOL QTY
import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";
import { type PlaceFlags, placeOrder, registerPlacing } from "./place_order.ts";

export type BuyOptions = PlaceFlags & { readonly symbol: string; readonly quantity: string };

export function register(program: Command, ctx: Context): void {
  registerPlacing(program, ctx, "buy", ctx.t.help.buy)
    .action((symbol: string, quantity: string, flags: PlaceFlags) =>
      ctx.run(() => run({ symbol, quantity, ...flags }, ctx))
    );
}

export function run(options: BuyOptions, ctx: Context): Promise<ExitCode> {
  return placeOrder("buy", options, ctx);
}
