import assert from "node:assert/strict";
import { MOUSE_OFF, MOUSE_ON } from "./mouse.ts";
import { createTerminal } from "./terminal.ts";

const WRAP_OFF = "\x1b[?7l";
const WRAP_ON = "\x1b[?7h";

/** A terminal, what was written to it and how often it was painted since the last look. */
function bench(mouse: { isWanted: boolean }) {
  const written: string[] = [];
  let painted = 0;
  const terminal = createTerminal({
    write: (text) => void written.push(text),
    wantsMouse: () => mouse.isWanted,
    repaint: () => void painted++,
  });
  const look = () => {
    const seen = [written.splice(0), painted] as const;
    painted = 0;
    return seen;
  };
  return { terminal, look };
}

Deno.test("the terminal is taken without wrapping and with its mouse, painted, and given back as it was", () => {
  const { terminal, look } = bench({ isWanted: true });
  terminal.take(() => Promise.resolve());
  assert.deepEqual(look(), [[WRAP_OFF, MOUSE_ON], 1]);
  terminal.release();
  assert.deepEqual(look(), [[MOUSE_OFF, WRAP_ON], 0]);
});

Deno.test("a mouse that is not wanted is never turned on, and one that is turned off goes at once", () => {
  const mouse = { isWanted: false };
  const { terminal, look } = bench(mouse);
  terminal.take(() => Promise.resolve());
  assert.deepEqual(look(), [[WRAP_OFF], 1]);
  mouse.isWanted = true;
  terminal.refresh();
  terminal.refresh();
  assert.deepEqual(look(), [[MOUSE_ON], 0]);
  mouse.isWanted = false;
  terminal.refresh();
  assert.deepEqual(look(), [[MOUSE_OFF], 0]);
  terminal.release();
  assert.deepEqual(look(), [[WRAP_ON], 0]);
});

Deno.test("before Ink has the terminal it cannot be handed to the shell", async () => {
  const { terminal, look } = bench({ isWanted: true });
  await terminal.suspend();
  assert.deepEqual([look(), terminal.isSuspended()], [[[], 0], false]);
});

Deno.test("while the shell has the terminal its modes are the shell's, and afterwards everything is painted", async () => {
  const { terminal, look } = bench({ isWanted: true });
  const states: boolean[] = [];
  // In place of the process that stops, the shell has the terminal for no time at all.
  terminal.take(() => Promise.resolve(void states.push(terminal.isSuspended())));
  look();
  await terminal.suspend();
  assert.deepEqual(look(), [[MOUSE_OFF, WRAP_ON, WRAP_OFF, MOUSE_ON], 1]);
  assert.deepEqual([states, terminal.isSuspended()], [[true], false]);
  terminal.release();
});
