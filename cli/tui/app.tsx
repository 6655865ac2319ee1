// The screen in Ink: Ink reads the keys, keeps the terminal's modes and puts them back; the frames are painted by the painter.
import { useApp, useInput, usePaste, useWindowSize } from "ink";
import { useEffect, useLayoutEffect, useRef } from "react";
import { keysOf } from "./keys.ts";
import type { Store } from "./store.ts";
import type { SuspendTerminal } from "./terminal.ts";

interface AppProps {
  readonly store: Store;
  /** Wall time in ms. */
  readonly now: () => number;
  /** Hears once that Ink has the terminal, and how to hand it over for the time of a function. */
  readonly onReady: (suspendTerminal: SuspendTerminal) => void;
  /** Hears that Ink is giving the terminal back; also before a signal such as an abort ends the process at once. */
  readonly onGone: () => void;
}

/** Passes keys, pasted text and sizes to the store. Shows nothing itself. */
export function App({ store, now, onReady, onGone }: AppProps) {
  const { suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  const isReady = useRef(false);
  useEffect(() => {
    if (!isReady.current) onReady((use) => suspendTerminal(use));
    isReady.current = true;
  }, [suspendTerminal, onReady]);
  useLayoutEffect(() => onGone, [onGone]);
  useEffect(() => store.dispatch({ kind: "resize", size: { columns, rows } }), [columns, rows, store]);
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) store.dispatch({ kind: "key", key: pressed, at: now() });
  });
  usePaste((text) => store.dispatch({ kind: "paste", text, at: now() }));
  return null;
}
