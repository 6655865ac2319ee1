// A terminal for the time of a function.
import type { Practice, ScreenOptions } from "./practice.ts";
import type { Terminal } from "./terminal.ts";

/** Runs `use` with an opened terminal, and ends what runs upon it afterwards, however `use` ended. */
export async function withTerminal(opened: Terminal | Promise<Terminal>, use: (terminal: Terminal) => Promise<void>) {
  const terminal = await opened;
  try {
    await use(terminal);
  } finally {
    await terminal.close();
  }
}

/** Runs `use` with hoga's screen on `practice`, once it shows live quotes. */
export function withScreen(practice: Practice, options: ScreenOptions, use: (screen: Terminal) => Promise<void>) {
  return withTerminal(practice.open(options), async (screen) => {
    await screen.until(isLive, "live quotes");
    await use(screen);
  });
}

/** Whether the event stream is open and the account has been told. */
export function isLive(screen: Pick<Terminal, "text">): boolean {
  const [head = "", tabs = ""] = screen.text();
  return /(실시간|live)$/.test(tabs) && /(순자산|Net assets|PAPER ·|모의 ·)/.test(head);
}
