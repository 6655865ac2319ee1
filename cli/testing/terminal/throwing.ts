// hoga on a host that breaks when it is told to: what becomes of a terminal when the screen crashes can be seen in no other way. It breaks in
// a timer after SIGUSR2, and in an effect when an order needs its key.
import process from "node:process";
import { runProgram } from "../../program.ts";
import { createHost } from "../../real_host.ts";

const real = createHost(new AbortController().signal);
let isTold = false;
// Not `once`: Ink ends the process by a signal that nobody else listens to.
process.on("SIGUSR2", () => isTold = true);

function broken(): never {
  isTold = false;
  throw new Error("broken on purpose");
}

const host = { ...real, now: () => isTold ? broken() : real.now(), newKey: broken };
process.exit(await runProgram([], host));
