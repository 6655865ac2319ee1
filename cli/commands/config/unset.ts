// hoga config unset KEY
import type { Command } from "commander";
import { changeConfig, SETTING_DEFAULTS } from "../../config.ts";
import type { Context } from "../../context.ts";
import { define } from "../define.ts";
import { checkedSetting } from "./setting.ts";

export interface UnsetOptions {
  readonly key: string;
}

export function register(config: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(config, ctx, "unset", help.configUnset, ["hoga config unset account", "hoga config unset lang --json"])
    .argument("<key>", help.argument.key)
    .action((key: string) => ctx.run(() => run({ key }, ctx)));
}

export async function run(options: UnsetOptions, ctx: Context): Promise<void> {
  const key = checkedSetting(options.key, ctx.t);
  if (ctx.config().has(key)) await changeConfig(ctx.paths.configFile, (config) => void config.delete(key));
  const document = { key, value: SETTING_DEFAULTS.get(key) ?? null };
  await ctx.emit(document, (view) => view.line(ctx.t.config.removed(key)));
}
