// hoga login [URL]
import type { Command } from "commander";
import { resolve } from "node:path";
import { createClient } from "../api/client.ts";
import type { Whoami } from "../api/documents.ts";
import { createTransport, type Link } from "../api/transport.ts";
import { changeConfig, isHttpUrl } from "../config.ts";
import type { Context } from "../context.ts";
import { CliError, usageError } from "../errors.ts";
import { readTextIfAny, writePrivateFile } from "../files.ts";
import { withHint } from "../hints.ts";
import { currentProfile, isProfileName, keyFileOf, nameFor } from "../profiles.ts";
import { define } from "./define.ts";

export interface LoginOptions {
  readonly url: string | undefined;
  readonly name?: string;
  readonly keyFile?: string;
}

/** Longer than any key or token. */
const KEY_MAX = 8_192;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "login", help.login, [
    "hoga login https://hoga.example.com --key-file key.txt",
    "hoga login https://hoga.example.com --name class --key-file key.txt",
  ])
    .argument("[url]", help.argument.url)
    .option("--name <name>", help.option.profileName)
    .option("--key-file <file>", help.option.keyFile)
    .action((url: string | undefined, flags: Omit<LoginOptions, "url">) => ctx.run(() => run({ url, ...flags }, ctx)));
}

/** Nothing is kept before the server has taken the key. */
export async function run(options: LoginOptions, ctx: Context): Promise<void> {
  const { host, paths, t } = ctx;
  const { name: wanted } = options;
  if (wanted !== undefined && !isProfileName(wanted)) throw usageError(t.login.badName(wanted));
  const url = await chosenUrl(options.url, ctx);
  const key = checkedKey(await givenKey(options.keyFile, ctx), ctx);
  const answered = ctx.progress(t.progress.request);
  const whoami = await clientAt(url, key, ctx).whoami().catch((error: unknown) => {
    if (!(error instanceof CliError) || error.code !== "unauthorized") throw error;
    throw withHint(error, t.login.refusedHint);
  }).finally(answered);
  const profile = wanted ?? nameFor(url, ctx.config());
  const keyFile = keyFileOf(paths, profile);
  await writePrivateFile(keyFile, `${key}\n`);
  await changeConfig(paths.configFile, (config) => {
    config.set(`profile.${profile}.url`, url);
    config.set(`profile.${profile}.key_file`, keyFile);
    config.set("profile", profile);
  });
  const document = { profile, url, keyFile, userId: whoami.userId, name: whoami.name, key: whoami.key };
  await ctx.emit(document, (view) => {
    view.line(ctx.isQuiet ? profile : t.login.done(url, whoami.name, whoami.key.lastFour, profile));
  });
  if (url.startsWith("http:") && !LOOPBACK.test(new URL(url).hostname)) ctx.note(t.login.plain(url));
  for (const variable of ["HOGA_API_URL", "HOGA_API_KEY", "HOGA_PROFILE"]) {
    const value = host.env[variable];
    if (value && !(variable === "HOGA_PROFILE" && value === profile)) ctx.note(t.login.overridden(variable));
  }
  noteOtherAccount(whoami, ctx);
}

/** The account of the settings may be one of the server before. */
function noteOtherAccount({ accounts }: Whoami, ctx: Context): void {
  const id = ctx.config().get("account");
  if (id === undefined || accounts === undefined || accounts.some((one) => one.id === id)) return;
  ctx.note(ctx.t.login.otherAccount(id));
}

/** The address that was given, that a person types, or that of the profile in use. It ends without a slash, so that it is the same each time. */
async function chosenUrl(given: string | undefined, ctx: Context): Promise<string> {
  const { host, t } = ctx;
  const known = currentProfile(host.env, ctx.config())?.url;
  let url = given?.trim();
  if (url === undefined && ctx.isInteractive) {
    host.writeErr(t.login.askUrl(known));
    url = (await answered(host.readLine(), ctx))?.trim() || undefined;
  }
  url ??= known;
  if (url === undefined) throw usageError(t.login.noUrl, t.login.urlHint);
  if (!isHttpUrl(url)) throw usageError(t.login.badUrl(url), t.login.urlHint);
  return url.replace(/\/+$/, "");
}

/** The key in the file, on stdin, or as a person types it without seeing it. It is never an argument: those can be seen by everybody. */
async function givenKey(file: string | undefined, ctx: Context): Promise<string | null> {
  const { host, t } = ctx;
  if (file !== undefined) {
    const path = resolve(file);
    const text = await readTextIfAny(path).catch((error: unknown) => {
      throw usageError(t.input.unreadable(path, error instanceof Error ? error.message : String(error)));
    });
    if (text === null) throw usageError(t.input.noFile(path));
    return text;
  }
  if (!host.isTty.stdin) return await host.readLine();
  host.writeErr(t.login.askKey);
  const key = await answered(host.readSecret(), ctx);
  // The Enter key was not shown either.
  host.writeErr("\n");
  return key;
}

/** An answer of a person, unless they have ended the command instead. */
async function answered(answer: Promise<string | null>, { host, t }: Context): Promise<string | null> {
  const text = await answer;
  if (host.signal.aborted) {
    host.writeErr("\n");
    throw new CliError("interrupted", 130, t.connect.interrupted);
  }
  return text;
}

function checkedKey(text: string | null, { t }: Context): string {
  const key = text?.trim() ?? "";
  if (key === "") throw usageError(t.login.noKey, t.login.keyHint);
  if (key.length > KEY_MAX || !/^[\x21-\x7e]+$/.test(key)) {
    throw usageError(t.login.badKey(key.length), t.login.keyHint);
  }
  return key;
}

/** A client of the server that is to become a profile. */
function clientAt(url: string, apiKey: string, { host, t, lang }: Context) {
  const endpoint = { url, apiKey, source: "profile" } as const;
  const link: Link = { endpoint: () => Promise.resolve(endpoint), renew: () => {}, close: () => Promise.resolve() };
  return createClient({ send: createTransport({ host, link, t, lang }), accountId: undefined, lang, t });
}
