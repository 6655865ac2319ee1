// hoga key revoke ID
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { CliError } from "../../errors.ts";
import { checkedId } from "../../input/id.ts";
import { define } from "../define.ts";

export interface RevokeOptions {
  readonly id: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}

export function register(key: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(key, ctx, "revoke", help.keyRevoke, ["hoga key revoke ID", "hoga key revoke ID --yes --json"])
    .argument("<id>", help.argument.keyId)
    .option("--force", help.option.force)
    .option("-y, --yes", help.option.yes)
    .action((id: string, flags: Omit<RevokeOptions, "id">) => ctx.run(() => run({ id, ...flags }, ctx)));
}

/** Always asks on a terminal: a key that is revoked does not come back. */
export async function run(options: RevokeOptions, ctx: Context): Promise<void> {
  const { t } = ctx;
  const id = checkedId(options.id, t);
  if (ctx.isInteractive && options.yes !== true && !await ctx.ask(t.key.confirm(id))) {
    throw new CliError("declined", 1, t.order.declined);
  }
  const client = await ctx.api();
  const revoked = await client.revokeKey(id, options.force === true).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    // The gateway's hints are for its own callers.
    const { code, exit } = error;
    if (code === "key_in_use") {
      throw new CliError(code, exit, t.key.current(id), { hint: t.key.currentHint, cause: error });
    }
    if (code === "not_found") throw new CliError(code, exit, error.message, { hint: t.key.listHint, cause: error });
    throw error;
  });
  await ctx.emit(revoked, (view) => view.line(ctx.isQuiet ? revoked.revoked : t.key.revoked(revoked.revoked)));
}
