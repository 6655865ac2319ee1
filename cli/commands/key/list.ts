// hoga key list
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { formatTime } from "../../output/time.ts";
import { define } from "../define.ts";

export function register(key: Command, ctx: Context): void {
  define(key, ctx, "list", ctx.t.help.keyList, ["hoga key list", "hoga key list --query 'keys[].label' --raw"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { key: k } = ctx.t;
  const list = await (await ctx.api()).keys();
  await ctx.emit(list, (view) =>
    view.table(
      [{ title: k.id }, { title: k.label }, { title: k.ends }, { title: k.created }, { title: "" }],
      list.keys.map((key) => [
        key.id,
        key.label,
        key.lastFour,
        formatTime(key.createdAt),
        key.current ? k.inUse : "",
      ]),
    ));
}
