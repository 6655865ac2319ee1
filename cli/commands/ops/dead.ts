// hoga ops dead [retry]
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedChoice } from "../../input/choice.ts";
import { printOutbox } from "../../output/outbox.ts";
import { define } from "../define.ts";

export interface DeadOptions {
  readonly action: string | undefined;
}

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "dead", help.opsDead, ["hoga ops dead", "hoga ops dead retry"])
    .argument("[action]", help.argument.action)
    .action((action: string | undefined) => ctx.run(() => run({ action }, ctx)));
}

export async function run(options: DeadOptions, ctx: Context): Promise<void> {
  if (options.action !== undefined) {
    checkedChoice("ACTION", options.action, ["retry"], ctx.t);
    const result = await (await ctx.api()).retryDead();
    return await ctx.emit(result, (view) => view.line(ctx.t.ops.retried(result.retried)));
  }
  const list = await (await ctx.api()).dead();
  await ctx.emit(list, (view) => {
    if (list.rows.length === 0) view.line(ctx.t.ops.noDead);
    else printOutbox(list.rows, ctx.t, view);
  });
}
