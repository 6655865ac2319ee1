// Which process is meant, and whether it still lives. A number alone does not say: systems give the numbers of ended processes away again.
import { readFile } from "node:fs/promises";
import process from "node:process";

/** A process of this machine. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own words; null where the system does not tell. */
  readonly began: string | null;
}

/** Fields of `/proc/<pid>/stat`, counted from the one after the name: the name may hold anything, parentheses too. */
const STATE = 0;
const START_TICKS = 19;

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, began: await beginningOf(process.pid) };
}

/** Whether a process lives. One that is stopped lives; one that has ended and was not yet asked after by its parent does not. */
export async function isAlive({ pid, began }: ProcessIdentity): Promise<boolean> {
  if (!isThere(pid)) return false;
  const found = await beginningOf(pid);
  // Where the system tells nothing, the number has to do. It may also have ended just now.
  return found === null ? isThere(pid) : found !== "ended" && (began === null || found === began);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user lives, and may not be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process began: "ended" for one that is only a name any more, null where that cannot be known. */
async function beginningOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") return await linuxBeginning(pid);
  return process.platform === "win32" ? null : await psBeginning(pid);
}

/** The boot and the tick of it: after another boot the ticks begin anew. */
async function linuxBeginning(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[STATE] === "Z" || fields[STATE] === "X") return "ended";
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()}/${fields[START_TICKS]}`;
  } catch {
    return null;
  }
}

async function psBeginning(pid: number): Promise<string | null> {
  const { execFile } = await import("node:child_process");
  // The words must be the same whoever asks, whatever their language and time zone.
  const env = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
  return await new Promise((done) => {
    execFile("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { env }, (error, stdout) => {
      const [, state, began] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(stdout) ?? [];
      done(error !== null || began === undefined ? null : state?.startsWith("Z") ? "ended" : began);
    });
  });
}
