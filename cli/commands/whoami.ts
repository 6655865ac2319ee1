// hoga whoami
import type { Command } from "commander";
import type { Whoami } from "../api/documents.ts";
import type { Endpoint } from "../api/transport.ts";
import type { Context } from "../context.ts";
import { currentProfile } from "../profiles.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "whoami", ctx.t.help.whoami, ["hoga whoami", "hoga whoami --query accountId --raw"])
    .action(() => ctx.run(() => run(ctx)));
}

/** The gateway's document, with the account that commands use and the way on which the server was found. */
export async function run(ctx: Context): Promise<void> {
  const client = await ctx.api();
  const whoami = await client.whoami();
  const endpoint = await ctx.link().endpoint();
  const profile = endpoint.source === "profile" ? currentProfile(ctx.host.env, ctx.config())?.name ?? null : null;
  const accountId = ctx.accountId() ?? whoami.accounts?.[0]?.id ?? null;
  const server = { url: endpoint.url, source: endpoint.source, profile };
  await ctx.emit({ ...whoami, accountId, server }, (view) => {
    const w = ctx.t.whoami;
    const { key } = whoami;
    view.fields([
      [w.user, whoami.name, ...(whoami.name === whoami.userId ? [] : [whoami.userId]), ...operator(whoami, ctx)],
      [w.server, endpoint.url, foundBy(endpoint, profile, ctx)],
      [w.key, `…${key.lastFour}`, key.label, key.id],
      [w.account, ...account(accountId, whoami, ctx)],
    ]);
  });
}

function operator({ isOperator }: Whoami, { t }: Context): readonly string[] {
  return isOperator ? [t.whoami.operator] : [];
}

function foundBy({ source }: Endpoint, profile: string | null, { t }: Context): string {
  const text = t.whoami.source[source];
  return profile === null ? text : `${text} ${profile}`;
}

function account(id: string | null, { accounts }: Whoami, { t }: Context): readonly string[] {
  if (id === null) return [accounts === undefined ? "-" : t.whoami.noAccount];
  return [id, ...(accounts ?? []).filter((one) => one.id === id).map(({ name }) => name)];
}
