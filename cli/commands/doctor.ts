// hoga doctor
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { CliError, type ExitCode } from "../errors.ts";
import { type Check, checkHost } from "../doctor/host_checks.ts";
import { checkServer } from "../doctor/server_checks.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "doctor", ctx.t.help.doctor, ["hoga doctor", "hoga doctor --json"])
    .action(() => ctx.run(() => run(ctx)));
}

/** Exit 1 when a check fails; a warning or a skipped check is no failure. */
export async function run(ctx: Context): Promise<ExitCode> {
  const { columns: c, doctor } = ctx.t;
  const checks: readonly Check[] = [...await checkHost(ctx), ...await checkServer(ctx)];
  const failing = checks.filter(({ status }) => status === "fail");
  await ctx.emit({ ok: failing.length === 0, checks }, (view) =>
    view.table(
      [{ title: c.check }, { title: c.status }, { title: c.detail }],
      checks.map(({ name, status, detail }) => [
        doctor.name[name],
        status === "fail" ? { text: doctor.status[status], tone: "up" } : doctor.status[status],
        detail,
      ]),
    ));
  if (failing.length === 0) return 0;
  const names = failing.map(({ name }) => doctor.name[name]).join(", ");
  return ctx.tell(new CliError("doctor", 1, doctor.failing(names)));
}
