// Programs as a shell starts them, where it matters how they leave the terminal.
import { join } from "node:path";
import { terminalEnvironment } from "./hoga.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** A program started by a shell that does not mend the terminal afterwards. */
export interface Shelled {
  readonly terminal: Terminal;
  /** The program's process, once it runs. */
  pid(): Promise<number>;
  /** The terminal's line modes as `stty -a` tells them, before and after the program; only once the shell has ended. */
  lineModes(): Promise<{ readonly before: string; readonly after: string }>;
}

export interface ShellOptions {
  readonly command: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a command by `sh`, which then prints `exit=` and its exit code, and ends. */
export async function openShelled({ command, home, env }: ShellOptions): Promise<Shelled> {
  const files = await Deno.makeTempDir({ dir: home });
  const [before, after] = [join(files, "before"), join(files, "after")];
  const script = `stty -a > ${before}; ${command.map(quoted).join(" ")}; echo "exit=$?"; stty -a > ${after}`;
  const terminal = openTerminal({
    columns: 100,
    rows: 30,
    command: "/bin/sh",
    args: ["-c", script],
    env: terminalEnvironment(home, env),
  });
  return {
    terminal,
    pid: () => childOf(terminal.pid),
    lineModes: async () => ({ before: await Deno.readTextFile(before), after: await Deno.readTextFile(after) }),
  };
}

/** A shell that a person types into, with a prompt of `$ `. It leaves bracketed paste alone, so that what is seen is the program's doing. */
export async function openBash(
  { home, env }: Pick<ShellOptions, "home" | "env">,
  size = { columns: 100, rows: 30 },
): Promise<Terminal> {
  const inputrc = join(home, "inputrc");
  await Deno.writeTextFile(inputrc, "set enable-bracketed-paste off\n");
  const shell = openTerminal({
    ...size,
    command: "bash",
    args: ["--norc", "--noprofile", "-i"],
    env: terminalEnvironment(home, { PS1: "$ ", INPUTRC: inputrc, ...env }),
  });
  await shell.until(/^\$ ?$/m, "a prompt");
  return shell;
}

/** The process that a shell started last. */
export async function childOf(shell: number): Promise<number> {
  const { stdout } = await new Deno.Command("pgrep", { args: ["-P", String(shell), "-n"] }).output();
  const pid = Number(new TextDecoder().decode(stdout));
  if (pid === 0) throw new Error(`the shell ${shell} runs nothing`);
  return pid;
}

/** A word for a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
