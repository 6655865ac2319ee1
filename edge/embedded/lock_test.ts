import assert from "node:assert/strict";
import { join } from "node:path";
import { bundleForNode } from "@hoga/testing";
import { type HeldLock, readLock, takeLock } from "./lock.ts";
import { ownIdentity } from "./process_identity.ts";

const WORKER = new URL("./testing/lock_worker.ts", import.meta.url).pathname;
const TOLD = { url: "http://127.0.0.1:8080", apiKeyFile: "/key", startedAt: "2025-03-14T00:00:00Z" };
const atOnce = () => Promise.resolve();

async function withDirectory(use: (dir: string) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "hoga-lock-" });
  try {
    await use(join(home, "data"));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function take(dir: string): Promise<HeldLock> {
  const taken = await takeLock(dir, atOnce);
  assert("held" in taken);
  return taken.held;
}

async function namesIn(dir: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name).sort();
}

Deno.test("a lock is had by one, tells the others where, and is free again when it is let go", () =>
  withDirectory(async (dir) => {
    assert.equal(await readLock(dir), null);
    const held = await take(dir);
    // Its owner is still starting: nobody knows where it will answer, and after a quarter of a minute nobody waits for it any more.
    assert.equal(await readLock(dir), null);
    let pauses = 0;
    assert.deepEqual(await takeLock(dir, () => Promise.resolve(void pauses++)), { owner: null });
    assert.equal(pauses, 300);

    const seen = takeLock(dir, async () => await held.announce(TOLD));
    const owner = { pid: Deno.pid, ...TOLD };
    assert.deepEqual(await seen, { owner });
    assert.deepEqual(await readLock(dir), owner);

    await held.release();
    assert.equal(await readLock(dir), null);
    assert.deepEqual(await namesIn(dir), ["hoga.lock.1"]);
    await (await take(dir)).release();
    assert.deepEqual(await namesIn(dir), ["hoga.lock.2"]);
  }));

Deno.test("a lock whose owner's number belongs to another process by now is free, and litter goes", () =>
  withDirectory(async (dir) => {
    await Deno.mkdir(dir);
    const { pid } = await ownIdentity();
    await Deno.writeTextFile(join(dir, "hoga.lock.7"), JSON.stringify({ pid, began: "another boot/1", ...TOLD }));
    await Deno.writeTextFile(join(dir, "hoga.lock.6"), "");
    await Deno.writeTextFile(join(dir, "hoga.lock.8.999-1.new"), "{");
    assert.equal(await readLock(dir), null);
    const held = await take(dir);
    assert.deepEqual(await namesIn(dir), ["hoga.lock.8"]);
    await held.release();
    // A loss of power may leave a file without its text.
    await Deno.writeTextFile(join(dir, "hoga.lock.8"), "");
    await (await take(dir)).release();
    assert.deepEqual(await namesIn(dir), ["hoga.lock.9"]);
  }));

Deno.test("a directory that is removed under its owner stays removed", () =>
  withDirectory(async (dir) => {
    const held = await take(dir);
    await Deno.remove(dir, { recursive: true });
    await held.announce(TOLD);
    await held.release();
    assert.equal(await readLock(dir), null);
    await assert.rejects(Deno.stat(dir), Deno.errors.NotFound);
  }));

Deno.test("the lock of the first hoga is respected while it is held, and goes with it", () =>
  withDirectory(async (dir) => {
    await Deno.mkdir(dir);
    const owner = { pid: Deno.pid, ...TOLD };
    await Deno.writeTextFile(join(dir, "hoga.json"), JSON.stringify(owner));
    const file = await Deno.open(join(dir, "hoga.lock"), { create: true, read: true, write: true });
    await file.lock(true);
    assert.deepEqual(await readLock(dir), owner);
    assert.deepEqual(await takeLock(dir, atOnce), { owner });
    file.close();
    assert.equal(await readLock(dir), null);
    await (await take(dir)).release();
    assert.deepEqual(await namesIn(dir), ["hoga.lock.1"]);
  }));

interface Worker {
  readonly process: Deno.ChildProcess;
  /** Resolves when it has held the lock this often; rejects when it ends before. */
  held(times: number): Promise<void>;
  /** Its exit code and what it complained about. */
  end(): Promise<string>;
}

function startWorker(command: string, args: readonly string[], dir: string, rounds: number): Worker {
  const process = new Deno.Command(command, { args: [...args, dir, String(rounds)], stdout: "piped", stderr: "piped" })
    .spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const complaint = new Response(process.stderr).text();
  return {
    process,
    async held(times) {
      for (let text = ""; !text.includes(`held ${times}\n`);) {
        const { value, done } = await lines.read();
        if (done) throw new Error(await complaint);
        text += value;
      }
    },
    async end() {
      while (!(await lines.read()).done);
      const { code, signal } = await process.status;
      return `${signal ?? code} ${await complaint}`.trim();
    },
  };
}

Deno.test("processes of Node and Deno that take it, stop and are killed never have it at once", () =>
  withDirectory(async (dir) => {
    await Deno.mkdir(dir);
    const bundle = join(dir, "worker.mjs");
    await bundleForNode(WORKER, bundle);
    const onDeno = (rounds: number) =>
      startWorker(Deno.execPath(), ["run", "-A", "--no-config", "--no-prompt", WORKER], dir, rounds);
    const onNode = (rounds: number) => startWorker("node", [bundle], dir, rounds);
    const steady = [onDeno(40), onNode(40), onNode(40)];
    // Some are killed while they have it: their next line would only come when they have it again.
    for (const start of [onNode, onDeno, onNode]) {
      const victim = start(1_000_000);
      await victim.held(3);
      victim.process.kill("SIGSTOP");
      victim.process.kill("SIGKILL");
      assert.equal(await victim.end(), "SIGKILL");
    }
    assert.deepEqual(await Promise.all(steady.map((worker) => worker.end())), ["0", "0", "0"]);
  }));

Deno.test("an owner that is stopped stays the owner, and one that is killed does not", () =>
  withDirectory(async (dir) => {
    const script = `
      import { takeLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
      const { held } = await takeLock(${JSON.stringify(dir)}, () => Promise.resolve());
      await held.announce(${JSON.stringify(TOLD)});
      console.log("held 1");
      setInterval(() => {}, 1_000_000);`;
    const owner = startWorker(Deno.execPath(), ["eval", "--no-config", script], "", 0);
    await owner.held(1);
    owner.process.kill("SIGSTOP");
    assert.deepEqual(await readLock(dir), { pid: owner.process.pid, ...TOLD });
    assert("owner" in await takeLock(dir, atOnce));
    owner.process.kill("SIGKILL");
    assert.equal(await owner.end(), "SIGKILL");
    assert.equal(await readLock(dir), null);
    await (await take(dir)).release();
  }));
