// Starts the whole of hoga in one process: database, QStash, five services, a practice account.
import { kstIso, marketNow, wallDelay } from "@hoga/krx";
import type { Service } from "@hoga/events";
import { identityStore } from "@hoga/identity";
import { createQstash, runQstash } from "@hoga/local";
import { pause, qstashClient, qstashPublisher, type QstashSettings, signatureCheck } from "@hoga/outbox";
import { jsonLog } from "@hoga/telemetry";
import { ensureAccount, ensureKey } from "./account.ts";
import { openDatabases } from "./databases.ts";
import { type Driver, startDriver } from "./driver.ts";
import { StackBusyError, StackUnavailableError } from "./errors.ts";
import { listenAll, type Loopback, PORT_ORDER } from "./listen.ts";
import { type HeldLock, takeLock } from "./lock.ts";
import { checkOptions, readEnvironment, type StackOptions } from "./options.ts";
import { ensureSchedules } from "./schedules.ts";
import { createServices } from "./services.ts";
import { keepPorts, lastPorts, openClock, openFeed, startClock } from "./settings.ts";
import { openTape } from "./tape.ts";

/** Real milliseconds between two turns of the driver. */
const TURN_MS = 250;

/** A running stack. */
export interface Stack {
  /** The gateway. */
  readonly url: string;
  readonly services: Readonly<Record<string, string>>;
  readonly clock: { readonly mode: string; readonly speed: number; readonly now: string };
  readonly apiKeyFile: string;
  readonly apiKey: string;
  /** Answers what has been asked, finishes what is under way, and closes everything. */
  stop(): Promise<void>;
}

/** Undoes what has been opened, the last first. One failure does not keep the rest from closing. */
function closers() {
  const steps: (() => Promise<void>)[] = [];
  return {
    add: (step: () => Promise<void>) => void steps.push(step),
    async run(): Promise<void> {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        await step().catch((error) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
const randomToken = (): string => randomBytes(32).toHex();

async function lockDirectory(options: StackOptions): Promise<HeldLock | null> {
  if (options.dataDir === "memory") return null;
  const taken = await takeLock(options.dataDir, pause);
  if ("held" in taken) return taken.held;
  if (taken.owner === null) {
    throw new StackUnavailableError(`The data directory ${options.dataDir} is being opened by another process`);
  }
  throw new StackBusyError(options.dataDir, taken.owner.url);
}

/**
 * Starts a stack on loopback. Resolves when it answers requests and time that passed while it was off has been caught up with. Throws
 * `StackConfigError`, `StackBusyError` or `StackUnavailableError` when it cannot, having closed whatever it had opened.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  checkOptions(options);
  const environment = readEnvironment(options.env);
  const opened = closers();
  try {
    const lock = await lockDirectory(options);
    if (lock !== null) opened.add(() => lock.release());
    return await open(options, environment, lock, opened);
  } catch (error) {
    await opened.run().catch(() => {});
    throw error;
  }
}

async function open(
  options: StackOptions,
  environment: ReturnType<typeof readEnvironment>,
  lock: HeldLock | null,
  opened: ReturnType<typeof closers>,
): Promise<Stack> {
  const wall = () => Date.now();
  const log = options.log ?? (() => {});
  const databases = await openDatabases(
    environment,
    options.dataDir === "memory" ? null : options.dataDir,
    options.probe,
  );
  opened.add(() => databases.close());
  const shared = databases.of("market_data");
  const { spec, isNew } = await openClock(shared, options, wall());
  let clock = isNew ? { ...spec, speed: 0 } : spec;
  const feed = await openFeed(shared, options);
  const tape = await openTape(feed);
  opened.add(() => tape.close());
  const now = () => marketNow(clock, wall());

  const loopbacks = await listenAll(options.port, await lastPorts(shared));
  const urls = Object.fromEntries(PORT_ORDER.map((service) => [service, loopbacks[service].url])) as Record<
    Service,
    string
  >; // PORT_ORDER has them all.
  const closeAll = (names: readonly (keyof typeof loopbacks)[]) =>
    Promise.all(names.map((name) => loopbacks[name].close()));
  opened.add(async () => void await closeAll(["order", "portfolio", "execution", "market-data", "qstash"]));
  await keepPorts(shared, PORT_ORDER.map((service) => Number(new URL(loopbacks[service].url).port)));

  const qstash = await openQstash(options, environment.qstash, {
    sql: databases.of("qstash"),
    now,
    wall,
    loopback: loopbacks.qstash,
    clock: () => clock,
  });
  const client = qstashClient(qstash.settings);
  const publish = qstashPublisher(client, (subscriber) => `${urls[subscriber as Service]}/events`); // The catalog names subscribers.
  const services = await createServices({
    databases,
    shared: {
      publish: options.probe?.publish?.(publish) ?? publish,
      delivery: environment.delivery,
      serviceToken: randomToken(),
      signatures: signatureCheck(qstash.settings),
      now,
      pause,
    },
    urls,
    tape,
    clock: spec,
    wall,
    randomBytes,
    schedules: async () =>
      (await client.schedules.list()).map(({ scheduleId, cron, isPaused }) => ({
        id: scheduleId,
        cron,
        paused: isPaused,
      })),
    log,
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
  });
  for (const service of PORT_ORDER) loopbacks[service].handle(services.handlers[service]);

  const apiKey = await ensureKey(identityStore(databases.of("gateway")), options.apiKeyFile, now(), randomBytes);
  await ensureAccount(services.call);
  await ensureSchedules(client, (service) => urls[service]);
  opened.add(() => services.idle());
  if (isNew) clock = await startClock(shared, spec, wall());
  const stopQstash = qstash.run();
  opened.add(stopQstash);
  await services.sweep();
  await services.passTime();
  const driver: Driver = startDriver({
    turn: async () => {
      const began = performance.now();
      await services.passTime();
      options.probe?.turn?.(performance.now() - began);
    },
    everyMs: TURN_MS,
    onError: (error) => jsonLog("embedded", log, wall)("error", "a turn failed", { error: String(error) }),
  });
  opened.add(() => driver.stop());
  opened.add(async () => {
    services.endStreams();
    await loopbacks.gateway.close();
  });
  await lock?.announce({
    url: urls.gateway,
    apiKeyFile: options.apiKeyFile,
    startedAt: new Date(wall()).toISOString(),
  });
  return {
    url: urls.gateway,
    services: { ...urls },
    clock: { mode: clock.mode, speed: clock.speed, now: kstIso(now()) },
    apiKeyFile: options.apiKeyFile,
    apiKey,
    stop: () => opened.run(),
  };
}

interface LocalQstash {
  readonly settings: QstashSettings;
  /** Starts its deliveries; the returned function stops them. */
  run(): () => Promise<void>;
}

/** QStash as the environment names it, or the stand-in on loopback, over the embedded database. */
async function openQstash(
  options: StackOptions,
  settings: QstashSettings | null,
  at: {
    readonly sql: Parameters<typeof createQstash>[0]["sql"];
    readonly now: () => number;
    readonly wall: () => number;
    readonly loopback: Loopback;
    readonly clock: () => Parameters<typeof wallDelay>[0];
  },
): Promise<LocalQstash> {
  if (settings !== null) return { settings, run: () => () => Promise.resolve() };
  const token = options.env.QSTASH_TOKEN ?? randomToken();
  const { sql, now, wall } = at;
  const qstash = await createQstash({ sql, now, wall, fetch, newId: () => randomBytes(16).toHex(), token });
  at.loopback.handle((request) => qstash.app.fetch(request));
  const keys = await qstash.keys();
  return {
    settings: { url: at.loopback.url, token, currentSigningKey: keys.current, nextSigningKey: keys.next },
    run() {
      const pump = runQstash(qstash, {
        setTimer: (run, ms) => setTimeout(run, ms),
        clearTimer: (timer) => clearTimeout(timer),
        delayOf: (market) => wallDelay(at.clock(), market - now()),
        onError: (error) =>
          jsonLog("qstash", options.log ?? (() => {}), wall)("error", "a tick failed", { error: String(error) }),
      });
      return async () => {
        await pump.stop();
        await qstash.close();
      };
    },
  };
}
