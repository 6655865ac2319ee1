// The lock of an embedded data directory: one process owns it, and the lock tells the others where to find that process.
// The file is locked, not just written: the operating system lets go of it when its owner dies, however that happens.
// This file imports nothing heavy, so that a command can look for a running stack at once.
import { join } from "node:path";
import { z } from "zod";

const Lock = z.object({ pid: z.int().positive(), url: z.string(), apiKeyFile: z.string(), startedAt: z.string() });
/** Who owns a data directory: its process, the gateway's address and the file that holds the API key. */
export type Lock = z.infer<typeof Lock>;

const lockPath = (dataDir: string): string => join(dataDir, "hoga.lock");
const ownerPath = (dataDir: string): string => join(dataDir, "hoga.json");

/** Whether somebody holds the lock. */
async function isHeld(dataDir: string): Promise<boolean> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(lockPath(dataDir), { read: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  using held = file;
  return !await held.tryLock(false);
}

/** What the owner wrote about itself; null before it has, or when a crash cut it short. */
async function readOwner(dataDir: string): Promise<Lock | null> {
  try {
    return Lock.parse(JSON.parse(await Deno.readTextFile(ownerPath(dataDir))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof z.ZodError) {
      return null;
    }
    throw error;
  }
}

/** The live owner of `dataDir`, or null when nobody owns it, its owner was killed or is still starting. */
export async function readLock(dataDir: string): Promise<Lock | null> {
  return await isHeld(dataDir) ? await readOwner(dataDir) : null;
}

async function removeIfAny(path: string): Promise<void> {
  await Deno.remove(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** A data directory in this process's hands. */
export interface HeldLock {
  /** Tells the other processes where this one answers. */
  announce(owner: Omit<Lock, "pid">): Promise<void>;
  release(): Promise<void>;
}

/** How often a lock is tried for: an owner that starts for the first time takes some seconds, one that stops lets go sooner. */
const TRIES = 300;
const TRY_MS = 50;

/**
 * Takes `dataDir` for this process, or says who has it. An owner that has just begun to start is waited for, so that whoever comes second
 * learns its address. Null stands for an owner that has not told its address in a quarter of a minute.
 */
export async function takeLock(
  dataDir: string,
  pause: (ms: number) => Promise<void>,
): Promise<{ readonly held: HeldLock } | { readonly owner: Lock | null }> {
  await Deno.mkdir(dataDir, { recursive: true });
  const file = await Deno.open(lockPath(dataDir), { create: true, read: true, write: true });
  for (let tries = 0; !await file.tryLock(true); tries++) {
    const owner = await readOwner(dataDir);
    if (owner !== null || tries >= TRIES) {
      file.close();
      return { owner };
    }
    await pause(TRY_MS);
  }
  // What a killed owner said about itself is not true of this one.
  await removeIfAny(ownerPath(dataDir));
  return {
    held: {
      async announce(owner) {
        const temporary = `${ownerPath(dataDir)}.new`;
        await Deno.writeTextFile(temporary, JSON.stringify({ pid: Deno.pid, ...owner }));
        await Deno.rename(temporary, ownerPath(dataDir));
      },
      async release() {
        await removeIfAny(ownerPath(dataDir));
        file.close();
      },
    },
  };
}
