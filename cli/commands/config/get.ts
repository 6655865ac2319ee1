// hoga config get KEY
import type { Command } from "commander";
import { SETTING_DEFAULTS } from "../../config.ts";
import type { Context } from "../../context.ts";
import { define } from "../define.ts";
import { checkedSetting } from "./setting.ts";

export interface GetOptions {
  readonly key: string;
}

export function register(config: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(config, ctx, "get", help.configGet, ["hoga config get lang", "hoga config get confirm --json"])
    .argument("<key>", help.argument.key)
    .action((key: string) => ctx.run(() => run({ key }, ctx)));
}

/** A setting that was never made prints its default, or an empty line when it has none. */
export async function run(options: GetOptions, ctx: Context): Promise<void> {
  const key = checkedSetting(options.key, ctx.t);
  const value = ctx.config().get(key) ?? SETTING_DEFAULTS.get(key) ?? null;
  await ctx.emit({ key, value }, (view) => view.line(value ?? ""));
}
