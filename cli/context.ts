// What a command gets: the host, the user's language and flags, the gateway on demand, and the ways to print.
import { type Client, createClient } from "./api/client.ts";
import { type ApiRequest, createTransport, type Link } from "./api/transport.ts";
import { type Config, readConfig } from "./config.ts";
import { createLink } from "./connect.ts";
import { CliError, type ExitCode, usageError } from "./errors.ts";
import type { GlobalFlags } from "./flags.ts";
import type { Host } from "./host.ts";
import { environmentLang, isLang, type Lang, type Messages, messagesOf } from "./i18n/mod.ts";
import { createPrinter, type Human, type View } from "./output/printer.ts";
import { type Paths, resolvePaths } from "./paths.ts";

export type { View };

export interface Context {
  readonly host: Host;
  readonly lang: Lang;
  readonly t: Messages;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isColor: boolean;
  /** A person is there to answer: stdin and stdout are terminals. */
  readonly isInteractive: boolean;
  readonly paths: Paths;
  /** The user's settings; throws when the file is broken. */
  config(): Config;
  /** The account that was chosen by flag or setting; undefined leaves it to the gateway. */
  accountId(): string | undefined;
  link(): Link;
  api(): Promise<Client>;
  /** Prints the one document of the command, or what a person reads in its place, through the pager where that is long. */
  emit(document: unknown, human: Human): Promise<void>;
  /** Prints one of the many documents of a command that goes on: a line of JSON, or lines for a person that no pager holds back. */
  emitNext(document: unknown, human: Human): Promise<void>;
  /** Human output on stderr, for what goes before a question. */
  aside(human: Human): Promise<void>;
  /** Tells a person at the terminal what takes long, from the second second on, until the returned function is called. */
  progress(label: string): () => void;
  /** A remark on stderr that scripts never need. */
  note(line: string): void;
  /** The failure that belongs to a document which was already printed; with `--json` the document says it all. */
  tell(error: CliError): ExitCode;
  /** Asks a yes or no question; anything but a yes is a no. */
  ask(question: string): Promise<boolean>;
  /** Runs a command's logic and keeps its exit code. A `--query` that cannot be read is refused first. */
  run(logic: () => Promise<ExitCode | void>): Promise<void>;
  exitCode(): ExitCode;
  close(): Promise<void>;
}

/** The language by flag, HOGA_LANG, setting and locale, in this order. A wrong value is told by the throw. */
function chooseLang(flags: GlobalFlags, host: Host, config: Config): Lang {
  const fallback = environmentLang(host.env);
  const set = config.get("lang");
  const chosen: readonly [string, string | undefined][] = [["--lang", flags.lang], [
    "HOGA_LANG",
    host.env["HOGA_LANG"],
  ]];
  for (const [name, value] of chosen) {
    if (value === undefined || value === "") continue;
    if (!isLang(value)) throw usageError(messagesOf(fallback).usage.lang(name, value));
    return value;
  }
  return set !== undefined && isLang(set) ? set : fallback;
}

function isColorWanted(flags: GlobalFlags, host: Host, config: Config): boolean {
  if (flags.noColor || flags.json || host.env["NO_COLOR"]) return false;
  const set = config.get("color");
  if (set === "always") return true;
  return set !== "never" && host.isTty.stdout && host.env["TERM"] !== "dumb";
}

/** The context of one run. Throws a usage error when a setting that every command needs is wrong. */
export function createContext(flags: GlobalFlags, host: Host): Context {
  const paths = resolvePaths(host.env);
  const { config, wrong } = readConfig(paths.configFile);
  const lang = chooseLang(flags, host, config);
  const t = messagesOf(lang);
  if (flags.missingValue !== null) throw usageError(t.usage.missingValue(flags.missingValue));
  if (flags.account !== undefined && !/^[\x21-\x7e]{1,64}$/.test(flags.account)) {
    throw usageError(t.usage.account(flags.account));
  }
  const isColor = isColorWanted(flags, host, config);
  const checkedConfig = () => {
    if (wrong !== null) throw usageError(t.config.broken(paths.configFile, wrong), t.next.file);
    return config;
  };
  const printer = createPrinter({ flags, host, t, config, isColor });
  let link: Link | null = null;
  let exit: ExitCode = 0;
  const announceStart = () => printer.progress(t.connect.starting);
  const context: Context = {
    host,
    lang,
    t,
    isJson: flags.json,
    isQuiet: flags.quiet,
    isColor,
    isInteractive: host.isTty.stdin && host.isTty.stdout,
    paths,
    config: checkedConfig,
    accountId: () => flags.account ?? checkedConfig().get("account"),
    link: () => link ??= createLink({ host, paths, config: checkedConfig(), t, announceStart }),
    api: () => Promise.resolve(clientOf(context)),
    emit: printer.emit,
    emitNext: printer.emitNext,
    aside: printer.aside,
    progress: printer.progress,
    note: printer.note,
    tell: printer.tell,
    async ask(question) {
      printer.writeErr(question);
      const line = await host.readLine();
      // Without an answer nobody has ended the line of the question.
      if (line === null) printer.writeErr("\n");
      const answer = line?.trim().toLowerCase() ?? "";
      if (host.signal.aborted) throw new CliError("interrupted", 130, t.connect.interrupted);
      return ["y", "yes", "예", "네", "ㅛ"].includes(answer);
    },
    async run(logic) {
      await printer.prepare();
      exit = await logic() ?? 0;
    },
    exitCode: () => exit,
    close: async () => await link?.close(),
  };
  return context;
}

function clientOf(context: Context): Client {
  const { host, t, lang } = context;
  const send = createTransport({ host, link: context.link(), t, lang });
  const told = async (request: ApiRequest) => {
    const end = context.progress(progressLabel(request, t));
    try {
      return await send(request);
    } finally {
      end();
    }
  };
  return createClient({ send: told, accountId: context.accountId(), lang, t });
}

/** What a person waits for while `request` is not answered. */
function progressLabel({ method, path }: ApiRequest, t: Messages): string {
  if (method === "POST" && path === "/api/orders") return t.progress.order;
  return path === "/api/instruments/import" ? t.progress.import : t.progress.request;
}
