import assert from "node:assert/strict";
import { join } from "node:path";
import { createContext } from "../context.ts";
import { extractGlobalFlags } from "../flags.ts";
import { createProgram } from "../program.ts";
import { prints } from "../testing/expect.ts";
import { type Bench, testHost, withBench } from "../testing/run_cli.ts";
import { completionScript, SHELLS } from "./scripts.ts";
import { placeholderOf, sourceOf } from "./values.ts";

/** What completes `line`, where its last word is being typed. */
async function complete(bench: Bench, ...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await bench.run(["complete", "--", ...words]);
  assert.deepEqual([code, stderr], [0, ""], words.join(" "));
  return stdout.split("\n").slice(0, -1);
}

const values = (lines: readonly string[]) => lines.map((line) => line.split("\t", 1)[0]);

Deno.test("commands, options and their values complete", () =>
  withBench(async (bench) => {
    const cases: [words: string[], expected: string[]][] = [
      [["led"], ["ledger"]],
      [["order", "cancel"], ["cancel", "cancel-all"]],
      [["order", "ex"], ["explain"]],
      [["order", "list", "--st"], ["--status"]],
      [["order", "--st"], ["--status"]],
      [["order", "list", "--status", "c"], ["closed", "canceled"]],
      [["order", "list", "--status=fi"], ["--status=filled"]],
      [["order", "list", "--status", "=", "fi"], ["filled"]],
      [["order", "list", "--status", "="], [
        "open",
        "closed",
        "pending",
        "reserved",
        "accepted",
        "partially_filled",
        "filled",
        "canceled",
        "rejected",
        "expired",
      ]],
      [["--lang", "ko", "order", "am"], ["amend"]],
      [["buy", "005930", "10", "--tif", ""], ["day", "ioc", "fok"]],
      [["buy", "005930", "10", "--type", "m"], ["market", "mid"]],
      [["quote", "--lang", ""], ["ko", "en"]],
      [["quote", "--lang", "ko", "--la"], []],
      [["candles", "005930", "--interval", ""], ["1m", "5m", "1d"]],
      [["market", "limits", "70000", "--market", "ko"], ["kospi", "kosdaq", "konex"]],
      [["ops", "breaker", "k"], ["kospi", "kosdaq"]],
      [["ops", "breaker", "kospi", ""], ["1", "2", "3"]],
      [["ops", "calendar", ""], ["list", "set", "remove"]],
      [["ops", "action", "add", ""], ["dividend", "split", "bonus"]],
      [["ops", "action", "remove", ""], []],
      [["ops", "action", "add", "split", "0059"], ["005930"]],
      [["ops", "dead", ""], ["retry"]],
      [["config", "set", "con"], ["confirm"]],
      [["config", "set", "confirm", ""], ["true", "false"]],
      [["config", "set", "account", ""], []],
      [["up", "--feed", "s"], ["sim"]],
      [["up", "--data", ""], [":dirs"]],
      [["instruments", "import", "lis"], [":files"]],
      [["completion", ""], ["bash", "zsh", "fish"]],
      [["help", "e"], ["environment", "exit-codes"]],
      [["help", "order", "s"], ["show"]],
      [["account", "new", "--", "--"], []],
      [["nosuch", "x"], []],
      [["sell", "005930", "1", "--ye"], ["--yes"]],
      [["sell", "005930", "1", "--yes", "--ye"], []],
    ];
    for (const [words, expected] of cases) {
      assert.deepEqual(values(await complete(bench, ...words)), expected, `${words}`);
    }
    assert.deepEqual(await complete(bench, "portf"), ["portfolio\tShow cash, positions and profit"]);
    assert.equal(
      (await complete(bench, "")).some((line) => /^complete\b(?!ion)/.test(line)),
      false,
    );
  }));

Deno.test("symbols, orders and accounts come from the market that runs", () =>
  withBench(async (bench) => {
    assert.deepEqual(await complete(bench, "quote", "0059"), ["005930\tSamsung Electronics"]);
    assert.deepEqual(await complete(bench, "quote", "samsung"), ["005930\tSamsung Electronics"]);
    assert.deepEqual(await complete(bench, "quote", "삼성"), ["005930\t삼성전자"]);
    assert.deepEqual(await complete(bench, "order", "cancel", ""), [
      "ord-1\tBuy 삼성전자 10 shares",
      "ord-2\tBuy 삼성전자 10 shares",
    ]);
    assert.deepEqual(await complete(bench, "order", "cancel", "ord-2"), ["ord-2\tBuy 삼성전자 10 shares"]);
    assert.deepEqual(await complete(bench, "--account", ""), ["acc-1\tpractice"]);
    assert.deepEqual(await complete(bench, "sell", ""), ["005930\t삼성전자"]);
    assert.deepEqual(await complete(bench, "buy", ""), []);
    await bench.run(["watchlist", "add", "000660"]);
    assert.deepEqual(await complete(bench, "buy", ""), ["000660"]);
    await bench.run(["watchlist", "add", "000660", "005930", "--list", "chips"]);
    assert.deepEqual(await complete(bench, "watchlist", "drop", "c"), ["chips\t000660, 005930"]);
    assert.deepEqual(await complete(bench, "watchlist", "list", "--list", ""), ["chips\t000660, 005930"]);
    assert.deepEqual(await complete(bench, "key", "revoke", "key_f"), ["key_fedcba9876543210\tbot …9Bot"]);
    const asked = bench.gateway.seen.map(({ method, target }) => `${method} ${decodeURIComponent(target)}`);
    assert(asked.includes("GET /api/instruments?q=삼성&limit=30"));
    assert(asked.includes("GET /api/orders?status=open&limit=30"));
  }));

Deno.test("several names complete by name, and what a shell gave quoted is read bare", () =>
  withBench(async (bench) => {
    const instruments = [["069500", "KODEX 200"], ["069660", "KOSEF\t200"]].map(([symbol, nameEn]) => ({
      symbol,
      nameKo: "코",
      nameEn,
      market: "KOSPI",
      kind: "etf",
    }));
    bench.gateway.answer(() => Response.json({ instruments }));
    assert.deepEqual(await complete(bench, "quote", '"KO\\ '), ["KODEX 200\t069500", "KOSEF 200\t069660"]);
    assert.equal(decodeURIComponent(bench.gateway.seen[0]?.target ?? ""), "/api/instruments?q=KO &limit=30");
  }));

Deno.test("no market, a refusing one and a slow one complete nothing, and none is started", () =>
  withBench(async (bench) => {
    const nothing = { code: 0, stdout: "", stderr: "" };
    const args = ["complete", "--", "order", "cancel", ""];
    assert.deepEqual(await bench.run(args, { env: { HOGA_API_URL: undefined } }), nothing);
    assert.deepEqual(await bench.run(args, { env: { HOGA_API_URL: "http://127.0.0.1:1" } }), nothing);
    assert.deepEqual(await bench.run(args, { env: { HOGA_API_KEY: "wrong" } }), nothing);
    bench.gateway.answer(() => new Response("<html>"));
    assert.deepEqual(await bench.run(args), nothing);
    let patience = 0;
    const host = {
      after: (ms: number, fire: () => void) => {
        patience = ms;
        fire();
        return () => {};
      },
      fetch: (_: string, { signal }: RequestInit) =>
        new Promise<Response>((_done, fail) => signal?.aborted ? fail(signal.reason) : undefined),
    };
    assert.deepEqual([await bench.run(args, { host }), patience], [nothing, 300]);
  }));

/** What stands for anything: there is nothing to choose from. */
const FREE = [
  ...["amount", "base", "cursor", "date", "expression", "key", "minutes", "n", "name", "port", "price", "quantity"],
  ...["ratio", "seconds", "text", "time", "url", "won", "words", "year", "id", "command"],
];

Deno.test("every option and argument either completes or takes anything", () => {
  const ctx = createContext(
    extractGlobalFlags([]),
    testHost({}, { HOGA_HOME: "/nonexistent" }, { out: () => {}, err: () => {} }),
  );
  const program = createProgram(ctx);
  const wanting: string[] = [];
  for (const command of [program, ...program.commands.flatMap((noun) => [noun, ...noun.commands])]) {
    const places = [
      ...command.options.filter(({ required, optional, hidden }) => (required || optional) && !hidden)
        .map(({ flags, long }) => [placeholderOf(flags), long] as const),
      ...command.registeredArguments.map((argument) => [argument.name(), undefined] as const),
    ];
    for (const [name, long] of places) {
      if (sourceOf(command, name, long) === undefined && !FREE.includes(name)) {
        wanting.push(`${command.name()} ${long ?? ""} <${name}>`);
      }
    }
  }
  assert.deepEqual(wanting, []);
});

Deno.test("what completes is taken: each value of an option runs", () =>
  withBench(async (bench) => {
    const lines: [string[], string][] = [
      [["buy", "005930", "1", "--limit", "70000"], "--tif"],
      [["order", "list"], "--status"],
      [["candles", "005930"], "--interval"],
      [["market", "limits", "70000"], "--market"],
      [["portfolio"], "--lang"],
    ];
    for (const [args, option] of lines) {
      const found = values(await complete(bench, ...args, option, ""));
      assert(found.length > 1, option);
      for (const value of found) {
        const ran = await bench.run([...args, option, value ?? ""]);
        assert.equal(ran.code, 0, `${option} ${value}: ${ran.stderr}`);
      }
    }
  }));

Deno.test("hoga completion prints the script of a shell", () =>
  withBench(async (bench) => {
    for (const shell of SHELLS) {
      await prints(bench, ["completion", shell], ...completionScript(shell).trimEnd().split("\n"));
      const { stdout } = await bench.run(["completion", shell, "--json"]);
      assert.deepEqual(JSON.parse(stdout), { shell, script: completionScript(shell) });
    }
    const wrong = await bench.run(["completion", "bsh"]);
    assert.deepEqual([wrong.code, wrong.stderr], [
      2,
      'error: SHELL: must be one of bash, zsh, fish, not "bsh" (hint: did you mean bash?)\n',
    ]);
  }));

/** Runs a script in a real shell in which `hoga` is this tree's; the output's lines. */
async function runShell(
  shell: string,
  args: readonly string[],
  script: string,
  bench: Bench,
): Promise<readonly string[]> {
  const main = new URL("../main.ts", import.meta.url).pathname;
  const shim = join(bench.home, "hoga");
  await Deno.writeTextFile(shim, `#!/bin/sh\nexec '${Deno.execPath()}' run -A --no-check '${main}' "$@"\n`, {
    mode: 0o755,
  });
  const { stdout, stderr } = await new Deno.Command(shell, {
    args: [...args, "-c", script],
    env: {
      PATH: `${bench.home}:${Deno.env.get("PATH") ?? ""}`,
      LC_ALL: "C.UTF-8",
      HOGA_LANG: "en",
      HOGA_HOME: join(bench.home, "hoga-home"),
      HOGA_API_URL: bench.gateway.url,
      HOGA_API_KEY: "test-key",
    },
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).split("\n").slice(0, -1);
}

Deno.test("bash, having read its script twice, completes commands, values, orders, symbols and files", () =>
  withBench(async (bench) => {
    await Deno.writeTextFile(join(bench.home, "my list.csv"), "");
    const script = `
      eval "$(hoga completion bash)"; eval "$(hoga completion bash)"
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _hoga; echo "\${#COMPREPLY[@]} \${COMPREPLY[*]}"; }
      try hoga order can
      try hoga order list --status = fil
      try hoga order cancel ord-
      try hoga quote 삼성
      try hoga instruments import '${bench.home}/my'
      try hoga buy '$(touch ${bench.home}/evil)' ''
      complete -p hoga
    `;
    assert.deepEqual(await runShell("bash", ["--norc"], script, bench), [
      "2 cancel cancel-all",
      "1 filled",
      "2 ord-1 ord-2",
      "1 005930",
      `1 ${bench.home}/my list.csv`,
      "0 ",
      "complete -F _hoga hoga",
    ]);
    await assert.rejects(Deno.stat(join(bench.home, "evil")));
  }));
