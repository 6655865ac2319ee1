// What is wrong with a request, in one sentence that names the field, its value and what would be right.
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** The longest piece of a caller's own text that is quoted back. */
const QUOTED_MAX = 60;

const PARTS = {
  json: { whole: "The body", field: "field" },
  query: { whole: "The query", field: "query parameter" },
  param: { whole: "The path", field: "path parameter" },
  header: { whole: "The headers", field: "header" },
} as const;

/** The part of a request that was looked at. */
export type Part = keyof typeof PARTS;

/** Whether `text` names a part of a request. */
export function isPart(text: string): text is Part {
  return Object.hasOwn(PARTS, text);
}

/**
 * The first issue of a refused request as a sentence. `input` is what was checked; `fields` are the names it may have.
 * Examples: `quantity must be a number, not "ten"`; `"qty" is not a field here: the fields are symbol, side`.
 */
export function requestError(part: Part, error: z.ZodError, input: unknown, fields: readonly string[]): string {
  const issue = error.issues[0];
  if (issue === undefined) return `${PARTS[part].whole} is not valid`;
  const words = PARTS[part];
  if (issue.code === "unrecognized_keys") {
    const known = fields.length === 0 ? "there are none" : `the ${words.field}s are ${fields.join(", ")}`;
    return `${quoted(issue.keys[0])} is not a ${words.field} here: ${known}`;
  }
  const value = valueAt(input, issue.path);
  const name = issue.path.length === 0 ? words.whole : issue.path.join(".");
  if (value === undefined) return `${name} is missing: it must be ${wanted(issue)}`;
  return `${name} must be ${wanted(issue)}, not ${quoted(value)}`;
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return aKind(issue.expected);
    case "invalid_value":
      return issue.values.map(String).join(" or ");
    case "too_small":
      return bound(issue.origin, "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, "at most", issue.maximum);
    case "invalid_format":
      return formats[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

function bound(origin: string, words: string, limit: number | bigint): string {
  if (origin === "string") return `${words} ${limit} character${Number(limit) === 1 ? "" : "s"} long`;
  if (origin === "array") return `${words} ${limit} long`;
  return `${words} ${limit}`;
}

const formats: Readonly<Record<string, string>> = {
  safeint: "a whole number",
  date: "a date like 2025-03-14",
  datetime: "a time like 2025-03-14T09:00:00+09:00",
};

function aKind(expected: string): string {
  if (expected === "int") return "a whole number";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function quoted(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  // The replacement keeps a caller's line breaks and control characters from breaking the one line.
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= QUOTED_MAX ? text : `${text.slice(0, QUOTED_MAX)}…`;
}
