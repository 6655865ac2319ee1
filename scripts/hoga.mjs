// What `npm start` and `npm run hoga` run under Node: starts hoga on the Deno that npm brought, and passes signals on to it.
// Deno's own launcher waits without listening: a SIGTERM would end the launcher and leave hoga behind.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`hoga needs Node 20 or newer; this is ${process.version}`);
  process.exit(2);
}

const deno = createRequire(import.meta.url)("deno/install_api.cjs").runInstall();
const main = fileURLToPath(new URL("../cli/main.ts", import.meta.url));
const child = spawn(deno, ["run", "-A", "--no-prompt", main, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // From a terminal the whole group has the signal already; hoga takes a second one as the first.
  process.on(signal, () => child.kill(signal));
}
// npm runs this through a shell that a SIGTERM ends without passing it on. When that shell is gone, nobody waits for hoga any more.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 250).unref();
}
child.on("error", (error) => {
  console.error(`Deno could not be started: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
