import { Cron } from "croner";

/** A cron expression that was read: when it fires, as a function of time. */
export interface CronExpression {
  /** The first moment strictly after `after` at which it fires, both in epoch ms, or null when it never fires again. */
  next(after: number): number | null;
}

/**
 * Reads a five-field cron expression with an optional `CRON_TZ=<IANA zone>` in front (UTC without). Returns null when
 * it is not one. Ranges: minutes are the finest step, as in QStash.
 */
export function parseCron(text: string): CronExpression | null {
  const parts = text.trim().split(/\s+/);
  const zone = /^(?:CRON_)?TZ=(.+)$/.exec(parts[0] ?? "")?.[1];
  const fields = zone === undefined ? parts : parts.slice(1);
  if (fields.length !== 5) return null;
  try {
    const cron = new Cron(fields.join(" "), { timezone: zone ?? "UTC", mode: "5-part", paused: true });
    const next = (after: number) => cron.nextRun(new Date(after))?.getTime() ?? null;
    // An unknown zone is noticed only when a time is computed.
    next(0);
    return { next };
  } catch {
    // Croner throws at what it does not understand, and does nothing else that could fail.
    return null;
  }
}
