// What QStash calls on a schedule, as data: the id makes creating one again harmless.
export const SCHEDULES = [{ id: "hoga-portfolio-drain", cron: "* * * * *", path: "/outbox/drain" }] as const;
