// hoga config unset KEY
import type { Command } from "commander";
import { SETTING_DEFAULTS, writeConfig } from "../../config.ts";
import type { Context } from "../../context.ts";
import { define } from "../define.ts";
import { checkedSetting } from "./setting.ts";

export interface UnsetOptions {
  readonly key: string;
}

export function register(config: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(config, ctx, "unset", help.configUnset, ["hoga config unset account"])
    .argument("<key>", help.argument.key)
    .action((key: string) => ctx.run(() => run({ key }, ctx)));
}

export async function run(options: UnsetOptions, ctx: Context): Promise<void> {
  const key = checkedSetting(options.key, ctx.t);
  const config = new Map(ctx.config());
  if (config.delete(key)) await writeConfig(ctx.paths.configFile, config);
  const document = { key, value: SETTING_DEFAULTS.get(key) ?? null };
  await ctx.emit(document, (view) => view.line(ctx.t.config.removed(key)));
}
