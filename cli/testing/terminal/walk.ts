// Keys one after the other, each once the screen shows what the one before brought: nobody types into what is not there yet.
import type { Awaited, Terminal } from "./terminal.ts";

/** Presses each key and waits for what it brings. */
export async function walk(screen: Terminal, ...steps: readonly (readonly [key: string, brings: Awaited])[]) {
  for (const [key, brings] of steps) {
    screen.press(key);
    await screen.until(brings, `${brings} after ${key}`);
  }
}

/** A screen without `text` anywhere. */
export function gone(text: string | RegExp): Awaited {
  return (screen) => {
    const shown = screen.text().join("\n");
    return typeof text === "string" ? !shown.includes(text) : !text.test(shown);
  };
}
