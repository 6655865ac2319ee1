// hoga config list
import type { Command } from "commander";
import { SETTING_DEFAULTS } from "../../config.ts";
import type { Context } from "../../context.ts";
import { define } from "../define.ts";

export function register(config: Command, ctx: Context): void {
  define(config, ctx, "list", ctx.t.help.configList, ["hoga config", "hoga config list --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const settings = [...new Map([...SETTING_DEFAULTS, ...ctx.config()])].sort();
  await ctx.emit(Object.fromEntries(settings), (view) => {
    for (const [key, value] of settings) view.line(ctx.t.config.saved(key, value));
  });
}
