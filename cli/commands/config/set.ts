// hoga config set KEY VALUE
import type { Command } from "commander";
import { resolve } from "node:path";
import { changeConfig, isValidSetting, settingAccepts } from "../../config.ts";
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
    "hoga config set theme us",
    "hoga config set stack.clock practice",
    "hoga config set profile.team.url https://hoga.example.com",
  ])
    .argument("<key>", help.argument.key)
    .argument("<value>", help.argument.value)
    .action((key: string, value: string) => ctx.run(() => run({ key, value }, ctx)));
}

/** A path is kept as it is from everywhere: commands run in other directories. */
export async function run(options: SetOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const key = checkedSetting(options.key, t);
  const accepts = settingAccepts(key) ?? "";
  if (!isValidSetting(key, options.value)) throw usageError(t.config.badValue(key, options.value, accepts));
  const value = accepts === "DIR" || accepts === "FILE" ? resolve(options.value) : options.value;
  // A broken file is told, not written over.
  ctx.config();
  await changeConfig(paths.configFile, (config) => config.set(key, value));
  await ctx.emit({ key, value }, (view) => view.line(t.config.saved(key, value)));
}
