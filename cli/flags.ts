// The flags that every command takes, found anywhere on the command line, and the verb that a lone noun stands for.

export interface GlobalFlags {
  /** Print the document: by `--json`, or because `--query` asks for a part of it. */
  readonly json: boolean;
  /** A JMESPath expression, as typed; checked before a command does anything. */
  readonly query: string | undefined;
  /** Print what `--query` gives as bare text. */
  readonly raw: boolean;
  readonly quiet: boolean;
  readonly noColor: boolean;
  readonly noPager: boolean;
  /** As typed; checked where the language is chosen. */
  readonly lang: string | undefined;
  readonly account: string | undefined;
  /** A flag that came without its value. */
  readonly missingValue: string | null;
  /** The arguments without the global flags. */
  readonly rest: readonly string[];
}

const SWITCHES: Readonly<Record<string, "json" | "raw" | "quiet" | "noColor" | "noPager">> = {
  "--json": "json",
  "--raw": "raw",
  "-r": "raw",
  "--quiet": "quiet",
  "-q": "quiet",
  "--no-color": "noColor",
  "--no-pager": "noPager",
};
const VALUED = ["--lang", "--account", "--query"] as const;

/** Takes the global flags out of `args`. What follows `--` is left alone. */
export function extractGlobalFlags(args: readonly string[]): GlobalFlags {
  const on = { json: false, raw: false, quiet: false, noColor: false, noPager: false };
  let missingValue: string | null = null;
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") {
      rest.push(...args.slice(index));
      break;
    }
    const known = Object.hasOwn(SWITCHES, arg) ? SWITCHES[arg] : undefined;
    const valued = VALUED.find((flag) => arg === flag || arg.startsWith(`${flag}=`));
    if (known !== undefined) on[known] = true;
    else if (valued !== undefined) {
      const isApart = arg === valued;
      const value = isApart ? args[index + 1] : arg.slice(valued.length + 1);
      // What looks like the next flag is no value: neither a language, an account nor a query begins with a dash.
      if (value === undefined || value === "" || value.startsWith("-")) missingValue = valued;
      else {
        values.set(valued, value);
        if (isApart) index++;
      }
    } else rest.push(arg);
  }
  const query = values.get("--query");
  return {
    ...on,
    json: on.json || query !== undefined,
    query,
    lang: values.get("--lang"),
    account: values.get("--account"),
    missingValue,
    rest,
  };
}

/** The verb that a noun alone means: `hoga order` lists the orders, `hoga market` tells the status. */
const DEFAULT_VERBS = new Map([
  ["order", "list"],
  ["market", "status"],
  ["watchlist", "list"],
  ["account", "show"],
  ["ops", "status"],
  ["config", "list"],
  ["key", "list"],
]);

/** Adds the default verb where a noun came without one; `hoga order --help` stays a question about the noun. */
export function withDefaultVerb(args: readonly string[]): readonly string[] {
  const [noun, next] = args;
  const verb = noun === undefined ? undefined : DEFAULT_VERBS.get(noun);
  if (noun === undefined || verb === undefined) return args;
  const isVerbless = next === undefined || (next.startsWith("-") && next !== "-h" && next !== "--help");
  return isVerbless ? [noun, verb, ...args.slice(1)] : args;
}
