// Whether human output goes through a pager, and through which.
import stringWidth from "string-width";
import type { Config } from "../config.ts";
import type { Host } from "../host.ts";

/**
 * The pager that the person chose: HOGA_PAGER, the `pager` setting, PAGER, in this order. Null is the usual one; undefined is none, which an
 * empty text, `cat`, `never` or a terminal that cannot move its cursor means.
 */
export function chosenPager(env: Host["env"], config: Config): string | null | undefined {
  if (env["TERM"] === "dumb") return undefined;
  const chosen = env["HOGA_PAGER"] ?? config.get("pager") ?? env["PAGER"];
  if (chosen === undefined) return null;
  const command = chosen.trim();
  return ["", "cat", "never"].includes(command) ? undefined : command;
}

/** Whether `text` leaves room for the next prompt on a terminal of so many cells. Lines that are too long take several of its own. */
export function fitsScreen(text: string, columns: number, rows: number): boolean {
  let taken = 0;
  for (const line of text.replace(/\n$/, "").split("\n")) {
    taken += Math.max(1, Math.ceil(stringWidth(line) / Math.max(1, columns)));
    if (taken >= rows) return false;
  }
  return true;
}
