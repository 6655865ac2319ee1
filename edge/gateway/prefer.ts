// How long a caller wants to wait for the outcome of an order (RFC 7240).

const DEFAULT_WAIT_MS = 2_000;
export const MAX_WAIT_MS = 30_000;

/**
 * The wait (ms) that a `Prefer` header asks for: `wait=N` in seconds, at most 30; `respond-async` alone for none. What cannot be read is
 * ignored, as the RFC has it. `applied` is what `Preference-Applied` answers, or null when nothing was asked for.
 */
export function waitOf(prefer: string | undefined): { readonly waitMs: number; readonly applied: string | null } {
  const wanted = (prefer ?? "").split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const seconds = wanted.map((part) => /^wait\s*=\s*"?(\d{1,9})"?$/.exec(part)?.[1]).find((text) => text !== undefined);
  if (seconds !== undefined) {
    const waitMs = Math.min(Number(seconds) * 1000, MAX_WAIT_MS);
    return { waitMs, applied: `wait=${waitMs / 1000}` };
  }
  if (wanted.includes("respond-async")) return { waitMs: 0, applied: "respond-async" };
  return { waitMs: DEFAULT_WAIT_MS, applied: null };
}
