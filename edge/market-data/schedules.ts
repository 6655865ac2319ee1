// The QStash schedules of this service. The free plan has ten for the whole installation.

/** One QStash schedule: an empty `POST` to `path` of this service whenever `cron` says so. */
export interface Schedule {
  readonly id: string;
  readonly cron: string;
  readonly path: string;
}

/**
 * Ticks at the usual hours are on time to the second; the one of every minute announces the unusual hours (the year's first session, the
 * day of the college entrance exam, overrides) and catches up what was missed.
 */
export const SCHEDULES: readonly Schedule[] = [
  { id: "hoga-session-open", cron: "CRON_TZ=Asia/Seoul 0 9 * * 1-5", path: "/sessions/tick" },
  { id: "hoga-session-close", cron: "CRON_TZ=Asia/Seoul 30 15 * * 1-5", path: "/sessions/tick" },
  { id: "hoga-market-data-drain", cron: "* * * * *", path: "/outbox/drain" },
  { id: "hoga-sessions", cron: "* * * * *", path: "/sessions/tick" },
];
