// Keeps a stack running that is killed again and again.
import { startUp, type Up } from "../../bench/up.ts";
import type { PlannedKill } from "./plan.ts";

/** Where the stack answers, and the key to it. */
export interface Address {
  readonly url: string;
  readonly apiKey: string;
}

export interface SupervisorFigures {
  readonly kills: number;
  /** Those of them that met a process that was not ready yet. */
  readonly killsInStart: number;
  /** Real ms from the start of the process to its ready line, of every start that got there. */
  readonly startsMs: readonly number[];
}

export interface Supervisor {
  /** Where the stack answers now; waits while it is starting. Rejects when the process has ended although nobody asked it to. */
  address(): Promise<Address>;
  /** Hears that another order was sent: a kill may be due. */
  sent(): void;
  /** Whether every planned kill has happened. */
  isThrough(): boolean;
  /** Ends the running process with SIGTERM. Rejects when it does not end well. */
  end(): Promise<void>;
  figures(): SupervisorFigures;
}

/** Keeps `hoga up ARGS` running: kills it as planned, and starts it again after each kill. `log` takes the lines of its stderr. */
export function supervise(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  kills: readonly PlannedKill[],
  log: (line: string) => void,
): Supervisor {
  const left = [...kills];
  const startsMs: number[] = [];
  let [killed, killedInStart, sent] = [0, 0, 0];
  let isArmed = false;
  let isEnding = false;
  let isReady = false;
  let current: Up;
  let address = newAddress();

  function arm({ delayMs }: PlannedKill): void {
    left.shift();
    isArmed = true;
    setTimeout(() => {
      isArmed = false;
      if (isEnding) return;
      killed++;
      if (!isReady) killedInStart++;
      isEnding = true;
      current.kill("SIGKILL");
    }, delayMs);
  }

  function armWhenDue(isStart: boolean): void {
    const [next] = left;
    if (next === undefined || isArmed || isEnding || next.isInStart !== isStart) return;
    if (isStart || (isReady && next.afterOrders <= sent)) arm(next);
  }

  /** One process from its start to its end. Returns whether it was killed and another one has to follow. */
  async function oneLife(): Promise<boolean> {
    [isReady, isEnding] = [false, false];
    const from = performance.now();
    current = startUp(args, env, log);
    armWhenDue(true);
    const ready = await current.ready.catch((error: Error) => error);
    if (!(ready instanceof Error)) {
      startsMs.push(Math.round(performance.now() - from));
      isReady = true;
      address.resolve({ url: ready.url, apiKey: (await Deno.readTextFile(ready.apiKeyFile)).trim() });
      armWhenDue(false);
    }
    const status = await current.ended;
    if (!isEnding) throw ready instanceof Error ? ready : new Error(`hoga up ended by itself, with ${status.code}`);
    if (isReady) address = newAddress();
    if (status.signal === "SIGKILL") return true;
    if (status.code !== 0) throw new Error(`hoga up ended with ${status.signal ?? status.code} after SIGTERM`);
    return false;
  }

  const life = (async () => {
    while (await oneLife());
  })();
  life.catch((error) => address.reject(error));

  return {
    address: () => address.promise,
    sent() {
      sent++;
      armWhenDue(false);
    },
    isThrough: () => left.length === 0 && !isArmed,
    async end() {
      await address.promise;
      isEnding = true;
      current.kill("SIGTERM");
      await life;
    },
    figures: () => ({ kills: killed, killsInStart: killedInStart, startsMs }),
  };
}

function newAddress(): PromiseWithResolvers<Address> {
  const address = Promise.withResolvers<Address>();
  // A failure is heard of by whoever asks next; nobody may be waiting just now.
  address.promise.catch(() => {});
  return address;
}
