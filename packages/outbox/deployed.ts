// The ports of a service that runs by itself: Postgres, QStash and the other services at their addresses.
import { openPostgres } from "@hoga/db";
import { type Service, SERVICES } from "@hoga/events";
import { jsonLog } from "@hoga/telemetry";
import {
  type Env,
  readAddress,
  readDatabaseUrl,
  readDelivery,
  readQstash,
  requireSetting,
  SettingError,
} from "./environment.ts";
import { qstashClient, qstashPublisher, signatureCheck } from "./qstash.ts";
import type { ServicePorts } from "./service_parts.ts";
import { httpCalls } from "./transport.ts";

/** The setting that names a service's address for the others. */
const urlSetting = (service: Service): string => `${service.toUpperCase().replace("-", "_")}_URL`;

/** Waits so many real milliseconds, or until `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** The addresses of the other services. `PUBLIC_BASE_URL` is this one's own, as QStash and its signatures know it. */
function serviceUrls(env: Env, own: Service): Partial<Record<Service, string>> {
  const urls: Partial<Record<Service, string>> = {};
  for (const service of SERVICES) {
    const url = service === own ? env.PUBLIC_BASE_URL : readAddress(env, urlSetting(service), ["http:", "https:"]);
    if (url !== null && url !== undefined) urls[service] = url.replace(/\/$/, "");
    else if (service !== "gateway") throw new SettingError(`${urlSetting(service)} is missing`);
  }
  return urls;
}

/** Reads what a deployed service needs from the environment. Throws {@linkcode SettingError}, naming the first that is wrong or missing. */
export function deployedPorts(service: Service, env: Env, write: (line: string) => void): ServicePorts {
  if (env.HOGA_CLOCK !== undefined && env.HOGA_CLOCK !== "real") {
    throw new SettingError(`HOGA_CLOCK is "${env.HOGA_CLOCK}"; deployed services run on the real clock`);
  }
  const publicBaseUrl =
    (readAddress(env, "PUBLIC_BASE_URL", ["http:", "https:"]) ?? requireSetting(env, "PUBLIC_BASE_URL"))
      .replace(/\/$/, "");
  const databaseUrl = readDatabaseUrl(env, service) ?? requireSetting(env, "DATABASE_URL");
  const qstash = readQstash(env);
  if (qstash === null) throw new SettingError("QSTASH_URL is missing");
  const urls = serviceUrls(env, service);
  const serviceToken = requireSetting(env, "HOGA_SERVICE_TOKEN");
  if (serviceToken.length < 32) throw new SettingError("HOGA_SERVICE_TOKEN is shorter than 32 characters");
  return {
    sql: openPostgres(databaseUrl),
    call: httpCalls(urls, serviceToken, fetch),
    publish: qstashPublisher(qstashClient(qstash), (subscriber) => {
      const url = urls[subscriber as Service]; // The catalog names subscribers.
      if (url === undefined) throw new Error(`No address is known for the service ${subscriber}`);
      return `${url}/events`;
    }),
    delivery: readDelivery(env),
    serviceToken,
    signatures: signatureCheck(qstash),
    publicBaseUrl,
    now: () => Date.now(),
    pause,
    log: jsonLog(service, write, () => Date.now()),
  };
}

interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/** Runs a service's app as a process or a deployment does, on `PORT` where a platform does not choose. A wrong setting ends it with one line. */
export async function runService(start: (env: Env) => App | Promise<App>): Promise<void> {
  try {
    const env = Deno.env.toObject();
    const port = Number(env.PORT ?? 8000);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new SettingError(`PORT is "${env.PORT}"; it must be a port`);
    }
    const app = await start(env);
    Deno.serve({ port }, (request) => app.fetch(request));
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    Deno.exit(2);
  }
}
