// Settings from the environment, for whoever hosts services. A wrong or missing one is told in a line that names it.
import type { DeliveryMode } from "./dispatcher.ts";
import type { QstashSettings } from "./qstash.ts";

/** A setting is wrong or missing. The message is one line for people. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

export type Env = Readonly<Record<string, string | undefined>>;

/** A setting that must be there. */
export function requireSetting(env: Env, name: string, why = ""): string {
  const value = env[name];
  if (value === undefined || value === "") throw new SettingError(`${name} is missing${why}`);
  return value;
}

/** An address, or null when the setting is not there. `protocols` are those allowed, such as `https:`. */
export function readAddress(env: Env, name: string, protocols: readonly string[]): string | null {
  const value = env[name];
  if (value === undefined || value === "") return null;
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new SettingError(
      `${name} is not an address that starts with ${protocols.map((one) => `${one}//`).join(" or ")}`,
    );
  }
  return value;
}

/** The address of the Postgres of `service`: `<SERVICE>_DATABASE_URL`, else `DATABASE_URL`, else null. */
export function readDatabaseUrl(env: Env, service: string): string | null {
  const protocols = ["postgres:", "postgresql:"];
  return readAddress(env, `${service.toUpperCase().replace("-", "_")}_DATABASE_URL`, protocols) ??
    readAddress(env, "DATABASE_URL", protocols);
}

/** `HOGA_DELIVERY`; direct when it is not there. */
export function readDelivery(env: Env): DeliveryMode {
  const value = env.HOGA_DELIVERY;
  if (value === undefined || value === "" || value === "direct") return "direct";
  if (value === "qstash") return "qstash";
  throw new SettingError(`HOGA_DELIVERY is "${value}"; it must be direct or qstash`);
}

/**
 * QStash's settings, all or none. `QSTASH_DEV` is refused wherever it stands: with it QStash's own library would accept signatures made with
 * keys that everybody knows.
 */
export function readQstash(env: Env): QstashSettings | null {
  if (env.QSTASH_DEV !== undefined && env.QSTASH_DEV !== "") {
    throw new SettingError("QSTASH_DEV is set; hoga does not run with it");
  }
  const url = readAddress(env, "QSTASH_URL", ["http:", "https:"]);
  if (url === null) return null;
  const because = "; QSTASH_URL needs it";
  return {
    url,
    token: requireSetting(env, "QSTASH_TOKEN", because),
    currentSigningKey: requireSetting(env, "QSTASH_CURRENT_SIGNING_KEY", because),
    nextSigningKey: requireSetting(env, "QSTASH_NEXT_SIGNING_KEY", because),
  };
}
