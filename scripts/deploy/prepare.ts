// Makes a deployment ready: migrates each service's database, creates QStash's schedules, and with --user NAME a user with a key.
// Everything but the key is safe to repeat, so that it can run before every release.
import { migrate, openPostgres, SCHEMAS } from "@hoga/db";
import { type Service, SERVICES } from "@hoga/events";
import { identityStore, newApiKey } from "@hoga/identity";
import { qstashClient, readAddress, readDatabaseUrl, readQstash, requireSetting, SettingError } from "@hoga/outbox";
import { ensureSchedules } from "../../edge/embedded/schedules.ts";

const env = Deno.env.toObject();

/** Migrates the schemas of services that share a database together. */
async function migrateAll(): Promise<void> {
  const addressOf = (schema: string) =>
    readDatabaseUrl(env, schema.replace("_", "-")) ?? requireSetting(env, "DATABASE_URL");
  for (const [url, schemas] of Map.groupBy(SCHEMAS, addressOf)) {
    const sql = openPostgres(url);
    try {
      await migrate(sql, schemas);
    } finally {
      await sql.close();
    }
    console.log(`migrated: ${schemas.join(", ")}`);
  }
}

async function createSchedules(): Promise<void> {
  const qstash = readQstash(env);
  if (qstash === null) throw new SettingError("QSTASH_URL is missing");
  const urls = SERVICES.filter((service) => service !== "gateway").map((service) => {
    const name = `${service.toUpperCase().replace("-", "_")}_URL`;
    const url = readAddress(env, name, ["https:", "http:"]) ?? requireSetting(env, name);
    return [service, url.replace(/\/$/, "")] as const;
  });
  const addresses = new Map<Service, string>(urls);
  await ensureSchedules(qstashClient(qstash), (service) => addresses.get(service) ?? "");
  console.log("schedules: in place");
}

async function createUser(name: string): Promise<void> {
  const sql = openPostgres(readDatabaseUrl(env, "gateway") ?? requireSetting(env, "DATABASE_URL"));
  try {
    const identity = identityStore(sql);
    const key = newApiKey(crypto.getRandomValues(new Uint8Array(32)));
    await identity.ensureUser({ id: `user_${name}`, name, now: Date.now() });
    await identity.createKey({ userId: `user_${name}`, label: "deploy:prepare", key });
    console.log(`key of ${name}, shown this once: ${key}`);
  } finally {
    await sql.close();
  }
}

try {
  await migrateAll();
  await createSchedules();
  const user = Deno.args.indexOf("--user");
  const name = user < 0 ? undefined : Deno.args[user + 1];
  if (user >= 0 && !/^[a-z0-9-]{1,40}$/.test(name ?? "")) {
    throw new SettingError("--user needs a name of a to z, 0 to 9 and hyphens");
  }
  if (name !== undefined) await createUser(name);
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  Deno.exit(2);
}
