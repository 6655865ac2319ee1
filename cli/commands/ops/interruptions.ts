// hoga ops interruptions [list | remove ID]
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { checkedChoice } from "../../input/choice.ts";
import { checkedId } from "../../input/id.ts";
import { formatOptionalTime, formatTime } from "../../output/time.ts";
import { define } from "../define.ts";

export interface InterruptionsOptions {
  readonly verb: string;
  readonly id: string | undefined;
}

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "interruptions", help.opsInterruptions, [
    "hoga ops interruptions",
    "hoga ops interruptions remove ID",
  ])
    .argument("[verb]", help.argument.listVerb, "list")
    .argument("[id]", help.argument.entryId)
    .action((verb: string, id: string | undefined) => ctx.run(() => run({ verb, id }, ctx)));
}

export async function run(options: InterruptionsOptions, ctx: Context): Promise<void> {
  const { columns: c, ops } = ctx.t;
  const verb = checkedChoice("VERB", options.verb, ["list", "remove"], ctx.t);
  if (verb === "remove") {
    if (options.id === undefined) throw usageError(ctx.t.usage.missingArgument("id"));
    const removed = await (await ctx.api()).removeInterruption(checkedId(options.id, ctx.t));
    return await ctx.emit(removed, (view) => view.line(ops.removed(removed.removed)));
  }
  const list = await (await ctx.api()).interruptions();
  await ctx.emit(list, (view) => {
    if (list.interruptions.length === 0) return view.line(ops.noInterruptions);
    view.table(
      [{ title: c.id }, { title: ops.stops }, { title: ops.halted }, { title: ops.gathers }, { title: ops.goesOn }, {
        title: c.note,
      }],
      list.interruptions.map((one) => [
        one.id,
        one.symbol ?? one.market ?? ops.everything,
        formatTime(one.haltedFrom),
        formatOptionalTime(one.haltedUntil),
        formatOptionalTime(one.auctionUntil),
        one.note ?? "",
      ]),
    );
  });
}
