import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { z } from "zod";
import { terminalEnvironment } from "../../cli/testing/terminal/hoga.ts";
import { openTerminal } from "../../cli/testing/terminal/terminal.ts";
import { cleanEnvironment, readText, ROOT } from "../checks/tree.ts";

const SCREEN = { columns: 100, rows: 30 };

const Order = z.object({ id: z.string(), symbol: z.string(), status: z.string(), filledQuantity: z.number() });
const Portfolio = z.object({ positions: z.array(z.object({ symbol: z.string(), quantity: z.number() })) });
const Packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...cleanEnvironment(), ...env },
    stdin: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

/** The output of a command that has to succeed. */
async function says(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, env);
  assert.equal(code, 0, `${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** The package, packed and installed from its file alone, without a network. `bin` is the folder of its `hoga`. */
async function withInstalled(
  use: (at: { bin: string; program: string; home: string }) => Promise<void>,
): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "hoga-package-" });
  const npm = {
    npm_config_cache: join(home, "cache"),
    npm_config_loglevel: "error",
    npm_config_update_notifier: "false",
  };
  try {
    const listed = await says("npm", ["pack", "--json", "--pack-destination", home], npm);
    // What the bundler printed comes first.
    const [packed] = Packed.parse(JSON.parse(listed.slice(listed.indexOf("\n[") + 1)));
    assert(packed !== undefined);
    const paths = packed.files.map(({ path }) => path);
    assert.deepEqual(paths.filter((path) => !/^(dist\/|README|LICENSE|package\.json$)/.test(path)), []);
    assert(["dist/hoga.mjs", "dist/LICENSES.txt", "dist/market/pglite.wasm"].every((path) => paths.includes(path)));
    const prefix = join(home, "prefix");
    await says("npm", ["install", "--global", "--offline", "--prefix", prefix, join(home, packed.filename)], npm);
    const installed = join(prefix, "lib/node_modules");
    const names = (await Array.fromAsync(Deno.readDir(installed))).map(({ name }) => name);
    assert.deepEqual(names.filter((name) => !name.startsWith(".")), ["hoga"]);
    await assert.rejects(Deno.stat(join(installed, "hoga/node_modules")), Deno.errors.NotFound);
    await use({ bin: join(prefix, "bin"), program: join(installed, "hoga/dist/hoga.mjs"), home });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** `hoga up` for the time of `use`. */
async function whileUp(bin: string, env: Record<string, string>, use: () => Promise<void>): Promise<void> {
  const options = { args: ["up", "--port", "0"], clearEnv: true, env: { ...cleanEnvironment(), ...env } };
  const up = new Deno.Command(join(bin, "hoga"), { ...options, stdin: "null", stdout: "piped", stderr: "inherit" })
    .spawn();
  const reader = up.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    assert.match((await reader.read()).value ?? "", /^{"url":"http:/);
    await use();
  } finally {
    up.kill("SIGTERM");
    await reader.cancel();
    assert.equal((await up.status).code, 0);
  }
}

/** Commands that between them read most documents, each in a process that has read none. */
const READERS = [
  ["quote", "005930"],
  ["book", "005930"],
  ["candles", "005930", "--interval", "1d"],
  ["order", "list"],
  ["portfolio"],
  ["ledger"],
  ["trades"],
  ["history"],
  ["market"],
  ["account", "list"],
  ["key", "list"],
  ["ops", "status"],
  ["reconcile"],
  ["doctor"],
];

Deno.test("the packed package trades under Node with nothing else, and Deno takes over its data", () =>
  withInstalled(async ({ bin, program, home }) => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readText("package.json") ?? ""));
    const node = (await says("sh", ["-c", "command -v node"])).trim();
    // Nothing of the repository is in reach.
    const env = { PATH: `${bin}:${dirname(node)}:/usr/bin:/bin`, HOGA_HOME: join(home, "hoga"), HOGA_LANG: "en" };
    const hoga = (...args: string[]) => says(join(bin, "hoga"), args, env);

    assert.equal(await hoga("--version"), `hoga ${version}\n`);
    assert.match(await hoga("--help"), /^Usage: hoga /);
    assert.match(await hoga("version"), /^hoga \S+ \(node \d+\.\d+\.\d+\)\n$/);

    const order = Order.parse(JSON.parse(await hoga("buy", "005930", "10", "--json")));
    assert.deepEqual([order.symbol, order.status, order.filledQuantity], ["005930", "filled", 10]);
    await whileUp(bin, env, async () => {
      assert.match(await hoga("search", "삼성전자"), /\n005930 +삼성전자 /);
      for (const args of READERS) assert.equal(typeof JSON.parse(await hoga(...args, "--json")), "object");
      // A reader who leaves after a line is no failure.
      const headed = await run("sh", ["-c", "{ hoga candles 005930; echo $? >&2; } | head -1"], env);
      assert.deepEqual([headed.stdout.split("\n").length, headed.stderr], [2, "0\n"]);

      const screen = openTerminal({
        ...SCREEN,
        command: node,
        args: [program],
        env: terminalEnvironment(env.HOGA_HOME),
      });
      try {
        await screen.until("005930");
        screen.press("q");
        assert.deepEqual([await screen.untilEnded(), screen.isAlternate()], [{ code: 0, signal: 0 }, false]);
      } finally {
        await screen.close();
      }
    });

    const deno = Deno.execPath();
    assert.equal(await says(deno, ["run", "-A", program, "--version"], env), `hoga ${version}\n`);
    // The same data directory, from source: what Node wrote is there.
    const source = ["run", "-A", "--no-prompt", join(ROOT, "cli/main.ts")];
    const { positions } = Portfolio.parse(JSON.parse(await says(deno, [...source, "portfolio", "--json"], env)));
    assert.deepEqual(positions.map(({ symbol, quantity }) => [symbol, quantity]), [["005930", 10]]);
    await loadsLittle(node, program, home, env);
  }));

async function loadsLittle(node: string, program: string, home: string, env: Record<string, string>): Promise<void> {
  // Help, which is most often asked for, loads little of Node.
  const witness = join(home, "witness.cjs");
  await Deno.writeTextFile(
    witness,
    `process.on("exit", () => require("fs").writeSync(2, process.moduleLoadList.join("\\n")));`,
  );
  const { stderr: loaded } = await run(node, ["--require", witness, program, "--help"], env);
  for (const name of ["http", "net", "stream", "crypto", "child_process", "internal/deps/undici/undici"]) {
    assert.equal(loaded.split("\n").includes(`NativeModule ${name}`), false, `--help loads ${name}`);
  }

  // An older Node is told so in a line before anything is loaded.
  const older = join(home, "older.cjs");
  await Deno.writeTextFile(
    older,
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });`,
  );
  const refused = await run(node, ["--require", older, program, "--help"], env);
  assert.deepEqual(refused, { code: 2, stdout: "", stderr: "hoga needs Node 20 or newer; this is Node 18.20.8\n" });
}
