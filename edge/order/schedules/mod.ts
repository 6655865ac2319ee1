// What QStash calls on a schedule, as data: the id makes creating one again harmless.
export const SCHEDULES = [
  { id: "hoga-order-drain", cron: "* * * * *", path: "/outbox/drain" },
  { id: "hoga-order-sweep", cron: "* * * * *", path: "/activations/sweep" },
] as const;
