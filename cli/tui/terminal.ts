// The terminal's modes beside Ink's: the mouse, wrapping, and the shell's Ctrl-Z.
import process from "node:process";
import { MOUSE_OFF, MOUSE_ON } from "./mouse.ts";

/** Lines that are too long for a terminal that counts wide characters otherwise must not scroll it. */
const WRAP_OFF = "\x1b[?7l";
const WRAP_ON = "\x1b[?7h";

/** Hands the terminal to whoever uses it for the time of a function, as Ink does it. */
export type SuspendTerminal = (use: () => void | Promise<void>) => Promise<void>;

export interface TerminalOptions {
  readonly write: (text: string) => void;
  /** Whether the mouse is wanted now. */
  readonly wantsMouse: () => boolean;
  /** Paints everything: the terminal was somebody else's. */
  readonly repaint: () => void;
}

export interface Terminal {
  /** Takes the terminal, once Ink has. */
  take(suspendTerminal: SuspendTerminal): void;
  /** Puts the mouse as it is wanted now. */
  refresh(): void;
  /** Whether the terminal is the shell's for now. */
  isSuspended(): boolean;
  /** Gives the terminal to the shell until it puts this program in the foreground again. */
  suspend(): Promise<void>;
  /** Puts the modes back. */
  release(): void;
}

export function createTerminal({ write, wantsMouse, repaint }: TerminalOptions): Terminal {
  let isMouseOn = false;
  let isSuspended = false;
  let suspendTerminal: SuspendTerminal | null = null;

  const setMouse = (isOn: boolean) => {
    if (isOn !== isMouseOn) write(isOn ? MOUSE_ON : MOUSE_OFF);
    isMouseOn = isOn;
  };
  const regain = () => {
    write(WRAP_OFF);
    setMouse(wantsMouse());
    repaint();
  };
  const letGo = () => {
    setMouse(false);
    write(WRAP_ON);
  };
  async function suspend(): Promise<void> {
    if (isSuspended || suspendTerminal === null || process.platform === "win32") return;
    isSuspended = true;
    letGo();
    await suspendTerminal(stopped);
    isSuspended = false;
    regain();
  }
  const onStop = () => void suspend();
  // Whoever was stopped without being asked finds the terminal as the shell left it.
  const onContinue = () => {
    if (isSuspended) return;
    process.stdin.setRawMode?.(true);
    regain();
  };
  return {
    take(suspending) {
      suspendTerminal = suspending;
      process.on("SIGTSTP", onStop);
      process.on("SIGCONT", onContinue);
      regain();
    },
    refresh: () => setMouse(wantsMouse()),
    isSuspended: () => isSuspended,
    suspend,
    release() {
      process.off("SIGTSTP", onStop);
      process.off("SIGCONT", onContinue);
      letGo();
    },
  };
}

/** Stops this process group, and resolves when it goes on. */
function stopped(): Promise<void> {
  return new Promise((done) => {
    process.once("SIGCONT", () => done());
    // The whole group, as the terminal's own Ctrl-Z does it: whoever started hoga would wait for it in vain otherwise.
    process.kill(0, "SIGSTOP");
  });
}
