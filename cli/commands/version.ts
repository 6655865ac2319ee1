// hoga version
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { runtimeName, VERSION } from "../version.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "version", ctx.t.help.versionCommand, ["hoga version", "hoga version --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const document = { version: VERSION, runtime: runtimeName() };
  await ctx.emit(document, (view) => view.line(`hoga ${document.version} (${document.runtime})`));
}
