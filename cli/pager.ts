// The pager of a real terminal: a program of its own that takes the text and keeps the terminal until the person leaves it.
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";

/** What `less` needs: quit where all fits, pass colors on, leave the text on the screen. */
const LESS_FLAGS = ["-FRX"];
/** A shell exits so when there is no such program, or when it may not be run. */
const NOT_RUN = [126, 127];

/**
 * Shows `text` through `command`, which the shell runs, or through `less` when it is null. Resolves once the person has left it, however early;
 * false when there is no such program, and nothing was shown.
 */
export async function runPager(text: string, command: string | null): Promise<boolean> {
  const env = { LESSCHARSET: "utf-8", ...process.env };
  const stdio: ["pipe", "inherit", "inherit"] = ["pipe", "inherit", "inherit"];
  const child = command === null
    ? spawn("less", LESS_FLAGS, { stdio, env })
    : spawn(command, { stdio, env, shell: true });
  const restoreSignals = leaveInterrupts();
  try {
    return await shown(child, text);
  } finally {
    restoreSignals();
  }
}

function shown(child: ChildProcess, text: string): Promise<boolean> {
  return new Promise((done, fail) => {
    child.on("error", (error) => "code" in error && error.code === "ENOENT" ? done(false) : fail(error));
    child.on("close", (code) => done(code === null || !NOT_RUN.includes(code)));
    // Who leaves before the end closes the pipe: that is no failure.
    child.stdin?.on("error", () => {});
    child.stdin?.end(text);
  });
}

/** Ctrl-C belongs to the pager while it runs: it stops a search there, and must not take the terminal away from under it. */
function leaveInterrupts(): () => void {
  const kept = process.listeners("SIGINT");
  const ignore = () => {};
  process.on("SIGINT", ignore);
  for (const listener of kept) process.off("SIGINT", listener);
  return () => {
    for (const listener of kept) process.on("SIGINT", listener);
    process.off("SIGINT", ignore);
  };
}
