// Notes of orders that were sent and not yet answered: one small file each, gone once the answer is there.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlaceOrder } from "./api/documents.ts";
import { isMissing, removeIfAny, writePrivateFile } from "./files.ts";

export interface PendingOrder {
  readonly key: string;
  readonly order: PlaceOrder;
  readonly startedAt: string;
}

function directory(stateDir: string): string {
  return join(stateDir, "pending-orders");
}

/** A key may hold characters that a file name cannot. */
async function notePath(stateDir: string, key: string): Promise<string> {
  // Loaded here, because it takes longer to load than most commands, which place no order, take altogether.
  const { createHash } = await import("node:crypto");
  return join(directory(stateDir), `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
}

export async function keepNote(stateDir: string, note: PendingOrder): Promise<void> {
  await writePrivateFile(await notePath(stateDir, note.key), `${JSON.stringify(note)}\n`);
}

export async function removeNote(stateDir: string, key: string): Promise<void> {
  await removeIfAny(await notePath(stateDir, key));
}

/** The keys of the orders that were never answered. A note that cannot be read counts by its file's name. */
export async function pendingKeys(stateDir: string): Promise<readonly string[]> {
  const keys: string[] = [];
  try {
    for (const name of await readdir(directory(stateDir))) {
      if (name.endsWith(".json")) keys.push(await readKey(join(directory(stateDir), name)) ?? name);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return keys.sort();
}

async function readKey(path: string): Promise<string | null> {
  try {
    const note: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof note === "object" && note !== null && "key" in note && typeof note.key === "string" ? note.key : null;
  } catch {
    return null;
  }
}
