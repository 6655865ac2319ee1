// hoga reconcile
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { CliError, type ExitCode } from "../errors.ts";
import { formatNumber } from "../output/money.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "reconcile", ctx.t.help.reconcile, ["hoga reconcile", "hoga reconcile --json"])
    .action(() => ctx.run(() => run(ctx)));
}

/** Exit 0 when the books balance, 1 when they do not; the findings are in the output. */
export async function run(ctx: Context): Promise<ExitCode> {
  const { columns: c, doctor, reconcile: r } = ctx.t;
  const result = await (await ctx.api()).reconcile();
  await ctx.emit(result, (view) => {
    if (result.balanced) view.line(r.balanced);
    view.table(
      [{ title: c.check }, { title: c.count, align: "right" }, { title: c.status }],
      result.checks.map(({ name, ok, count }) => [name, formatNumber(count), doctor.status[ok ? "ok" : "fail"]]),
    );
    for (const { check, subject, message, expected, actual } of result.findings) {
      view.line(r.finding(check, subject, message, expected, actual));
    }
  });
  return result.balanced ? 0 : ctx.tell(new CliError("unbalanced", 1, r.off(result.findings.length)));
}
