// Everything that a command prints: its document or what a person reads in its place, remarks, and failures that belong to a document.
import type { Config } from "../config.ts";
import { type CliError, type ExitCode, usageError } from "../errors.ts";
import type { GlobalFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import type { Messages } from "../i18n/mod.ts";
import { createProgress, type Progress } from "./progress.ts";
import type { Query } from "./query.ts";
import type { Cell, Column } from "./table.ts";

/** A place to print human output to. */
export interface View {
  line(...parts: readonly Cell[]): void;
  fields(fields: readonly (readonly [label: string, ...parts: Cell[]])[]): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
}

/** What a person reads in place of a document. */
export type Human = (view: View) => void | Promise<void>;

interface PrinterOptions {
  readonly flags: GlobalFlags;
  readonly host: Host;
  readonly t: Messages;
  readonly config: Config;
  readonly isColor: boolean;
}

export type Printer = ReturnType<typeof createPrinter>;

/** The printer of one run. Throws a usage error when the flags of the output do not go together. */
export function createPrinter({ flags, host, t, config, isColor }: PrinterOptions) {
  if (flags.raw && flags.query === undefined) throw usageError(t.query.rawAlone, t.query.rawExample);
  const progress: Progress = createProgress(host, t, !flags.quiet);
  let query: Query | null = null;
  const writeOut = (text: string) => {
    progress.hide();
    host.writeOut(text);
  };
  const writeErr = (text: string) => {
    progress.hide();
    host.writeErr(text);
  };
  return {
    progress: progress.begin,
    writeErr,
    /** Refuses a `--query` that cannot be read. To be called before a command does anything. */
    async prepare() {
      if (flags.query === undefined) return;
      const { compileQuery } = await import("./query.ts");
      query = compileQuery(flags.query, t);
    },
    async emit(document: unknown, human: Human) {
      if (flags.json) return writeOut(await documentText(document, flags, query, host.isTty.stdout ? 2 : 0));
      const text = await viewText(human, isColor);
      if (!flags.noPager && host.isTty.stdout && await isPaged(text, host, config)) return;
      writeOut(text);
    },
    async emitNext(document: unknown, human: Human) {
      writeOut(flags.json ? await documentText(document, flags, query, 0) : await viewText(human, isColor));
    },
    aside: async (human: Human) => writeErr(await viewText(human, isColor && host.isTty.stderr)),
    note(line: string) {
      if (!flags.quiet && !flags.json) writeErr(`${line}\n`);
    },
    tell(error: CliError): ExitCode {
      if (!failsAsDocument(flags)) writeErr(failureText(error, t, host.isTty.stderr));
      return error.exit;
    },
  };
}

/** Whether a failure is told as a document on stdout. Bare text is for a variable of a script, which no error must end up in. */
export function failsAsDocument(flags: GlobalFlags): boolean {
  return flags.json && !flags.raw;
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

/** The document as it is printed: whole, or the part that the query gives. */
async function documentText(
  document: unknown,
  flags: GlobalFlags,
  query: Query | null,
  indent: number,
): Promise<string> {
  const result = query === null ? document : query(document);
  if (!flags.raw) return `${JSON.stringify(result, null, indent)}\n`;
  const { rawLines } = await import("./query.ts");
  return rawLines(result);
}

/** What a person reads, as text. It is written at once, so that a pager gets it whole. */
async function viewText(human: Human, isColor: boolean): Promise<string> {
  const { renderFields, renderLine, renderTable } = await import("./table.ts");
  const lines: string[] = [];
  await human({
    line: (...parts) => void lines.push(renderLine(parts, isColor)),
    fields: (fields) => void lines.push(...renderFields(fields, isColor)),
    table: (columns, rows) => void lines.push(...renderTable(columns, rows, isColor)),
  });
  return lines.map((line) => `${line}\n`).join("");
}

/** Shows `text` through the pager when it is longer than the screen; false when there is no need, or no pager. */
async function isPaged(text: string, host: Host, config: Config): Promise<boolean> {
  const { chosenPager, fitsScreen } = await import("./pager_choice.ts");
  const command = chosenPager(host.env, config);
  if (command === undefined || fitsScreen(text, host.columns(), host.rows())) return false;
  return await host.page(text, command);
}
