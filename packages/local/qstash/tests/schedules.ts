import assert from "node:assert/strict";
import { failing, json, refused, scenario, START, type World } from "./harness.ts";

const MINUTE = 60_000;

/** Moves the clock to each of the times in turn and ticks there; returns the times at which something arrived. */
async function arrivals(world: World, ...times: number[]): Promise<number[]> {
  const found: number[] = [];
  for (const time of times) {
    world.clock.at = time;
    await world.qstash.tick();
    for (const _ of world.arrived()) found.push(time);
  }
  return found;
}

scenario("schedule: fires by its five fields in its zone, with the id, the body and the headers", async (world) => {
  const { client, clock, destination } = world;
  const answer = await client.schedules.create({
    destination: `${destination}/open?a=1`,
    cron: "CRON_TZ=Asia/Seoul 0 9 * * 1-5",
    scheduleId: "session.open-1",
    body: `{"phase":"open"}`,
    headers: { "X-Own": "1" },
    method: "PUT",
  });
  assert.deepEqual(answer, { scheduleId: "session.open-1" });
  // The clock starts at 08:59:30 on a Monday in Seoul.
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: START + 30_000 });
  clock.at = START + 30_000;
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: START + 30_000 + 24 * 60 * MINUTE });
  const [call] = world.calls;
  assert.equal(call?.url, `${destination}/open?a=1`);
  assert.equal(call.method, "PUT");
  assert.deepEqual(json(call), { phase: "open" });
  assert.equal(call.headers.get("upstash-schedule-id"), "session.open-1");
  assert.equal(call.headers.get("x-own"), "1");
  assert.equal(call.headers.get("content-type"), "application/json");
  // Friday 09:00 is followed by Monday 09:00.
  clock.at = START + 30_000 + 4 * 24 * 60 * MINUTE;
  assert.equal((await world.qstash.tick()).nextDueAt, START + 30_000 + 7 * 24 * 60 * MINUTE);
});

scenario("schedule: UTC without a zone, once a minute at the most", async (world) => {
  await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "0 0 * * *" });
  assert.equal((await world.qstash.tick()).nextDueAt, Date.UTC(2026, 10, 23));
  await world.client.schedules.create({ destination: `${world.destination}/y`, cron: "* * * * *" });
  const times = [START + 29_999, START + 30_000, START + 60_000, START + 90_000];
  assert.deepEqual(await arrivals(world, ...times), [times[1], times[1], times[3]]);
});

scenario("schedule: at 60 times the speed a minute's schedule fires every second of real time", async (world) => {
  await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "* * * * *" });
  const seconds = Array.from({ length: 20 }, (_, n) => START + 30_000 + n * MINUTE + 17 * n);
  assert.deepEqual(await arrivals(world, ...seconds), seconds);
});

scenario("schedule: late, it fires once for all that was missed and goes on from now", async (world) => {
  await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "* * * * *", scheduleId: "s" });
  await world.restart();
  world.clock.at = START + 30_000 + 90 * MINUTE + 5000;
  // A start deploys its schedules again, which must not forget the missed firing.
  await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "* * * * *", scheduleId: "s" });
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: START + 30_000 + 91 * MINUTE });
});

scenario("schedule: a pause, by PATCH and by POST, drops its firings", async (world) => {
  const { client, clock, destination } = world;
  await client.schedules.create({ destination: `${destination}/x`, cron: "* * * * *", scheduleId: "s" });
  await client.schedules.pause({ schedule: "s" });
  assert.equal((await client.schedules.get("s")).isPaused, true);
  clock.at += 10 * MINUTE;
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: null });
  await client.schedules.resume({ schedule: "s" });
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: START + 30_000 + 10 * MINUTE });
  assert.equal((await world.raw("/v2/schedules/s/pause", { method: "POST" })).status, 200);
  assert.equal((await world.qstash.tick()).nextDueAt, null);
  assert.equal((await world.raw("/v2/schedules/s/resume", { method: "POST" })).status, 200);
  assert.notEqual((await world.qstash.tick()).nextDueAt, null);
  assert.equal((await refused(() => client.schedules.pause({ schedule: "none" }))).status, 404);
});

scenario("schedule: the same id overwrites; get, list and delete", async (world) => {
  const { client, clock, destination } = world;
  const create = (path: string, cron: string) =>
    client.schedules.create({
      destination: destination + path,
      cron,
      scheduleId: "s",
      retries: 1,
      retryDelay: "5",
      label: "l",
      body: "b",
    });
  await create("/old", "0 3 * * *");
  clock.at += 1000;
  await create("/new", "* * * * *");
  clock.at = START + 30_000;
  world.answer = () => failing();
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/new"]);

  const schedule = await client.schedules.get("s");
  assert.deepEqual(await client.schedules.list(), [schedule]);
  const { lastScheduleStates = {}, ...rest } = schedule;
  assert.deepEqual(Object.values(lastScheduleStates), ["IN_PROGRESS"]);
  assert.deepEqual(rest, {
    scheduleId: "s",
    cron: "* * * * *",
    createdAt: START,
    destination: `${destination}/new`,
    method: "POST",
    header: { "Content-Type": ["application/json"] },
    body: "b",
    retries: 1,
    retryDelayExpression: "5",
    callerIP: "127.0.0.1",
    callerIp: "127.0.0.1",
    isPaused: false,
    label: "l",
    labels: ["l"],
    lastScheduleTime: START + 30_000,
    nextScheduleTime: START + 30_000 + MINUTE,
  });
  clock.at += 5;
  await world.qstash.tick();
  assert.deepEqual(Object.values((await client.schedules.get("s")).lastScheduleStates ?? {}), ["FAIL"]);
  await client.schedules.delete("s");
  assert.deepEqual(await client.schedules.list(), []);
  assert.equal((await refused(() => client.schedules.get("s"))).status, 404);
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: null });
});

scenario("schedule: to a URL group, through a queue, and with a delay", async (world) => {
  const { client, destination, clock } = world;
  await client.urlGroups.addEndpoints({
    name: "g",
    endpoints: [{ url: `${destination}/a` }, { url: `${destination}/b` }],
  });
  await client.schedules.create({ destination: "g", cron: "* * * * *", queueName: "q", delay: 20, scheduleId: "s" });
  clock.at = START + 30_000;
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: START + 50_000 });
  assert.equal((await client.queue({ queueName: "q" }).get()).lag, 2);
  clock.at = START + 50_000;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/a", "/b"]);
});

scenario("schedule: what cannot be one is refused with 400", async (world) => {
  const destination = `${world.destination}/x`;
  const wrong = [
    { destination, cron: "* * * * * *" },
    { destination, cron: "61 * * * *" },
    { destination, cron: "CRON_TZ=Mars/Olympus * * * * *" },
    { destination, cron: "" },
    { destination, cron: "* * * * *", scheduleId: "a b" },
    { destination: "nobody", cron: "* * * * *" },
    { destination, cron: "* * * * *", headers: { "Upstash-Not-Before": "1" } },
  ];
  for (const schedule of wrong) {
    assert.equal((await refused(() => world.client.schedules.create(schedule))).status, 400, JSON.stringify(schedule));
  }
  assert.deepEqual(await world.client.schedules.list(), []);
});

scenario(
  "schedule: a market clock that was set back does not hold it until the old time comes again",
  async (world) => {
    await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "* * * * *" });
    world.clock.at = START - 10 * 24 * 60 * MINUTE;
    await world.restart();
    assert.equal((await world.qstash.tick()).nextDueAt, START + 30_000 - 10 * 24 * 60 * MINUTE);
  },
);
