// What a command gets: the host, the user's language and flags, the gateway on demand, and the ways to print.
import { type Client, createClient } from "./api/client.ts";
import { createTransport, type Link } from "./api/transport.ts";
import { type Config, readConfig } from "./config.ts";
import { createLink } from "./connect.ts";
import { CliError, type ExitCode, usageError } from "./errors.ts";
import type { GlobalFlags } from "./flags.ts";
import type { Host } from "./host.ts";
import { environmentLang, isLang, type Lang, type Messages, messagesOf } from "./i18n/mod.ts";
import type { Cell, Column } from "./output/table.ts";
import { type Paths, resolvePaths } from "./paths.ts";

/** A place to print human output to. */
export interface View {
  line(...parts: readonly Cell[]): void;
  fields(fields: readonly (readonly [label: string, ...parts: Cell[]])[]): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
}

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
  /** Prints the one document of the command, or what a person reads in its place. */
  emit(document: unknown, human: (view: View) => void | Promise<void>): Promise<void>;
  /** Human output on stderr, for what goes before a question. */
  aside(human: (view: View) => void | Promise<void>): Promise<void>;
  /** A remark on stderr that scripts never need. */
  note(line: string): void;
  /** The failure that belongs to a document which was already printed; with `--json` the document says it all. */
  tell(error: CliError): ExitCode;
  /** Asks a yes or no question; anything but a yes is a no. */
  ask(question: string): Promise<boolean>;
  /** Runs a command's logic and keeps its exit code. */
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
    if (wrong !== null) throw usageError(t.config.broken(paths.configFile, wrong));
    return config;
  };
  let link: Link | null = null;
  let exit: ExitCode = 0;
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
    link: () =>
      link ??= createLink({ host, paths, config: checkedConfig(), t, announceStart: () => announce(host, t, flags) }),
    api: () => Promise.resolve(clientOf(context)),
    async emit(document, human) {
      if (flags.json) host.writeOut(`${JSON.stringify(document, null, host.isTty.stdout ? 2 : 0)}\n`);
      else await human(await createView(host.writeOut, isColor));
    },
    aside: async (human) => await human(await createView(host.writeErr, isColor && host.isTty.stderr)),
    note(line) {
      if (!flags.quiet && !flags.json) host.writeErr(`${line}\n`);
    },
    tell(error) {
      if (!flags.json) host.writeErr(failureText(error, t, host.isTty.stderr));
      return error.exit;
    },
    async ask(question) {
      host.writeErr(question);
      const line = await host.readLine();
      // Without an answer nobody has ended the line of the question.
      if (line === null) host.writeErr("\n");
      const answer = line?.trim().toLowerCase() ?? "";
      if (host.signal.aborted) throw new CliError("interrupted", 130, t.connect.interrupted);
      return ["y", "yes", "예", "네", "ㅛ"].includes(answer);
    },
    async run(logic) {
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
  return createClient({ send, accountId: context.accountId(), lang, t });
}

/** One line on stderr, with the hint indented below it on a terminal and in the same line elsewhere. */
export function failureText(error: CliError, t: Messages, isTerminal: boolean): string {
  const trace = error.code === "internal" && error.traceId !== null ? ` [${error.traceId}]` : "";
  const line = `${t.error}: ${oneLine(error.message)}${trace}`;
  if (error.hint === null) return `${line}\n`;
  const hint = `${t.hint}: ${oneLine(error.hint)}`;
  return isTerminal ? `${line}\n  ${hint}\n` : `${line} (${hint})\n`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

/** Starting takes a moment: a person is told so, and the line disappears when it is done. */
function announce(host: Host, t: Messages, flags: GlobalFlags): () => void {
  if (!host.isTty.stderr || flags.quiet || host.env["TERM"] === "dumb") return () => {};
  host.writeErr(t.connect.starting);
  return () => host.writeErr("\r\x1b[K");
}

async function createView(write: (text: string) => void, isColor: boolean): Promise<View> {
  const { renderFields, renderLine, renderTable } = await import("./output/table.ts");
  const writeLines = (lines: readonly string[]) => write(lines.map((line) => `${line}\n`).join(""));
  return {
    line: (...parts) => writeLines([renderLine(parts, isColor)]),
    fields: (fields) => writeLines(renderFields(fields, isColor)),
    table: (columns, rows) => writeLines(renderTable(columns, rows, isColor)),
  };
}
