// hoga config list
import type { Command } from "commander";
import { SETTING_DEFAULTS, SETTING_NAMES, settingAccepts, settingName } from "../../config.ts";
import type { Context } from "../../context.ts";
import type { Cell } from "../../output/table.ts";
import { define } from "../define.ts";

export function register(config: Command, ctx: Context): void {
  define(config, ctx, "list", ctx.t.help.configList, ["hoga config", "hoga config list --json"])
    .action(() => ctx.run(() => run(ctx)));
}

/** Every setting there is, and those of the profiles that were made. */
export async function run(ctx: Context): Promise<void> {
  const { setting: s } = ctx.t;
  const config = ctx.config();
  const keys = SETTING_NAMES.flatMap((name) => {
    const made = [...config.keys()].filter((key) => settingName(key) === name).sort();
    return made.length === 0 ? [name] : made;
  });
  const values = keys.filter((key) => !key.includes("NAME") || config.has(key))
    .map((key) => [key, config.get(key) ?? SETTING_DEFAULTS.get(key) ?? null] as const);
  await ctx.emit(Object.fromEntries(values), (view) =>
    view.table(
      [{ title: s.name }, { title: s.value }, { title: s.accepts }, { title: s.about }],
      keys.map((key): readonly Cell[] => [
        key,
        valueCell(key, ctx),
        settingAccepts(key) ?? "",
        s.aboutOf[settingName(key) ?? ""] ?? "",
      ]),
    ));
}

function valueCell(key: string, { config, t }: Context): Cell {
  const value = config().get(key);
  if (value !== undefined) return { text: value, tone: "bold" };
  const usual = SETTING_DEFAULTS.get(key);
  return { text: usual === undefined ? "-" : t.setting.usual(usual), tone: "dim" };
}
