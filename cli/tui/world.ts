// The screen's way to the gateway, and to the embedded market where it is this program's own.
import { type Client, createClient } from "../api/client.ts";
import { createTransport, type Endpoint, type Link } from "../api/transport.ts";
import { readConfig } from "../config.ts";
import { createLink } from "../connect.ts";
import type { Context } from "../context.ts";
import { firstLine } from "../errors.ts";
import { type Lang, type Messages, messagesOf } from "../i18n/mod.ts";
import type { StartStack } from "../stack.ts";

/** How long one request of the screen may take before it counts as unanswered, in ms: a person sees that nothing happens. */
const REQUEST_TIMEOUT_MS = 8_000;

export interface World {
  readonly ctx: Context;
  lang(): Lang;
  t(): Messages;
  speak(lang: Lang): void;
  accountId(): string | undefined;
  useAccount(id: string): void;
  client(): Client;
  endpoint(): Promise<Endpoint>;
  /** Forgets a gateway that is gone, so that the next look may find or start another. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** The world of one screen. `startStack` starts the embedded market when nobody else runs it. */
export function createWorld(ctx: Context, startStack: StartStack): World {
  let lang = ctx.lang;
  let accountId = ctx.accountId();
  const host = { ...ctx.host, startStack, requestTimeoutMs: REQUEST_TIMEOUT_MS };
  // The settings may have changed since the screen was opened, on this screen for one.
  const newLink = (): Link => {
    const { config } = readConfig(ctx.paths.configFile);
    return createLink({ host, paths: ctx.paths, config, t: messagesOf(lang), announceStart: () => () => {} });
  };
  let link = newLink();
  const t = () => messagesOf(lang);
  // The link may be another after a restart, so it is looked up for each request.
  const current: Link = {
    endpoint: () => link.endpoint(),
    renew: () => link.renew(),
    close: () => link.close(),
  };
  return {
    ctx,
    lang: () => lang,
    t,
    speak: (next) => void (lang = next),
    accountId: () => accountId,
    useAccount: (id) => void (accountId = id),
    client: () =>
      createClient({ send: createTransport({ host, link: current, t: t(), lang }), accountId, lang, t: t() }),
    endpoint: () => link.endpoint(),
    async renew() {
      const old = link;
      link = newLink();
      await old.close();
    },
    close: () => link.close(),
  };
}

/** A failure in one line for the screen. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? firstLine(error.message) || error.name : String(error);
}
