// hoga logout
import type { Command } from "commander";
import { changeConfig } from "../config.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import { removeIfAny } from "../files.ts";
import { currentProfile, keyFileOf, type Profile, profileNames, profileOf } from "../profiles.ts";
import { define } from "./define.ts";

export interface LogoutOptions {
  readonly name?: string;
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "logout", help.logout, ["hoga logout", "hoga logout --json"])
    .option("--name <name>", help.option.profileGone)
    .action((flags: LogoutOptions) => ctx.run(() => run(flags, ctx)));
}

/** Forgets a profile here. The key goes on to work elsewhere until it is revoked, and what else leads to a server is told. */
export async function run(options: LogoutOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const chosen = chosenProfile(options.name, ctx);
  if (chosen === null) return await tellNobody(ctx);
  const { name, url, keyFile } = chosen;
  // A file that the user has put somewhere is theirs.
  const isOurs = keyFile === undefined || keyFile === keyFileOf(paths, name);
  if (keyFile !== undefined && isOurs) await removeIfAny(keyFile);
  await changeConfig(paths.configFile, (config) => {
    config.delete(`profile.${name}.url`);
    config.delete(`profile.${name}.key_file`);
    if (config.get("profile") === name) config.delete("profile");
  });
  const removed = isOurs ? keyFile ?? null : null;
  const left = profileNames(ctx.config()).filter((one) => one !== name);
  await ctx.emit({ profile: name, url: url ?? null, removed, profiles: left }, (view) => {
    if (ctx.isQuiet) return view.line(name);
    view.line(t.logout.done(name, url ?? "-"));
    if (removed !== null) view.line(t.logout.removed(removed));
  });
  if (keyFile !== undefined) ctx.note(isOurs ? t.logout.stillValid : t.logout.kept(keyFile));
  noteWhatRemains(name, left, ctx);
}

/** The profile that is named, or the one in use; null when there is none to forget. */
function chosenProfile(name: string | undefined, ctx: Context): Profile | null {
  const { t } = ctx;
  const names = profileNames(ctx.config());
  const chosen = name ?? currentProfile(ctx.host.env, ctx.config())?.name;
  if (chosen === undefined) return null;
  if (names.includes(chosen)) return profileOf(chosen, ctx.config());
  throw usageError(t.logout.unknown(chosen), names.length === 0 ? undefined : t.logout.profiles(names.join(", ")));
}

/** Without a profile in use there is nothing to do, which is as well as done. */
async function tellNobody(ctx: Context): Promise<void> {
  const left = profileNames(ctx.config());
  await ctx.emit({ profile: null, url: null, removed: null, profiles: left }, (view) => {
    if (!ctx.isQuiet) view.line(ctx.t.logout.nobody);
  });
  noteWhatRemains("", left, ctx);
}

function noteWhatRemains(name: string, left: readonly string[], ctx: Context): void {
  const { env } = ctx.host;
  const { logout } = ctx.t;
  if (left.length > 0) ctx.note(logout.others(left.join(", ")));
  const still = ["HOGA_API_URL", "HOGA_API_KEY", "HOGA_PROFILE"].filter((variable) => env[variable]);
  for (const variable of still) ctx.note(logout.setStill(variable));
  const isEmbedded = still.length === 0 && [undefined, name].includes(ctx.config().get("profile"));
  if (isEmbedded) ctx.note(logout.embedded);
}
