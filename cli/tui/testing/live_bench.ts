// A screen's world over the fake gateway: its store, and what was dispatched to it.
import { createContext } from "../../context.ts";
import { extractGlobalFlags } from "../../flags.ts";
import type { Host } from "../../host.ts";
import { type FakeGateway, type Seen, startFakeGateway } from "../../testing/fake_gateway.ts";
import { testHost } from "../../testing/run_cli.ts";
import type { Live } from "../live.ts";
import type { Effect, Message } from "../state/messages.ts";
import type { State } from "../state/model.ts";
import { createStore, type Store } from "../store.ts";
import { createWorld, type World } from "../world.ts";
import { type ManualTimers, soon, withTimers } from "./manual_timers.ts";
import { emptyState, WALL } from "./states.ts";

export interface LiveBench {
  readonly gateway: FakeGateway;
  readonly timers: ManualTimers;
  readonly world: World;
  readonly store: Store;
  readonly live: Live;
  /** Everything that was dispatched, the effects that came of it, and the waits of the host in ms. */
  readonly messages: readonly Message[];
  readonly effects: readonly Effect[];
  readonly sleeps: readonly number[];
  /** Waits until the state is so. */
  until(what: string, isSo: (state: State) => boolean): Promise<void>;
  /** Waits until the host sleeps for the `count`th time, and lets the time pass. */
  sleepThrough(count: number): Promise<void>;
  /** The requests of a path so far. */
  asked(path: string): readonly Seen[];
  /** Leaves the screen, and lets what the host waits for pass. */
  leave(): void;
}

interface BenchOptions {
  readonly state?: State;
  readonly host?: Partial<Host>;
}

/** A bench for the time of `use`. Timers, clock and waits are the test's; the gateway is real, on loopback. */
export async function withLive(use: (bench: LiveBench) => Promise<void>, options: BenchOptions = {}): Promise<void> {
  const gateway = startFakeGateway();
  const home = await Deno.makeTempDir({ prefix: "hoga-tui-" });
  const leaving = new AbortController();
  try {
    await withTimers(WALL, async (timers) => {
      const messages: Message[] = [];
      const effects: Effect[] = [];
      const sleeps: number[] = [];
      const watchers = new Set<() => void>();
      const left = new Set<() => void>();
      const told = () => [...watchers].forEach((watch) => watch());
      const env = { HOGA_HOME: home, HOGA_API_URL: gateway.url, HOGA_API_KEY: "test-key", HOGA_LANG: "en" };
      const sleep = (ms: number) => {
        sleeps.push(ms);
        if (leaving.signal.aborted) return Promise.resolve();
        const slept = new Promise<void>((done) => {
          left.add(done);
          void timers.sleep(ms).then(done);
        });
        told();
        return slept;
      };
      const host = testHost({ host: { now: timers.now, sleep, ...options.host } }, env, {
        out: () => {},
        err: () => {},
      });
      const world = createWorld(createContext(extractGlobalFlags([]), host), host.startStack);
      const store = createStore(options.state ?? emptyState(), (effect) => void effects.push(effect));
      const dispatch = (message: Message) => {
        messages.push(message);
        store.dispatch(message);
        told();
      };
      const when = (what: string, isSo: () => boolean): Promise<void> => {
        if (isSo()) return Promise.resolve();
        return soon(
          new Promise((done) => {
            const watch = () => {
              if (!isSo()) return;
              watchers.delete(watch);
              done();
            };
            watchers.add(watch);
          }),
          what,
        );
      };
      await use({
        gateway,
        timers,
        world,
        store,
        live: { world, state: store.state, dispatch, subscribe: store.subscribe, signal: leaving.signal },
        messages,
        effects,
        sleeps,
        until: (what, isSo) => when(what, () => isSo(store.state())),
        async sleepThrough(count) {
          await when(`wait ${count}`, () => sleeps.length >= count);
          timers.advance(sleeps[count - 1] ?? 0);
        },
        asked: (path) => gateway.seen.filter(({ target }) => new URL(target, gateway.url).pathname === path),
        leave() {
          leaving.abort();
          left.forEach((done) => done());
        },
      });
    });
  } finally {
    leaving.abort();
    await gateway.stop();
    await Deno.remove(home, { recursive: true });
  }
}
