// The user's list of symbols, kept beside the settings.
import { usageError } from "./errors.ts";
import { readTextIfAny, writePrivateFile } from "./files.ts";
import type { Messages } from "./i18n/mod.ts";

/** The symbols in the order in which they were added. A missing file is an empty list. */
export async function readWatchlist(path: string, t: Messages): Promise<readonly string[]> {
  const text = await readTextIfAny(path);
  if (text === null) return [];
  const symbols = symbolsOf(text);
  if (symbols === null) throw usageError(t.watchlist.broken(path));
  return symbols;
}

function symbolsOf(text: string): readonly string[] | null {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== "object" || document === null || !("symbols" in document)) return null;
    const { symbols } = document;
    const isList = Array.isArray(symbols) && symbols.every((symbol): symbol is string => typeof symbol === "string");
    return isList ? symbols : null;
  } catch {
    return null;
  }
}

export async function writeWatchlist(path: string, symbols: readonly string[]): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify({ symbols })}\n`);
}
