// hoga ops status
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { CliError, type ExitCode } from "../../errors.ts";
import { formatNumber, formatOptional } from "../../output/money.ts";
import { define } from "../define.ts";

export function register(ops: Command, ctx: Context): void {
  define(ops, ctx, "status", ctx.t.help.opsStatus, ["hoga ops", "hoga ops status --json"])
    .action(() => ctx.run(() => run(ctx)));
}

/** Exit 5 when a service is not ready, so that a probe needs no parser. */
export async function run(ctx: Context): Promise<ExitCode> {
  const { columns: c, no, ops, yes } = ctx.t;
  const status = await (await ctx.api()).opsStatus();
  await ctx.emit(status, (view) => {
    view.fields([
      [ops.ready, status.ready ? yes : no],
      [ops.delivery, status.delivery],
      [ops.openOrders, formatNumber(status.openOrders)],
      ...status.schedules.map(({ id, cron, paused }): [string, string] => [
        ops.schedule,
        `${id} (${cron})${paused ? ` ${ops.paused}` : ""}`,
      ]),
    ]);
    view.line("");
    view.table(
      [
        { title: c.service },
        { title: c.ready },
        { title: c.pending, align: "right" },
        { title: c.published, align: "right" },
        { title: c.parked, align: "right" },
        { title: c.oldest, align: "right" },
        { title: c.detail },
      ],
      status.services.map(({ name, ready, detail }) => {
        const outbox = status.outbox.find(({ service }) => service === name);
        const counts = outbox === undefined
          ? ["-", "-", "-", "-"]
          : [outbox.pending, outbox.published, outbox.parked, outbox.oldestPendingSeconds].map(formatOptional);
        return [name, ready ? yes : no, ...counts, detail ?? ""];
      }),
    );
  });
  return status.ready ? 0 : ctx.tell(new CliError("unavailable", 5, ops.notReady, { retryable: true }));
}
