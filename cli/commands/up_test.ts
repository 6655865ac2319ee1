import assert from "node:assert/strict";
import { join } from "node:path";
import type { Stack, StackOptions } from "../stack.ts";
import { fails } from "../testing/expect.ts";
import { fakeStack } from "../testing/fake_stack.ts";
import { type Bench, firstSecondPasses, type Ran, withBench } from "../testing/run_cli.ts";

const URLS = { gateway: "http://127.0.0.1:8080", order: "http://127.0.0.1:8081" };

interface Upped extends Ran {
  readonly plan: StackOptions | null;
  readonly stops: number;
}

/** Runs `hoga up` until it is ready, then sends it a signal. */
async function up(bench: Bench, flags: readonly string[], env: Record<string, string> = {}): Promise<Upped> {
  const signal = new AbortController();
  let plan: StackOptions | null = null;
  let stops = 0;
  const stack = (options: StackOptions): Stack => ({
    url: URLS.gateway,
    services: URLS,
    clock: { mode: "practice", speed: 60, now: "2025-03-14T08:50:00+09:00" },
    apiKeyFile: options.apiKeyFile,
    apiKey: "secret",
    stop: () => {
      stops++;
      return Promise.resolve();
    },
  });
  const startStack = (options: StackOptions) => {
    plan = options;
    setTimeout(() => signal.abort());
    return Promise.resolve(stack(options));
  };
  const ran = await bench.run(["up", ...flags], { env, host: { startStack, signal: signal.signal } });
  return { ...ran, plan, stops };
}

Deno.test("hoga up prints one JSON line when ready, and ends cleanly on a signal", () =>
  withBench(async (bench) => {
    const { code, stdout, stderr, plan, stops } = await up(bench, []);
    const apiKeyFile = join(bench.home, "hoga", "api-key");
    assert.deepEqual([code, stderr, stops], [0, "", 1]);
    assert.equal(
      stdout,
      `${
        JSON.stringify({
          url: URLS.gateway,
          services: URLS,
          clock: { mode: "practice", speed: 60, now: "2025-03-14T08:50:00+09:00" },
          apiKeyFile,
        })
      }\n`,
    );
    assert(plan !== null);
    const { env: _env, log: _log, ...rest }: StackOptions = plan;
    assert.deepEqual(rest, { dataDir: join(bench.home, "hoga", "data"), apiKeyFile, port: 8080 });
  }));

Deno.test("hoga up passes its flags on", () =>
  withBench(async (bench) => {
    const flags = ["--port", "0", "--data", "memory", "--clock", "2025-03-14T08:50", "--speed", "0.5", "--seed", "7"];
    const { plan } = await up(bench, [...flags, "--tape", bench.home]);
    assert(plan !== null);
    const { env: _env, log: _log, apiKeyFile, ...rest }: StackOptions = plan;
    assert.deepEqual(rest, {
      dataDir: "memory",
      port: 0,
      clock: "2025-03-14T08:50+09:00",
      speed: 0.5,
      feed: "replay",
      tapeDir: bench.home,
      seed: 7,
    });
    assert.equal(apiKeyFile, join(bench.home, "hoga", "state", `api-key-${Deno.pid}`));
    const own = await up(bench, ["--data", join(bench.home, "own"), "--feed", "sim"], { HOGA_CLOCK: "practice" });
    assert.deepEqual(
      [own.plan?.dataDir, own.plan?.apiKeyFile, own.plan?.env["HOGA_CLOCK"], own.plan?.feed],
      [join(bench.home, "own"), join(bench.home, "own", "api-key"), "practice", "sim"],
    );
    const live = await up(bench, ["--feed", "kis", "--clock", "real", "--tape", bench.home]);
    assert.deepEqual([live.plan?.feed, live.plan?.clock, live.plan?.tapeDir], ["kis", "real", bench.home]);
    const bare = await up(bench, ["--feed", "yahoo"]);
    assert.deepEqual([bare.plan?.feed, bare.plan?.tapeDir], ["yahoo", undefined]);
    const flagWins = await up(bench, ["--clock", "real"], { HOGA_CLOCK: "practice" });
    assert.equal(flagWins.plan?.clock, "real");
  }));

Deno.test("hoga up with a parent ends when its input does, with the key and the log where it was told", () =>
  withBench(async (bench) => {
    const logFile = join(bench.home, "stack.log");
    const lines = ["what a parent says means nothing"];
    let stops = 0;
    let heard = 0;
    const startStack = (options: StackOptions): Promise<Stack> => {
      assert.equal(options.apiKeyFile, join(bench.home, "key"));
      options.log?.("a line");
      const clock = { mode: "real", speed: 1, now: "2025-03-14T08:50:00+09:00" };
      const stop = () => Promise.resolve(void stops++);
      return Promise.resolve({ url: "", services: {}, clock, apiKeyFile: options.apiKeyFile, apiKey: "", stop });
    };
    const readLine = () => {
      heard++;
      return Promise.resolve(lines.shift() ?? null);
    };
    const flags = ["--with-parent", `--api-key-file=${join(bench.home, "key")}`, `--log-file=${logFile}`];
    const ran = await bench.run(["up", ...flags], { host: { startStack, readLine } });
    assert.deepEqual([ran.code, ran.stderr, stops, heard], [0, "", 1, 2]);
    assert.equal(await Deno.readTextFile(logFile), "a line\n");
    assert.doesNotMatch((await bench.run(["up", "--help"])).stdout, /with-parent|api-key-file|log-file/);
  }));

Deno.test("hoga up refuses wrong flags before anything starts", () =>
  withBench(async (bench) => {
    const cases: [string[], RegExp][] = [
      [
        ["--port", "99999"],
        /^error: --port: "99999" is not valid: it must be a whole number from 0 to 65,531 \(hint: see hoga up --help\)$/,
      ],
      [["--port", "-1"], /^error: --port: "-1"/],
      [["--clock", "noon"], /^error: --clock: "noon" is not valid/],
      [["--speed", "0"], /^error: --speed: "0" is not valid/],
      [["--speed", "fast"], /^error: --speed: "fast"/],
      [["--feed", "live"], /^error: --feed: must be one of sim, replay, kis, yahoo, not "live" \(hint: /],
      [["--feed", "replay"], /^error: --feed replay: needs --tape DIR \(hint: /],
      [["--feed", "sim", "--tape", "."], /^error: --tape: goes with --feed replay/],
      [["--feed", "replay", "--tape", "/no/such"], /^error: --tape: \/no\/such is not a directory \(hint: /],
      [["--seed", "1.5"], /^error: --seed: "1.5" is not valid/],
      [["--data", ""], /^error: --data: must not be empty \(hint: /],
    ];
    for (const [flags, line] of cases) assert.match(await fails(bench, ["up", ...flags], 2, "usage"), line);
    const clock = await fails(bench, ["up"], 2, "usage", { env: { HOGA_CLOCK: "noon" } });
    assert.match(clock, /^error: HOGA_CLOCK: "noon"/);
  }));

Deno.test("hoga up takes from the settings what neither its flags nor the environment say", () =>
  withBench(async (bench) => {
    const set = (key: string, value: string) => bench.run(["config", "set", key, value]);
    await set("stack.clock", "2025-03-14T08:50");
    await set("stack.speed", "60");
    await set("stack.tape", bench.home);
    await set("stack.seed", "7");
    const choiceOf = async (flags: readonly string[], env: Record<string, string> = {}) => {
      const { plan, stderr } = await up(bench, flags, env);
      assert(plan !== null, stderr);
      const { clock, speed, feed, tapeDir, seed }: StackOptions = plan;
      return [clock, speed, feed, tapeDir, seed];
    };
    assert.deepEqual(await choiceOf([]), ["2025-03-14T08:50+09:00", 60, "replay", bench.home, 7]);
    assert.deepEqual(await choiceOf([], { HOGA_CLOCK: "practice" }), [undefined, 60, "replay", bench.home, 7]);
    assert.deepEqual(
      await choiceOf(["--clock", "real", "--feed", "sim", "--seed", "8"]),
      ["real", undefined, "sim", undefined, 8],
    );
    await bench.run(["config", "unset", "stack.tape"]);
    await set("stack.feed", "replay");
    assert.match(await fails(bench, ["up"], 2, "usage"), /^error: stack\.feed = replay: needs stack\.tape/);
  }));

Deno.test("hoga up tells why it cannot start", () =>
  withBench(async (bench) => {
    const failing = (error: Error) => ({ host: { startStack: () => Promise.reject(error) } });
    const busy = Object.assign(new Error("busy"), { name: "StackBusyError", url: "http://127.0.0.1:8080" });
    assert.equal(
      await fails(bench, ["up"], 5, "already_running", failing(busy)),
      "error: Another hoga owns this data directory: http://127.0.0.1:8080",
    );
    const wrong = Object.assign(new Error("DATABASE_URL is not a Postgres address"), { name: "StackConfigError" });
    assert.equal(
      await fails(bench, ["up"], 2, "usage", failing(wrong)),
      "error: DATABASE_URL is not a Postgres address (hint: see hoga help environment)",
    );
    const taken = Object.assign(new Error("The port 8080 is taken"), { name: "StackUnavailableError" });
    assert.equal(
      await fails(bench, ["up"], 5, "port_in_use", failing(taken)),
      "error: Port 8080 or one of the four after it is taken (hint: --port 0 picks free ones)",
    );
    await fails(bench, ["up"], 1, "internal", failing(new Error("disk on fire")));
  }));

Deno.test("hoga up whose reader has left stops the stack", () =>
  withBench(async (bench) => {
    let stopped = false;
    const stack: Stack = {
      url: URLS.gateway,
      services: URLS,
      clock: { mode: "real", speed: 1, now: "2025-03-14T08:50:00+09:00" },
      apiKeyFile: "",
      apiKey: "",
      stop: () => {
        stopped = true;
        return Promise.resolve();
      },
    };
    const writeOut = () => {
      throw new Deno.errors.BrokenPipe("Broken pipe");
    };
    const ran = await bench.run(["up"], { host: { startStack: () => Promise.resolve(stack), writeOut } });
    assert.deepEqual([ran.code, stopped], [0, true]);
  }));

Deno.test("hoga up tells on a terminal that the market starts, when that takes long", () =>
  withBench(async (bench) => {
    const signal = AbortSignal.abort();
    const slow = { startStack: fakeStack, after: firstSecondPasses(), signal };
    const { stderr } = await bench.run(["up"], { isTerminal: true, host: slow });
    assert.equal(stderr, "\r\x1b[KStarting the market…\r\x1b[KThe market is running. Ctrl-C ends it.\n");
  }));
