import assert from "node:assert/strict";
import { join } from "node:path";
import { type HeldLock, takeLock } from "@hoga/embedded/lock";
import type { Host } from "./host.ts";
import type { Stack, StackOptions } from "./stack.ts";
import { FILLED, PORTFOLIO } from "./testing/documents.ts";
import { fails, prints, printsJson } from "./testing/expect.ts";
import { problem, startFakeGateway } from "./testing/fake_gateway.ts";
import { type Bench, firstSecondPasses, type RunOptions, withBench } from "./testing/run_cli.ts";

/** No server in the environment: the embedded stack is meant. */
const EMBEDDED = { HOGA_API_URL: undefined, HOGA_API_KEY: undefined };

/** Owns the bench's data directory as a running stack does, until released. */
async function ownData(bench: Bench, url: string): Promise<HeldLock> {
  const dataDir = join(bench.home, "hoga", "data");
  const apiKeyFile = join(bench.home, "hoga", "api-key");
  const taken = await takeLock(dataDir, () => Promise.resolve());
  assert("held" in taken);
  await Deno.writeTextFile(apiKeyFile, "test-key\n");
  await taken.held.announce({ url, apiKeyFile, startedAt: "2025-03-14T00:00:00Z" });
  return taken.held;
}

/** A stack that is the bench's gateway, and a record of its starts and stops. */
function stackOn(bench: Bench): { startStack: Host["startStack"]; log: string[]; started: StackOptions[] } {
  const log: string[] = [];
  const started: StackOptions[] = [];
  const startStack = (options: StackOptions): Promise<Stack> => {
    log.push("start");
    started.push(options);
    return Promise.resolve({
      url: bench.gateway.url,
      services: { gateway: bench.gateway.url },
      clock: { mode: "real", speed: 1, now: "2025-03-14T10:00:00+09:00" },
      apiKeyFile: options.apiKeyFile,
      apiKey: "test-key",
      stop: () => {
        log.push("stop");
        return Promise.resolve();
      },
    });
  };
  return { startStack, log, started };
}

function busyError(url: string): Error {
  return Object.assign(new Error("busy"), { name: "StackBusyError", url });
}

Deno.test("with nothing running a command starts the stack, uses it and stops it", () =>
  withBench(async (bench) => {
    const { startStack, log, started } = stackOn(bench);
    const options: RunOptions = {
      env: { ...EMBEDDED, HOGA_CLOCK: "practice", HOGA_DELIVERY: "qstash" },
      host: { startStack },
    };
    const ran = await bench.run(["portfolio", "--json"], options);
    assert.deepEqual([ran.code, JSON.parse(ran.stdout), ran.stderr], [0, PORTFOLIO, ""]);
    assert.deepEqual(log, ["start", "stop"]);
    const [first] = started;
    assert(first !== undefined);
    const { env, ...plan } = first;
    assert.deepEqual(plan, {
      dataDir: join(bench.home, "hoga", "data"),
      apiKeyFile: join(bench.home, "hoga", "api-key"),
      port: 0,
    });
    assert.equal(env["HOGA_CLOCK"], "practice");
    assert.equal(env["HOGA_DELIVERY"], "qstash");

    bench.gateway.answer(() => problem(422, "price_off_tick", "off"));
    assert.equal((await bench.run(["portfolio"], options)).code, 4);
    assert.deepEqual(log, ["start", "stop", "start", "stop"]);
  }));

Deno.test("a stack of our own runs by the settings", () =>
  withBench(async (bench) => {
    const { startStack, started } = stackOn(bench);
    await bench.run(["config", "set", "stack.clock", "practice"]);
    await bench.run(["config", "set", "stack.seed", "7"]);
    await bench.run(["portfolio"], { env: EMBEDDED, host: { startStack } });
    await bench.run(["portfolio"], { env: { ...EMBEDDED, HOGA_CLOCK: "real" }, host: { startStack } });
    assert.deepEqual(started.map(({ clock, seed }) => [clock, seed]), [["practice", 7], [undefined, 7]]);
  }));

Deno.test("a terminal is told that the market starts, and the line is taken back", () =>
  withBench(async (bench) => {
    const { startStack } = stackOn(bench);
    const started = { env: EMBEDDED, isTerminal: true, host: { startStack } };
    assert.equal((await bench.run(["portfolio"], started)).stderr, "", "it took no second");
    const slow = () => ({ ...started, host: { startStack, after: firstSecondPasses() } });
    const ran = await bench.run(["version"], slow());
    assert.equal(ran.stderr, "");
    const portfolio = await bench.run(["portfolio"], slow());
    const waiting = "\r\x1b[KWaiting for an answer…";
    assert.equal(portfolio.stderr, `${waiting}\r\x1b[KStarting the market…${waiting}\r\x1b[K`);
    const quiet = await bench.run(["portfolio", "-q"], slow());
    assert.equal(quiet.stderr, "");
  }));

Deno.test("a running owner is joined and left running", () =>
  withBench(async (bench) => {
    const owner = await ownData(bench, bench.gateway.url);
    const ran = await bench.run(["portfolio", "--json"], { env: EMBEDDED });
    await owner.release();
    assert.deepEqual([ran.code, JSON.parse(ran.stdout)], [0, PORTFOLIO]);
    assert.equal(bench.gateway.seen[0]?.headers["authorization"], "Bearer test-key");
  }));

Deno.test("when the owner vanishes midway the command looks again and takes over", () =>
  withBench(async (bench) => {
    const owner = startFakeGateway();
    const lock = await ownData(bench, owner.url);
    const { startStack, log } = stackOn(bench);
    const keys: string[] = [];
    const fetchCut = async (input: string, init: RequestInit) => {
      keys.push(new Headers(init.headers).get("idempotency-key") ?? "");
      if (!input.startsWith(owner.url)) return await fetch(input, init);
      // The owner took the order and went away before its answer arrived.
      await (await fetch(input, init)).body?.cancel();
      await lock.release();
      throw new TypeError("fetch failed", { cause: new Error("connection closed before message completed") });
    };
    const options = { env: EMBEDDED, host: { startStack, fetch: fetchCut } };
    const ran = await bench.run(["buy", "005930", "10", "--json"], options);
    await owner.stop();
    assert.deepEqual([ran.code, JSON.parse(ran.stdout)], [0, FILLED]);
    assert.deepEqual(keys, ["new-key", "new-key"]);
    assert.equal(owner.seen.length, 1);
    assert.deepEqual(log, ["start", "stop"]);
  }));

Deno.test("a cancel whose answer got lost is not sent twice, one that was never sent is", () =>
  withBench(async (bench) => {
    const owner = await ownData(bench, bench.gateway.url);
    const failing = (cause: Error, times: number) => async (input: string, init: RequestInit) => {
      if (times-- > 0) throw new TypeError("fetch failed", { cause });
      return await fetch(input, init);
    };
    const cancel = (cause: Error) =>
      bench.run(["order", "cancel", "ord-2"], { env: EMBEDDED, host: { fetch: failing(cause, 1) } });
    const failed = (syscall: string) => Object.assign(new Error(`${syscall} failed`), { syscall });
    const lost = [
      new Error("connection reset by peer"),
      failed("read"),
      new AggregateError([failed("connect"), failed("read")]),
    ];
    for (const cause of lost) assert.equal((await cancel(cause)).code, 5);
    assert.equal(bench.gateway.seen.length, 0);
    // As Deno tells it, and as Node does, for one address and for several.
    const unmade = [
      new Error("client error (Connect): tcp connect error"),
      failed("connect"),
      new AggregateError([failed("connect"), failed("connect")]),
    ];
    for (const cause of unmade) assert.equal((await cancel(cause)).code, 0);
    assert.equal(bench.gateway.seen.length, unmade.length);
    await owner.release();
  }));

Deno.test("who comes second uses the stack of who came first", () =>
  withBench(async (bench) => {
    const owners: HeldLock[] = [];
    const startStack = async () => {
      owners.push(await ownData(bench, bench.gateway.url));
      throw busyError(bench.gateway.url);
    };
    await printsEmbedded(bench, startStack);
    assert.deepEqual(bench.sleeps, [250]);
    assert.equal(owners.length, 1);
    for (const owner of owners) await owner.release();
  }));

async function printsEmbedded(bench: Bench, startStack: Host["startStack"]): Promise<void> {
  const ran = await bench.run(["portfolio", "--json"], { env: EMBEDDED, host: { startStack } });
  assert.deepEqual([ran.code, JSON.parse(ran.stdout), ran.stderr], [0, PORTFOLIO, ""]);
}

Deno.test("an owner that never becomes ready is told by its address", () =>
  withBench(async (bench) => {
    const startStack = () => Promise.reject(busyError("http://127.0.0.1:8080"));
    const line = await fails(bench, ["portfolio"], 5, "unavailable", { env: EMBEDDED, host: { startStack } });
    assert.equal(
      line,
      "error: Another hoga owns this data directory: http://127.0.0.1:8080 (hint: hoga doctor finds out what is wrong)",
    );
  }));

Deno.test("a wrong setting stops the start with the line that names it", () =>
  withBench(async (bench) => {
    const startStack = () =>
      Promise.reject(Object.assign(new Error("HOGA_DELIVERY must be direct or qstash"), { name: "StackConfigError" }));
    const line = await fails(bench, ["portfolio"], 2, "usage", { env: EMBEDDED, host: { startStack } });
    assert.equal(line, "error: HOGA_DELIVERY must be direct or qstash (hint: see hoga help environment)");
    const clock = await fails(bench, ["portfolio"], 2, "usage", { env: { ...EMBEDDED, HOGA_CLOCK: "fast" } });
    assert.match(clock, /^error: HOGA_CLOCK: "fast" is not valid/);
  }));

Deno.test("a profile names a server and the file of its key", () =>
  withBench(async (bench) => {
    const keyFile = join(bench.home, "team-key");
    await Deno.writeTextFile(keyFile, "test-key\n");
    await bench.run(["config", "set", "profile.team.url", bench.gateway.url]);
    await bench.run(["config", "set", "profile.team.key_file", keyFile]);
    const team = { ...EMBEDDED, HOGA_PROFILE: "team" };
    assert.equal((await bench.run(["portfolio"], { env: team })).code, 0);
    assert.equal((await bench.run(["portfolio"], { env: { ...team, HOGA_API_KEY: "other" } })).code, 3);
    await Deno.remove(keyFile);
    assert.match(await fails(bench, ["portfolio"], 3, "unauthorized", { env: team }), /The API key file .+team-key/);
    const missing = { env: { ...EMBEDDED, HOGA_PROFILE: "nope" } };
    assert.match(
      await fails(bench, ["portfolio"], 2, "usage", missing),
      /HOGA_PROFILE: there is no profile "nope" \(hint: hoga config set profile\.nope\.url/,
    );
  }));

Deno.test("the address in the environment wins over a profile, and a default profile over the embedded stack", () =>
  withBench(async (bench) => {
    await bench.run(["config", "set", "profile.dead.url", "http://127.0.0.1:9"]);
    await bench.run(["config", "set", "profile", "dead"]);
    await prints(bench, ["-q", "buy", "005930", "1"], "ord-1");
    await printsJson(bench, ["portfolio"], PORTFOLIO);
    await fails(bench, ["portfolio"], 5, "unavailable", { env: EMBEDDED });
  }));

Deno.test("a note of an unanswered order shows up in doctor", () =>
  withBench(async (bench) => {
    bench.gateway.answer(({ target }) => target === "/api/orders" ? problem(503, "unavailable", "Down") : null);
    assert.equal((await bench.run(["buy", "005930", "1", "--key", "a/b"])).code, 5);
    const { stdout } = await bench.run(["doctor"]);
    assert.match(stdout, /^Unanswered orders +warning +place them again with --key to learn their outcome: a\/b$/m);
  }));
