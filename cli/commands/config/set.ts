// hoga config set KEY VALUE
import type { Command } from "commander";
import { isValidSetting, settingAccepts, writeConfig } from "../../config.ts";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { define } from "../define.ts";
import { checkedSetting } from "./setting.ts";

export interface SetOptions {
  readonly key: string;
  readonly value: string;
}

export function register(config: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(config, ctx, "set", help.configSet, [
    "hoga config set lang ko",
    "hoga config set confirm false",
    "hoga config set profile.team.url https://hoga.example.com",
  ])
    .argument("<key>", help.argument.key)
    .argument("<value>", help.argument.value)
    .action((key: string, value: string) => ctx.run(() => run({ key, value }, ctx)));
}

export async function run(options: SetOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const key = checkedSetting(options.key, t);
  const { value } = options;
  if (!isValidSetting(key, value)) throw usageError(t.config.badValue(key, value, settingAccepts(key) ?? ""));
  await writeConfig(paths.configFile, new Map([...ctx.config(), [key, value]]));
  await ctx.emit({ key, value }, (view) => view.line(t.config.saved(key, value)));
}
