// The QStash schedules of the whole installation, created by id: creating them again changes nothing.
import type { Client } from "@upstash/qstash";
import type { Service } from "@hoga/events";
import { SCHEDULES as EXECUTION } from "@hoga/execution";
import { SCHEDULES as MARKET_DATA } from "@hoga/market-data";
import { SCHEDULES as ORDER } from "@hoga/order";
import { SCHEDULES as PORTFOLIO } from "@hoga/portfolio";

const ALL = [
  { service: "order", schedules: ORDER },
  { service: "portfolio", schedules: PORTFOLIO },
  { service: "execution", schedules: EXECUTION },
  { service: "market-data", schedules: MARKET_DATA },
] as const;

/** Creates every schedule, or overwrites it with the same. `urlOf` gives the address that QStash calls a service at. */
export async function ensureSchedules(client: Client, urlOf: (service: Service) => string): Promise<void> {
  await Promise.all(
    ALL.flatMap(({ service, schedules }) =>
      schedules.map(({ id, cron, path }) =>
        client.schedules.create({ scheduleId: id, cron, destination: `${urlOf(service)}${path}`, retries: 0 })
      )
    ),
  );
}
