// `--query`: a part of the document, chosen by a JMESPath expression. Loaded only when it is asked for.
import { compile, isRegistered, tokenize, TreeInterpreter } from "@jmespath-community/jmespath";
import { CliError, firstLine, usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

type Json = Parameters<typeof TreeInterpreter.search>[1];
type Expression = ReturnType<typeof compile>;

/** Gives the part of a document that the expression names. Throws a usage error when a function does not take what it is given. */
export type Query = (document: unknown) => unknown;

/** The query that `text` writes. A usage error tells where it goes wrong, before a command has done anything. */
export function compileQuery(text: string, t: Messages): Query {
  const expression = parsed(text, t);
  const unknown = firstMistake(expression, false);
  if (unknown !== null) {
    const { unknownFunction, singleEquals } = t.query;
    throw usageError(unknown === "=" ? singleEquals(text) : unknownFunction(unknown), t.query.help);
  }
  return (document) => {
    try {
      return TreeInterpreter.search(expression, asJson(document));
    } catch (error) {
      // What the command was to do is done by now: only telling it failed.
      const why = error instanceof Error ? firstLine(error.message) : String(error);
      throw new CliError("usage", 2, t.query.failed(why), { hint: t.query.done });
    }
  };
}

function parsed(text: string, t: Messages): Expression {
  try {
    return compile(text);
  } catch {
    const place = mistakeAt(text);
    const rest = text.slice(place);
    const at = [...text.slice(0, place)].length + 1;
    throw usageError(rest.trim() === "" ? t.query.unfinished(text) : t.query.wrong(text, at, rest), t.query.help);
  }
}

/**
 * Where (in UTF-16 units) an expression that does not parse goes wrong. The library does not tell, so its beginnings are tried: one that is
 * only unfinished may still become an expression, and the first that fails for another reason ends with the mistake.
 */
function mistakeAt(text: string): number {
  const tokens = readableTokens(text);
  for (const [index, { start }] of tokens.list.entries()) {
    const end = tokens.list[index + 1]?.start ?? tokens.end;
    if (failsBeforeItsEnd(text.slice(0, end))) return start;
  }
  return tokens.end;
}

/** The words of the longest beginning that has only readable ones, and where it ends. */
function readableTokens(text: string): { readonly list: readonly { readonly start: number }[]; readonly end: number } {
  for (let end = text.length; end > 0; end--) {
    try {
      return { list: tokenize(text.slice(0, end)).filter(({ start }) => start < end), end };
    } catch {
      // A shorter beginning may do.
    }
  }
  return { list: [], end: 0 };
}

function failsBeforeItsEnd(text: string): boolean {
  try {
    compile(text);
    return false;
  } catch (error) {
    return !(error instanceof Error && /EOF/.test(error.message));
  }
}

/** The first function that does not exist, or "=" for an equals sign that compares nothing; null when all is well. */
function firstMistake(node: unknown, isInLet: boolean): string | null {
  if (Array.isArray(node)) {
    for (const child of node) {
      const mistake = firstMistake(child, isInLet);
      if (mistake !== null) return mistake;
    }
    return null;
  }
  if (typeof node !== "object" || node === null || !("type" in node)) return null;
  if (node.type === "Literal") return null;
  if (node.type === "Binding" && !isInLet) return "=";
  if (node.type === "Function" && "name" in node && typeof node.name === "string" && !isRegistered(node.name)) {
    return `${node.name}()`;
  }
  for (const [name, child] of Object.entries(node)) {
    const mistake = firstMistake(child, node.type === "LetExpression" && name === "bindings");
    if (mistake !== null) return mistake;
  }
  return null;
}

/** The document as JSON has it: what is undefined is not there. */
function asJson(document: unknown): Json {
  return JSON.parse(JSON.stringify(document));
}

/** What `--raw` prints: text and numbers bare, everything else as JSON on one line; of an array each element on its own line. */
export function rawLines(result: unknown): string {
  const bare = (value: unknown) => typeof value === "string" ? value : JSON.stringify(value);
  const lines = Array.isArray(result) ? result.map(bare) : [bare(result)];
  return lines.map((line) => `${line}\n`).join("");
}
