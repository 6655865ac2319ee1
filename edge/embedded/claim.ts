// How processes agree on one owner, on files alone: Node has no locks that the system lets go of.
//
// The files are numbered, and the one with the highest number is the truth: it names the owner, or says that there is none any more. Whoever
// finds no living owner in it makes the next number, which the file system lets one process do. The highest file is never removed, so the
// numbers only grow; whoever was slow, and makes a number that others have been past, sees theirs when it looks again, and begins anew.
import type { ProcessIdentity } from "./process_identity.ts";

/** Files of one directory. Each call happens whole or not at all in the eyes of other processes. */
export interface ClaimFiles {
  /** The numbers of the files that are there. */
  list(): Promise<readonly number[]>;
  /** The text of a file; null when it is not there any more. */
  read(number: number): Promise<string | null>;
  /** Makes a file with its text. Answers false when there is one already, or when it could not be tried: then look again. */
  create(number: number, text: string): Promise<boolean>;
  /** Puts another text in the place of a file's. */
  replace(number: number, text: string): Promise<void>;
  /** Removes a file, if it is there. */
  remove(number: number): Promise<void>;
}

/** What the owner tells the others about itself once it can. */
export interface Told {
  readonly url: string;
  readonly apiKeyFile: string;
  readonly startedAt: string;
}

/** Somebody who lives and owns the directory; `told` is null until they have announced themselves. */
export interface Owner {
  readonly identity: ProcessIdentity;
  readonly told: Told | null;
}

/** The directory in this process's hands. */
export interface Claim {
  announce(told: Told): Promise<void>;
  /** Lets go: from now on there is no owner. */
  release(): Promise<void>;
}

/** The effects of a claim. */
export interface ClaimPorts {
  readonly files: ClaimFiles;
  readonly self: ProcessIdentity;
  readonly isAlive: (identity: ProcessIdentity) => Promise<boolean>;
}

const RELEASED = JSON.stringify({ released: true });

/** The living owner, or null. */
export async function findOwner(files: ClaimFiles, isAlive: ClaimPorts["isAlive"]): Promise<Owner | null> {
  return (await readTruth(files, isAlive)).owner;
}

/** Takes the directory for `self`, or says who has it. */
export async function claim({ files, self, isAlive }: ClaimPorts): Promise<Claim | Owner> {
  while (true) {
    const { number, owner } = await readTruth(files, isAlive);
    if (owner !== null) return owner;
    const own = number + 1;
    if (!await files.create(own, written(self, null))) continue;
    const numbers = await files.list();
    if (Math.max(...numbers) > own) {
      await files.remove(own);
      continue;
    }
    for (const passed of numbers) if (passed < own) await files.remove(passed);
    return claimOf(files, self, own);
  }
}

function claimOf(files: ClaimFiles, self: ProcessIdentity, own: number): Claim {
  let text = written(self, null);
  const replace = async (next: string) => {
    // A user may have removed the file, or the directory: what is not ours any more is not to come back.
    if (await files.read(own) !== text) return;
    await files.replace(own, next);
    text = next;
  };
  return { announce: (told) => replace(written(self, told)), release: () => replace(RELEASED) };
}

/** The highest number, 0 where there is none, and the living owner that its file names. */
async function readTruth(
  files: ClaimFiles,
  isAlive: ClaimPorts["isAlive"],
): Promise<{ readonly number: number; readonly owner: Owner | null }> {
  while (true) {
    const number = Math.max(0, ...await files.list());
    if (number === 0) return { number, owner: null };
    const text = await files.read(number);
    // It went because there is a higher one.
    if (text === null) continue;
    const owner = parseOwner(text);
    return { number, owner: owner !== null && await isAlive(owner.identity) ? owner : null };
  }
}

function written({ pid, began }: ProcessIdentity, told: Told | null): string {
  return JSON.stringify({ pid, began, ...told });
}

/** The owner that a file names; null for a released one, and for what a loss of power left of a file. */
export function parseOwner(text: string): Owner | null {
  const { pid, began, url, apiKeyFile, startedAt } = parseObject(text);
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return null;
  const isTold = typeof url === "string" && typeof apiKeyFile === "string" && typeof startedAt === "string";
  return {
    identity: { pid, began: typeof began === "string" ? began : null },
    told: isTold ? { url, apiKeyFile, startedAt } : null,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
