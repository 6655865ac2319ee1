import assert from "node:assert/strict";
import { join } from "node:path";
import { readLock } from "@hoga/embedded/lock";
import { isStackBusyError, isStackConfigError, type StackOptions } from "./stack.ts";
import { type SpawnedStack, spawnStack, stackSpawner } from "./stack_process.ts";

/** A home for the time of `use`, and the options of a stack in it. */
async function withHome(use: (options: StackOptions, home: string) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "hoga-stack-process-" });
  const env = { ...Deno.env.toObject(), HOGA_HOME: home, HOGA_LANG: "en" };
  try {
    await use({ dataDir: join(home, "data"), apiKeyFile: join(home, "key"), port: 0, clock: "practice", env }, home);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function portfolioOf({ url, apiKey }: { readonly url: string; readonly apiKey: string }): Promise<string> {
  const answer = await fetch(`${url}/api/portfolio`, { headers: { authorization: `Bearer ${apiKey}` } });
  const document: unknown = await answer.json();
  return JSON.stringify(document);
}

Deno.test("a stack in a process of its own answers, and refuses a second one as a start here does", () =>
  withHome(async (options, home) => {
    const logFile = join(home, "state", "stack.log");
    const stack: SpawnedStack = await stackSpawner({ logFile })(options);
    try {
      assert.match(await portfolioOf(stack), /"balance":100000000/);
      assert.equal(stack.apiKeyFile, options.apiKeyFile);
      assert.equal(stack.clock.mode, "practice");
      assert.deepEqual(Object.keys(stack.services).sort(), [
        "execution",
        "gateway",
        "market-data",
        "order",
        "portfolio",
      ]);
      // Signals for the terminal's foreground group do not reach it.
      const { stdout } = await new Deno.Command("ps", { args: ["-o", "pgid=", "-p", String(stack.pid)] }).output();
      assert.equal(Number(new TextDecoder().decode(stdout)), stack.pid);

      await assert.rejects(spawnStack(options), (error) => isStackBusyError(error) && error.url === stack.url);
      await assert.rejects(
        spawnStack({ ...options, clock: "noon" }),
        (error) => isStackConfigError(error) && /noon/.test(error.message),
      );
      await assert.rejects(
        spawnStack({ ...options, env: { ...options.env, DATABASE_URL: "mysql://x" } }),
        (error) => isStackConfigError(error) && /DATABASE_URL/.test(error.message),
      );
    } finally {
      await stack.stop();
    }
    assert.equal(await readLock(options.dataDir), null);
    await stack.ended;
  }));

Deno.test("a stack ends in order when whoever started it is killed", () =>
  withHome(async (options) => {
    const parent = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-prompt", new URL("./testing/spawn_stack.ts", import.meta.url).pathname],
      env: { SPAWN_OPTIONS: JSON.stringify(options) },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const reader = parent.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value = "" } = await reader.read();
    const { url, apiKey } = JSON.parse(value);
    const events = await fetch(`${url}/api/stream`, { headers: { authorization: `Bearer ${apiKey}` } });
    assert.equal(events.status, 200);
    parent.kill("SIGKILL");
    await reader.cancel();
    await parent.status;
    // The stream of events ends with the stack, by its own closing: a killed process would break it off. The lock is the last to go.
    await events.text();
    while (await readLock(options.dataDir) !== null);
  }));
