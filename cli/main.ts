// The entry of the command line: the real host, signals, and the exit.
import process from "node:process";
import { reportCrash, runProgram } from "./program.ts";
import { createHost } from "./real_host.ts";

/** Two signals within this time are one: the screen's library sends a signal again once it has put the terminal in order. */
const SAME_SIGNAL_MS = 500;

const interruption = new AbortController();
let interruptedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const now = performance.now();
    // The first signal ends the command in order; a second one is somebody who will not wait.
    if (interruption.signal.aborted && now - interruptedAt > SAME_SIGNAL_MS) process.exit(130);
    if (!interruption.signal.aborted) interruptedAt = now;
    interruption.abort();
  });
}

// A proxy that is set for the outside world must not come between the commands and the market on this machine.
// Both spellings are read, and the lower-case one wins where it is set.
for (const name of ["NO_PROXY", "no_proxy"]) {
  const kept = process.env[name];
  if (name === "NO_PROXY" || kept !== undefined) {
    process.env[name] = [kept, "127.0.0.1", "localhost", "::1"].filter(Boolean).join(",");
  }
}

const args = process.argv.slice(2);
const host = createHost(interruption.signal);
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (crash: unknown) => {
    // The screen, when it is open, has to put the terminal in order first, and tells the error itself.
    if (process.listenerCount("uncaughtException") === 1) process.exit(reportCrash(crash, args, host));
  });
}

// No await at the top: the bundle has this module in a function.
void runProgram(args, host).then((code) => process.exit(code));
