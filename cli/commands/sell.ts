// hoga sell SYMBOL QTY
import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";
import { type PlaceFlags, placeOrder, registerPlacing } from "./place_order.ts";

export type SellOptions = PlaceFlags & { readonly symbol: string; readonly quantity: string };

export function register(program: Command, ctx: Context): void {
  registerPlacing(program, ctx, "sell", ctx.t.help.sell)
    .action((symbol: string, quantity: string, flags: PlaceFlags) =>
      ctx.run(() => run({ symbol, quantity, ...flags }, ctx))
    );
}

export function run(options: SellOptions, ctx: Context): Promise<ExitCode> {
  return placeOrder("sell", options, ctx);
}
