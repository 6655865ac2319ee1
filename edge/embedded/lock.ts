// The lock of an embedded data directory: one process owns it, and the lock tells the others where to find that process. It works between
// Node and Deno, and a lock whose owner has ended, however that happened, is free.
// This file imports nothing heavy, so that a command can look for a running stack at once.
import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { claim, type ClaimFiles, findOwner, type Owner, parseOwner, type Told } from "./claim.ts";
import { isMissing } from "./missing.ts";
import { isAlive, ownIdentity } from "./process_identity.ts";

/** Who owns a data directory: its process, the gateway's address, the file that holds the API key, and since when (ISO 8601). */
export type Lock = Told & { readonly pid: number };

/** A data directory in this process's hands. */
export interface HeldLock {
  /** Tells the other processes where this one answers. */
  announce(owner: Told): Promise<void>;
  release(): Promise<void>;
}

const NUMBERED = /^hoga\.lock\.(\d{1,15})$/;
/** A file that is being written: it gets its number when it is whole. */
const DRAFT = /^hoga\.lock\..+\.new$/;
/** What hoga 0.1.0 locked and wrote about its owner before the files were numbered. */
const FIRST_LOCK = "hoga.lock";
const FIRST_OWNER = "hoga.json";

/** How often a lock is tried for: an owner that starts for the first time takes some seconds, one that stops lets go sooner. */
const TRIES = 300;
const TRY_MS = 50;

/** The live owner of `dataDir`, or null when nobody owns it, its owner was killed or is still starting. */
export async function readLock(dataDir: string): Promise<Lock | null> {
  const owner = await findOwner(lockFiles(dataDir), isAlive) ?? await firstOwner(dataDir);
  return owner === null ? null : lockOf(owner);
}

/**
 * Takes `dataDir` for this process, or says who has it. An owner that has just begun to start is waited for, so that whoever comes second
 * learns its address. Null stands for an owner that has not told its address in a quarter of a minute.
 */
export async function takeLock(
  dataDir: string,
  pause: (ms: number) => Promise<void>,
): Promise<{ readonly held: HeldLock } | { readonly owner: Lock | null }> {
  await mkdir(dataDir, { recursive: true });
  const files = lockFiles(dataDir);
  const self = await ownIdentity();
  for (let tries = 0;; tries++) {
    const found = await firstOwner(dataDir) ?? await claim({ files, self, isAlive });
    if ("announce" in found) {
      await removeLitter(dataDir);
      return { held: found };
    }
    if (found.told !== null || tries >= TRIES) return { owner: lockOf(found) };
    await pause(TRY_MS);
  }
}

function lockOf({ identity, told }: Owner): Lock | null {
  return told === null ? null : { pid: identity.pid, ...told };
}

async function namesIn(dataDir: string): Promise<readonly string[]> {
  try {
    return await readdir(dataDir);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function lockFiles(dataDir: string): ClaimFiles {
  const pathOf = (number: number) => join(dataDir, `hoga.lock.${number}`);
  const draftOf = (number: number) => `${pathOf(number)}.${process.pid}-${crypto.randomUUID()}.new`;
  return {
    async list() {
      return (await namesIn(dataDir)).flatMap((name) => NUMBERED.exec(name)?.slice(1).map(Number) ?? []);
    },
    read: (number) => textOf(pathOf(number)),
    async create(number, text) {
      const draft = draftOf(number);
      try {
        await writeFile(draft, text, { mode: 0o600 });
        // The name comes with the whole text, and fails where there is one: no other call does both.
        await link(draft, pathOf(number));
        return true;
      } catch (error) {
        // Whoever took the directory meanwhile may have removed the draft. One whose directory is gone has nothing to look at again.
        const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
        if (!isThere && !isMissing(error)) throw error;
        if (!isThere) await stat(dataDir);
        return false;
      } finally {
        await rm(draft, { force: true });
      }
    },
    async replace(number, text) {
      const draft = draftOf(number);
      try {
        await writeFile(draft, text, { mode: 0o600 });
        await rename(draft, pathOf(number));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    remove: (number) => rm(pathOf(number), { force: true }),
  };
}

/** Removes what crashes left of drafts, and the lock of before. Only the owner does this: nobody else has use for them. */
async function removeLitter(dataDir: string): Promise<void> {
  for (const name of await namesIn(dataDir)) {
    if (DRAFT.test(name) || name === FIRST_LOCK || name === FIRST_OWNER) await rm(join(dataDir, name), { force: true });
  }
}

/**
 * The owner by the lock that hoga 0.1.0 had before the files were numbered: a file that the system held locked for as long as it ran. Linux
 * lists such locks; elsewhere the process that the owner named tells.
 */
async function firstOwner(dataDir: string): Promise<Owner | null> {
  const lock = await stat(join(dataDir, FIRST_LOCK)).catch(() => null);
  if (lock === null) return null;
  const owner = parseOwner(await textOf(join(dataDir, FIRST_OWNER)) ?? "");
  const locks = await textOf("/proc/locks");
  if (locks === null) return owner !== null && await isAlive(owner.identity) ? owner : null;
  const isHeld = locks.split("\n").some((line) => line.includes(" FLOCK ") && line.includes(`:${lock.ino} `));
  return isHeld ? owner ?? { identity: { pid: process.pid, began: null }, told: null } : null;
}
