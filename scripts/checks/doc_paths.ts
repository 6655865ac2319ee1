// Finds what a document names that is not there: files, folders, workspace packages, tasks and linked files.

import { MADE } from "./tree.ts";

/** What a document may name. */
export interface Known {
  /** Every file of the repository, as a path from its root. */
  readonly files: readonly string[];
  /** The workspace's packages: `@hoga/krx`, ... */
  readonly packages: readonly string[];
  /** The tasks of `deno task`. */
  readonly tasks: readonly string[];
  /** The scripts of `npm run`. */
  readonly scripts: readonly string[];
}

const FILE_NAME = /\.(ts|tsx|json|md|sql|yml|sh)$/;

/** The problems of one document, a line each. */
export function deadNames(document: string, text: string, known: Known): string[] {
  const problems: string[] = [];
  for (const { span, line } of spans(text)) {
    const what = judge(span, known);
    if (what !== null) problems.push(`${document}:${line}: \`${span}\` ${what}`);
  }
  for (const { target, line } of links(text)) {
    if (!exists(target, known.files)) problems.push(`${document}:${line}: the link to ${target} leads nowhere`);
  }
  return problems;
}

function judge(span: string, known: Known): string | null {
  const task = /^deno task (?:--quiet )?([\w:-]+)/.exec(span)?.[1];
  if (task !== undefined) return known.tasks.includes(task) ? null : "is no task of deno.json";
  const script = /^npm run (?:--silent )?([\w:-]+)/.exec(span)?.[1];
  if (script !== undefined) return known.scripts.includes(script) ? null : "is no script of package.json";
  const name = /^@hoga\/[\w-]+/.exec(span)?.[0];
  if (name !== undefined) return known.packages.includes(name) ? null : "is no package of the workspace";
  return isPath(span, known.files) && !exists(span, known.files) ? "is not in the repository" : null;
}

/** Whether the span means a path of this repository: a file name, or a folder below one that is there. */
function isPath(span: string, files: readonly string[]): boolean {
  if (!/^[\w.*<>{},-]+(\/[\w.*<>{},-]+)*\/?$/.test(span) || span.startsWith("..")) return false;
  const top = span.split("/")[0] ?? "";
  if (MADE.includes(top)) return false;
  return FILE_NAME.test(span) || (span.includes("/") && files.some((file) => file.startsWith(`${top}/`)));
}

/** A path stands for itself, for a folder, or for the end of a longer path; `*` and `<name>` stand for any name. */
function exists(path: string, files: readonly string[]): boolean {
  const pattern = path.replace(/\/$/, "").replace(/<[^>]*>/g, "*").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("\\*", "[^/]*")
    .replaceAll(/\\\{([^}]*)\\\}/g, (_, names: string) => `(${names.replaceAll(",", "|")})`);
  const wanted = new RegExp(`^${FILE_NAME.test(path) ? "(.*/)?" : ""}${pattern}(/.*)?$`);
  return files.some((file) => wanted.test(file));
}

/** The inline code of a document with its line, fenced blocks left out. */
function* spans(text: string): Generator<{ span: string; line: number }> {
  for (const { line, number } of proseLines(text)) {
    for (const [, span = ""] of line.matchAll(/`([^`]+)`/g)) yield { span, line: number };
  }
}

/** The linked files of a document; links to the web, to a heading and to the folder above are not ours. */
function* links(text: string): Generator<{ target: string; line: number }> {
  for (const { line, number } of proseLines(text)) {
    for (const [, link = ""] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      const target = link.replace(/#.*$/, "").replace(/^\.\//, "");
      if (target !== "" && !/^(\w+:|\/|\.\.)/.test(target)) yield { target, line: number };
    }
  }
}

function* proseLines(text: string): Generator<{ line: string; number: number }> {
  let fenced = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    else if (!fenced) yield { line, number: index + 1 };
  }
}
