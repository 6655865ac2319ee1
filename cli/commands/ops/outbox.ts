// hoga ops outbox
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { printOutbox } from "../../output/outbox.ts";
import { define } from "../define.ts";

export function register(ops: Command, ctx: Context): void {
  define(ops, ctx, "outbox", ctx.t.help.opsOutbox, ["hoga ops outbox", "hoga ops outbox --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const list = await (await ctx.api()).outbox();
  await ctx.emit(list, (view) => {
    if (list.rows.length === 0) view.line(ctx.t.ops.empty);
    else printOutbox(list.rows, ctx.t, view);
  });
}
