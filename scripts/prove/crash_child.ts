// `hoga up` as a process that can be killed and started again.
import { fileURLToPath } from "node:url";
import { z } from "zod";

const Ready = z.object({ url: z.string(), apiKeyFile: z.string() });

/** A stack in a process of its own. */
export interface Child {
  /** Starts it and resolves, with how long that took in real ms, when it answers. */
  start(): Promise<number>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Ends it with SIGTERM, as a user does. */
  stop(): Promise<void>;
  /** Where it answers, and the key. Null while it is down. */
  at(): { readonly url: string; readonly key: string } | null;
}

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** A child on the data directory in `home`, always started with the same flags. */
export function startChild(home: string, flags: readonly string[]): Child {
  let process: Deno.ChildProcess | null = null;
  let at: { readonly url: string; readonly key: string } | null = null;
  async function end(signal: Deno.Signal): Promise<void> {
    at = null;
    process?.kill(signal);
    await process?.status;
    await process?.stdout.cancel().catch(() => {});
    process = null;
  }
  return {
    async start() {
      const began = performance.now();
      process = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-prompt", MAIN, "up", "--port", "0", "--data", `${home}/data`, ...flags],
        env: { HOGA_HOME: home },
        stdin: "null",
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      let text = "";
      for await (const chunk of process.stdout.pipeThrough(new TextDecoderStream()).values({ preventCancel: true })) {
        text += chunk;
        if (text.includes("\n")) break;
      }
      if (!text.includes("\n")) throw new Error(`hoga up ended with ${(await process.status).code}`);
      const ready = Ready.parse(JSON.parse(text));
      at = { url: ready.url, key: (await Deno.readTextFile(ready.apiKeyFile)).trim() };
      return Math.round(performance.now() - began);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    at: () => at,
  };
}
