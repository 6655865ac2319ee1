// What QStash calls on a schedule, as data: the id makes creating one again harmless.
export const SCHEDULES = [
  { id: "hoga-execution-drain", cron: "* * * * *", path: "/outbox/drain" },
  { id: "hoga-execution-wake", cron: "* * * * *", path: "/wake" },
] as const;
