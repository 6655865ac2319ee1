// Where the gateway is: the address in the environment, a profile's, the one that another process of ours runs, or a stack of our own.
import { isHttpUrl } from "./config.ts";
import type { Config } from "./config.ts";
import type { Endpoint, Link } from "./api/transport.ts";
import { CliError, usageError } from "./errors.ts";
import { readTextIfAny } from "./files.ts";
import type { Host } from "./host.ts";
import type { Messages } from "./i18n/mod.ts";
import { checkClockSetting } from "./input/moment.ts";
import type { Paths } from "./paths.ts";
import { chosenStack } from "./stack_settings.ts";
import { isStackBusyError, isStackConfigError, readStackLock, type Stack } from "./stack.ts";

export interface LinkOptions {
  readonly host: Host;
  readonly paths: Paths;
  readonly config: Config;
  readonly t: Messages;
  /** Tells that the market is being started and returns a function that takes the line back. */
  readonly announceStart: () => () => void;
}

/** Looks for a running owner of the data directory so often, while one is starting or stopping. */
const LOOKS_MAX = 20;
const LOOK_EVERY_MS = 250;

/** The way to the gateway: nothing is looked for, and nothing started, before the first request. */
export function createLink(options: LinkOptions): Link {
  let found: Promise<Endpoint> | null = null;
  let current: Endpoint | null = null;
  let stack: Stack | null = null;
  const keepStack = (started: Stack) => stack = started;
  return {
    async endpoint() {
      found ??= findEndpoint(options, keepStack);
      return current = await found;
    },
    renew() {
      if (current?.source === "running") found = current = null;
    },
    async close() {
      // A start under way has to come to its end before it can be stopped.
      await found?.catch(() => null);
      const ours = stack;
      stack = found = current = null;
      await ours?.stop();
    },
  };
}

async function findEndpoint(options: LinkOptions, keepStack: (stack: Stack) => void): Promise<Endpoint> {
  return await configuredEndpoint(options) ?? await embeddedEndpoint(options, keepStack);
}

/** The gateway that the environment or a profile names, or null when the embedded one is meant. */
export async function configuredEndpoint({ host, config, t }: LinkOptions): Promise<Endpoint | null> {
  const apiKey = host.env["HOGA_API_KEY"] || null;
  const url = host.env["HOGA_API_URL"];
  if (url !== undefined && url !== "") {
    if (!isHttpUrl(url)) throw usageError(t.connect.badUrl("HOGA_API_URL", url));
    return { url, apiKey, source: "env" };
  }
  const profile = host.env["HOGA_PROFILE"] || config.get("profile");
  if (profile === undefined) return null;
  const profileUrl = config.get(`profile.${profile}.url`);
  if (profileUrl === undefined) throw usageError(t.connect.noProfile(profile), t.connect.profileHint(profile));
  const keyFile = config.get(`profile.${profile}.key_file`);
  return { url: profileUrl, apiKey: apiKey ?? await profileKey(keyFile, t), source: "profile" };
}

async function profileKey(keyFile: string | undefined, t: Messages): Promise<string | null> {
  if (keyFile === undefined) return null;
  const text = await readTextIfAny(keyFile).catch(() => null);
  if (text === null) throw new CliError("unauthorized", 3, t.connect.noKeyFile(keyFile));
  return text.trim();
}

/** Joins the process that owns the data directory, or becomes that process for the time of this command. */
async function embeddedEndpoint(options: LinkOptions, keepStack: (stack: Stack) => void): Promise<Endpoint> {
  const { host, paths, t } = options;
  let owner: string | null = null;
  for (let look = 0; look < LOOKS_MAX; look++) {
    const running = await runningEndpoint(paths.dataDir);
    if (running !== null && "apiKey" in running) return running;
    owner = running?.url ?? owner;
    if (running === null) {
      const started = await startOwn(options);
      if (typeof started !== "string") {
        keepStack(started);
        return { url: started.url, apiKey: started.apiKey, source: "embedded" };
      }
      owner = started;
    }
    await host.sleep(LOOK_EVERY_MS);
    if (host.signal.aborted) throw new CliError("interrupted", 130, t.connect.interrupted);
  }
  throw new CliError("unavailable", 5, t.connect.busy(owner ?? paths.dataDir), { retryable: true });
}

/** The owner that the lock names; without its API key while that has not been written yet. */
export async function runningEndpoint(dataDir: string): Promise<Endpoint | { readonly url: string } | null> {
  const lock = await readStackLock(dataDir);
  if (lock === null) return null;
  const apiKey = (await readTextIfAny(lock.apiKeyFile))?.trim();
  if (lock.url === "" || apiKey === undefined || apiKey === "") return { url: lock.url };
  return { url: lock.url, apiKey, source: "running" };
}

/** A stack of our own, or the address of whoever came first. */
async function startOwn({ host, paths, config, t, announceStart }: LinkOptions): Promise<Stack | string> {
  checkClockSetting(host.env, t);
  const choice = await chosenStack({}, { env: host.env, config, t });
  const takeBack = announceStart();
  try {
    return await host.startStack({
      ...choice,
      dataDir: paths.dataDir,
      apiKeyFile: paths.apiKeyFile,
      port: 0,
      env: host.env,
    });
  } catch (error) {
    if (isStackBusyError(error)) return error.url;
    if (isStackConfigError(error)) throw usageError(error.message);
    throw error;
  } finally {
    takeBack();
  }
}
