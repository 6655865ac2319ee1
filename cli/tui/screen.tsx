// Puts the screen on the terminal and takes it off again: the one place where its parts meet.
import { type Instance, render } from "ink";
import process from "node:process";
import { aborted } from "../aborted.ts";
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";
import { openLogFile } from "../log_file.ts";
import { stackSpawner } from "../stack_process.ts";
import { App } from "./app.tsx";
import { createCommandRunner } from "./command_runner.ts";
import { createEffects } from "./effects.ts";
import { follow, type Live } from "./live.ts";
import { type MouseReport, withoutMouse } from "./mouse.ts";
import { createPainter } from "./paint/painter.ts";
import { targetAt } from "./paint/pane.ts";
import { type Painting, startPainting } from "./painting.ts";
import { paletteCommands } from "./palette_commands.ts";
import type { Effect } from "./state/messages.ts";
import { initialState, type State } from "./state/model.ts";
import { createStore, type Store } from "./store.ts";
import { readLists, readRecents, recentsFile, settingsOf } from "./stored.ts";
import { createTerminal, type SuspendTerminal, type Terminal } from "./terminal.ts";
import { createWorld, type World } from "./world.ts";

const TICK_MS = 250;

/** Shows the screen until the user leaves it. The terminal is as before when this returns or throws. */
export async function showScreen(ctx: Context): Promise<ExitCode> {
  const { host, paths } = ctx;
  const leaving = new AbortController();
  const crashed: unknown[] = [];
  const log = openLogFile(`${paths.stateDir}/screen.log`);
  const crash = (error: unknown) => {
    crashed.push(error);
    log(`${new Date(host.now()).toISOString()} ${error instanceof Error ? error.stack : String(error)}`);
    leaving.abort();
  };
  const leave = () => leaving.abort();
  host.signal.addEventListener("abort", leave, { once: true });
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);

  const world = createWorld(ctx, stackSpawner({ logFile: `${paths.stateDir}/market.log` }));
  const parts = assemble(await firstState(ctx), world, leaving, crash);
  const instance = mount(parts, host.now);
  const ticking = setInterval(() => parts.store.dispatch({ kind: "tick", now: host.now() }), TICK_MS);
  try {
    await Promise.race([follow(parts.live), aborted(leaving.signal)]);
  } finally {
    leave();
    clearInterval(ticking);
    parts.painting.stop();
    parts.terminal.release();
    instance.unmount();
    await instance.waitUntilExit();
    process.off("uncaughtException", crash);
    process.off("unhandledRejection", crash);
    await world.close();
  }
  if (crashed.length > 0) throw crashed[0];
  return 0;
}

async function firstState(ctx: Context): Promise<State> {
  const { host, paths } = ctx;
  const [lists, recents] = await Promise.all([
    readLists(paths.watchlistFile, ctx.t),
    readRecents(recentsFile(paths.stateDir)),
  ]);
  return initialState({
    size: { columns: process.stdout.columns ?? 80, rows: process.stdout.rows ?? 24 },
    now: host.now(),
    settings: settingsOf(ctx.config(), ctx.lang),
    isColorless: !ctx.isColor,
    lists,
    recents,
    commands: paletteCommands(ctx),
  });
}

interface Parts {
  readonly store: Store;
  readonly live: Live;
  readonly painting: Painting;
  readonly terminal: Terminal;
}

function assemble(initial: State, world: World, leaving: AbortController, crash: (error: unknown) => void): Parts {
  const { host } = world.ctx;
  const write = (text: string) => void process.stdout.write(text);
  // Effects need the store, and the store hands them out: the second is told of the first once both are there.
  let run: (effect: Effect) => Promise<void> = () => Promise.resolve();
  const store = createStore(initial, (effect) => void run(effect).catch(crash));
  const painting = startPainting(store, createPainter(write), host.now, () => terminal.isSuspended());
  const terminal = createTerminal({
    write,
    wantsMouse: () => store.state().settings.mouse,
    repaint: () => painting.paint(true),
  });
  const { state, dispatch, subscribe } = store;
  const live: Live = { world, state, dispatch, subscribe, signal: leaving.signal };
  run = createEffects(live, {
    bell: () => write("\x07"),
    suspend: () => void terminal.suspend().catch(crash),
    repaint: () => {
      terminal.refresh();
      painting.paint(true);
    },
    leave: () => leaving.abort(),
  }, createCommandRunner(world, dispatch, () => state().size.columns - 4));
  return { store, live, painting, terminal };
}

/** Ink takes the terminal: raw keys, the alternate screen, bracketed paste. */
function mount({ store, painting, terminal }: Parts, now: () => number): Instance {
  const onMouse = (report: MouseReport) => {
    const at = now();
    if (report.kind !== "click") return store.dispatch({ kind: "wheel", by: report.kind === "wheelUp" ? -1 : 1, at });
    const shown = painting.shown();
    const click = shown === null ? null : targetAt(shown, report.x, report.y);
    if (click !== null) store.dispatch({ kind: "click", click, at });
  };
  return render(
    <App
      store={store}
      now={now}
      onReady={(suspending: SuspendTerminal) => terminal.take(suspending)}
      onGone={() => terminal.release()}
    />,
    {
      stdin: withoutMouse(process.stdin, onMouse),
      alternateScreen: true,
      exitOnCtrlC: false,
      // Ink does not take the terminal in what looks like CI unless it is told that somebody watches.
      interactive: true,
      patchConsole: true,
    },
  );
}
