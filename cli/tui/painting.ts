// When to paint: at once for a key, together for news, and not while somebody composes a syllable.
import { isTyping } from "./keymap.ts";
import type { Painter } from "./paint/painter.ts";
import { paintLine } from "./paint/theme.ts";
import { frame } from "./screens/frame.ts";
import { lookOf, type ScreenPane } from "./screens/look.ts";
import type { Store } from "./store.ts";
import type { Message } from "./state/messages.ts";

/** News within this time (ms) share a frame: more frames a second than this nobody sees. */
const FRAME_MS = 40;
/** After a key in a field of text, news wait this long (ms): an input method draws what is being composed upon the screen itself. */
const COMPOSING_MS = 1_000;

export interface Painting {
  /** The frame on the terminal. */
  readonly shown: () => ScreenPane | null;
  /** Paints what is due now, whole when `isWhole`. */
  readonly paint: (isWhole?: boolean) => void;
  readonly stop: () => void;
}

/** Paints `store` with `painter` until stopped. `now` is wall time in ms; `isHeld` says that the terminal is somebody else's. */
export function startPainting(store: Store, painter: Painter, now: () => number, isHeld: () => boolean): Painting {
  let shown: ScreenPane | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function paint(isWhole = false): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isHeld()) return;
    if (isWhole) painter.forget();
    const state = store.state();
    shown = frame(state);
    const { theme } = lookOf(state);
    painter.paint({ lines: shown.lines.map((line) => paintLine(line, theme)), cursor: shown.cursor });
  }

  function later(): void {
    if (timer !== null) return;
    const state = store.state();
    const composing = isTyping(state) ? Math.max(0, state.keyAt + COMPOSING_MS - now()) : 0;
    // A key that comes meanwhile is painted at once, and the news with it.
    timer = setTimeout(() => paint(), Math.max(FRAME_MS, composing));
  }

  const unsubscribe = store.subscribe((message) => {
    if (message.kind === "resize") paint(true);
    else if (isByHand(message)) paint();
    else later();
  });
  return {
    shown: () => shown,
    paint,
    stop() {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** What somebody is waiting to see the effect of. */
function isByHand({ kind }: Message): boolean {
  return kind === "key" || kind === "paste" || kind === "click" || kind === "wheel" || kind === "found" ||
    kind === "newKey";
}
