import type { Context, Hono } from "hono";
import {
  type Api,
  callerIp,
  checkName,
  destinationOf,
  firstOr404,
  headersOf,
  MAX_MESSAGE_BYTES,
  orRefuse,
  readBody,
  Refusal,
} from "./http.ts";
import { parsePublishOptions } from "./publish_options.ts";
import { parseCron } from "./schedule.ts";
import { deleteSchedule, saveSchedule, scheduleViews, setSchedulePaused } from "./schedules.ts";
import { targetsOf } from "./url_groups.ts";

/** Schedules: create or overwrite, look, pause, remove. */
export function scheduleRoutes(app: Hono, api: Api): void {
  app.get("/v2/schedules", async (c) => c.json(await scheduleViews(api.sql, null)));
  app.get("/v2/schedules/:id", async (c) => {
    return c.json(firstOr404(await scheduleViews(api.sql, c.req.param("id")), "schedule"));
  });
  app.delete("/v2/schedules/:id", async (c) => {
    if (!await deleteSchedule(api.sql, c.req.param("id"))) throw new Refusal(404, "schedule not found");
    return c.body(null, 200);
  });
  // The client sends PATCH; the documentation says POST.
  for (const [action, paused] of [["pause", true], ["resume", false]] as const) {
    app.on(["PATCH", "POST"], `/v2/schedules/:id/${action}`, async (c) => {
      const found = await setSchedulePaused(api.sql, c.req.param("id"), paused, api.now());
      if (!found) throw new Refusal(404, "schedule not found");
      api.notify();
      return c.body(null, 200);
    });
  }
  app.post("/v2/schedules/*", (c) => create(c, api));
}

async function create(c: Context, api: Api): Promise<Response> {
  const request = c.req.raw;
  const body = (await readBody(request, MAX_MESSAGE_BYTES)).toString("base64");
  const destination = destinationOf(request, "/v2/schedules/");
  if (await targetsOf(api.sql, destination) === null) {
    throw new Refusal(400, `${destination} is neither a URL group nor a URL with http:// or https:// in front`);
  }
  const cron = request.headers.get("upstash-cron") ?? "";
  if (parseCron(cron) === null) {
    throw new Refusal(
      400,
      "Upstash-Cron must be a cron expression of five fields, with CRON_TZ=ZONE in front if need be",
    );
  }
  if (request.headers.has("upstash-not-before")) {
    throw new Refusal(400, "a schedule cannot have Upstash-Not-Before; use Upstash-Delay");
  }
  const { delivery, delayMs } = orRefuse(parsePublishOptions(headersOf(request)));
  const queue = request.headers.get("upstash-queue-name");
  const queueName = queue === null ? null : checkName("a queue's name", queue);
  const id = checkName("a schedule's id", request.headers.get("upstash-schedule-id") ?? `scd_${api.newId()}`);
  const settings = { delivery, delayMs, queueName, callerIp: callerIp(c) };
  await saveSchedule(api.sql, { id, cron, destination, settings, body }, api.now());
  api.notify();
  return c.json({ scheduleId: id });
}
