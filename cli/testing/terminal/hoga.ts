// hoga itself on a pseudo-terminal.
import { fileURLToPath } from "node:url";
import { openTerminal, type Terminal } from "./terminal.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

export interface HogaOptions {
  readonly columns: number;
  readonly rows: number;
  /** The directory for hoga's files. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What would take a program that is looked at elsewhere, or change how it looks. */
const FOREIGN = /DATABASE_URL$|^(UPSTASH_|QSTASH_|HOGA_|LC_)|^(CI|LANG|LANGUAGE|NO_COLOR|FORCE_COLOR|COLORTERM|TERM)$/;

/** The environment of a person at a terminal: this process's without what only tests and CI set, in UTF-8. */
export function terminalEnvironment(
  home: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => !FOREIGN.test(name));
  // A proxy for the outside world must not come between a program and this machine.
  const noProxy = [Deno.env.get("NO_PROXY"), "127.0.0.1", "localhost"].filter(Boolean).join(",");
  return {
    ...Object.fromEntries(kept),
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    HOGA_HOME: home,
    HOGA_LANG: "ko",
    ...more,
  };
}

/** The command and the arguments that run hoga from source. */
export function hogaCommand(args: readonly string[] = []): readonly [string, ...string[]] {
  return [Deno.execPath(), "run", "-A", "--no-prompt", MAIN, ...args];
}

/** Starts hoga on a terminal; without arguments that is the screen. */
export function openHoga({ columns, rows, home, args, env }: HogaOptions): Terminal {
  const [command, ...rest] = hogaCommand(args);
  return openTerminal({ columns, rows, command, args: rest, env: terminalEnvironment(home, env) });
}
