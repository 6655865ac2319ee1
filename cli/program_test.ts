import assert from "node:assert/strict";
import { createContext } from "./context.ts";
import { extractGlobalFlags } from "./flags.ts";
import { createProgram } from "./program.ts";
import { fails, prints, printsJson, text } from "./testing/expect.ts";
import { problem } from "./testing/fake_gateway.ts";
import { type Bench, type RunOptions, testHost, withBench } from "./testing/run_cli.ts";
import { VERSION } from "./version.ts";

Deno.test("hoga --help lists the commands in both languages", () =>
  withBench(async (bench) => {
    const english = await bench.run(["--help"]);
    assert.deepEqual([english.code, english.stderr], [0, ""]);
    assert.match(english.stdout, /^Usage: hoga \[options\] \[command\]\n/);
    const korean = await bench.run(["--help", "--lang", "ko"]);
    assert.match(korean.stdout, /^사용법: hoga /);
    assert.match(korean.stdout, /^ {2}buy .+매수$/m);
  }));

Deno.test("every command has help with examples in both languages", () =>
  withBench(async (bench) => {
    for (const path of await commandPaths(bench)) {
      for (const [lang, heading] of [["en", "Examples:"], ["ko", "예:"]] as const) {
        const { code, stdout, stderr } = await bench.run([...path, "--help", "--lang", lang]);
        assert.deepEqual([code, stderr], [0, ""], path.join(" "));
        const [, examples = ""] = stdout.split(`\n${heading}\n`);
        assert.match(examples, new RegExp(`^  hoga ${path[0]}`), `${path.join(" ")} ${lang}`);
      }
    }
    assert.deepEqual(bench.gateway.seen, []);
  }));

/** Every command by the words that reach it. */
async function commandPaths(bench: Bench): Promise<readonly (readonly string[])[]> {
  const { stdout } = await bench.run(["--help"]);
  const names = (help: string) =>
    [...help.slice(help.indexOf("\nCommands:")).matchAll(/^ {2}([a-z-]+)[ \n]/gm)].map(([, name = ""]) => name)
      .filter((name) => name !== "help" && name !== "hoga");
  const paths: string[][] = [];
  for (const noun of names(stdout)) {
    const { stdout: help } = await bench.run([noun, "--help"]);
    const verbs = help.includes("\nCommands:") ? names(help) : [];
    paths.push([noun], ...verbs.map((verb) => [noun, verb]));
  }
  assert(paths.length > 40);
  return paths;
}

Deno.test("hoga without a terminal prints how to use it and starts nothing", () =>
  withBench(async (bench) => {
    const { code, stdout, stderr } = await bench.run([], { env: { HOGA_API_URL: undefined } });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^hoga opens its screen in a terminal\. Without one, use its commands:\n\nUsage: hoga /);
    assert.match(stdout, /\nExamples:\n {2}hoga\n/);
    const json = await bench.run(["--json"], { env: { HOGA_API_URL: undefined } });
    assert.equal(JSON.parse(json.stdout).version, VERSION);
  }));

Deno.test("hoga version and --version", () =>
  withBench(async (bench) => {
    await prints(bench, ["version"], `hoga ${VERSION} (deno ${Deno.version.deno})`);
    await printsJson(bench, ["version"], { version: VERSION, runtime: `deno ${Deno.version.deno}` });
    await prints(bench, ["--version"], `hoga ${VERSION}`);
  }));

Deno.test("usage errors are one line with a hint, and exit 2", () =>
  withBench(async (bench) => {
    const cases: [string[], string][] = [
      [["ordr"], 'There is no command "ordr" (hint: did you mean order?)'],
      [["order", "shw"], 'There is no command "shw" (hint: did you mean show?)'],
      [["order", "xyzzy"], 'There is no command "xyzzy" (hint: see hoga order --help)'],
      [["quote", "005930", "--jsn"], 'There is no option "--jsn" (hint: did you mean --json?)'],
      [["buy", "005930"], "The argument <quantity> is missing (hint: see hoga buy --help)"],
      [["buy", "005930", "1", "--tif"], "The option --tif needs a value (hint: see hoga buy --help)"],
      [["order", "show", "1", "2"], "Too many arguments: 1 expected, 2 given (hint: see hoga order show --help)"],
      [["quote", "005930", "--account"], "The option --account needs a value (hint: see hoga --help)"],
      [["quote", "005930", "--account", "a b"], '--account: "a b" cannot be an account (hint: see hoga --help)'],
      [["quote", "005930", "--lang", "fr"], '--lang: must be ko or en, not "fr" (hint: see hoga --help)'],
    ];
    for (const [args, line] of cases) assert.equal(await fails(bench, args, 2, "usage"), `error: ${line}`);
    const korean = await bench.run(["buy", "005930", "--lang", "ko"]);
    assert.equal(korean.stderr, "오류: <quantity> 인자가 빠졌습니다 (힌트: hoga buy --help 참고)\n");
    const wrongLang = await bench.run(["market"], { env: { HOGA_LANG: "fr" } });
    assert.deepEqual([wrongLang.code, wrongLang.stderr], [
      2,
      'error: HOGA_LANG: must be ko or en, not "fr" (hint: see hoga help environment)\n',
    ]);
  }));

Deno.test("a hint has its own line on a terminal", () =>
  withBench(async (bench) => {
    const { stderr } = await bench.run(["ordr"], { isTerminal: true });
    assert.equal(stderr, 'error: There is no command "ordr"\n  hint: did you mean order?\n');
  }));

Deno.test("exit codes follow the refusal", () =>
  withBench(async (bench) => {
    const cases = [
      [401, "unauthorized", 3],
      [403, "forbidden", 3],
      [400, "invalid_request", 2],
      [422, "price_outside_band", 4],
      [429, "too_many_requests", 5],
      [500, "internal", 1],
      [503, "unavailable", 5],
      [422, "a_code_of_the_future", 1],
    ] as const;
    for (const [status, code, exit] of cases) {
      bench.gateway.answer(() => problem(status, code, "No"));
      await fails(bench, ["portfolio"], exit, code);
    }
    bench.gateway.answer(() => problem(500, "internal", "Something\nbroke"));
    assert.equal((await bench.run(["portfolio"])).stderr, "error: Something broke [t-1]\n");
  }));

Deno.test("an answer that is not the contract's is told, never printed as a document", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => new Response("<html>", { status: 200 }));
    assert.match(
      await fails(bench, ["portfolio"], 1, "bad_answer"),
      /The answer of http:.+ is not one that hoga knows/,
    );
    bench.gateway.answer(() => Response.json({ accountId: "a" }));
    assert.match(await fails(bench, ["portfolio"], 1, "bad_answer"), /\(cash: /);
    bench.gateway.answer(() => new Response("Bad gateway", { status: 502 }));
    assert.match(await fails(bench, ["portfolio"], 5, "unavailable"), /answered with HTTP 502/);
    bench.gateway.answer(() => new Response("no", { status: 401 }));
    await fails(bench, ["portfolio"], 3, "unauthorized");
    bench.gateway.answer(() => new Response("no", { status: 404 }));
    await fails(bench, ["portfolio"], 1, "bad_answer");
  }));

Deno.test("nobody at the address, and somebody who never answers, exit 5", () =>
  withBench(async (bench) => {
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const { port } = listener.addr;
    listener.close();
    const nobody: RunOptions = { env: { HOGA_API_URL: `http://127.0.0.1:${port}` } };
    assert.match(
      await fails(bench, ["portfolio"], 5, "unavailable", nobody),
      new RegExp(`^error: Cannot reach http://127.0.0.1:${port} \\(hint: check that it runs`),
    );
    assert.deepEqual(bench.sleeps, []);
    const stuck: RunOptions = { host: { requestTimeoutMs: 20, fetch: hangingFetch } };
    assert.match(await fails(bench, ["portfolio"], 5, "unavailable", stuck), /did not answer within 0\.02 s/);
    const bad: RunOptions = { env: { HOGA_API_URL: "localhost:8080" } };
    assert.match(await fails(bench, ["portfolio"], 2, "usage", bad), /HOGA_API_URL: "localhost:8080" is not an http/);
  }));

/** A server that took the request and never answers. */
function hangingFetch(_input: string, init: RequestInit): Promise<Response> {
  return new Promise((_, fail) => init.signal?.addEventListener("abort", () => fail(init.signal?.reason)));
}

Deno.test("a signal interrupts a command with exit 130", () =>
  withBench(async (bench) => {
    const stop = new AbortController();
    const fetch = (input: string, init: RequestInit) => {
      const answer = hangingFetch(input, init);
      stop.abort();
      return answer;
    };
    const ran = await bench.run(["portfolio"], { host: { fetch, signal: stop.signal } });
    assert.deepEqual(ran, { code: 130, stdout: "", stderr: "error: Interrupted\n" });
  }));

Deno.test("a reader who has left is no failure", () =>
  withBench(async (bench) => {
    const writeOut = () => {
      throw new Deno.errors.BrokenPipe("Broken pipe");
    };
    assert.deepEqual(await bench.run(["quote", "005930"], { host: { writeOut } }), { code: 0, stdout: "", stderr: "" });
  }));

Deno.test("whatever is thrown ends in one line and exit 1", () =>
  withBench(async (bench) => {
    const readLine = () => Promise.reject(new Error("first\nsecond"));
    const ran = await bench.run(["buy", "005930", "1", "--no-color"], { isTerminal: true, host: { readLine } });
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /\nPlace this order\? \[y\/N\] error: first\n$/);
  }));

Deno.test("JSON is indented on a terminal", () =>
  withBench(async (bench) => {
    const { stdout } = await bench.run(["version", "--json"], { isTerminal: true });
    assert.equal(stdout, text("{", `  "version": "${VERSION}",`, `  "runtime": "deno ${Deno.version.deno}"`, "}"));
  }));

Deno.test("no command has an option of a global flag's name", () => {
  const host = testHost({}, { HOGA_HOME: "/nonexistent" }, { out: () => {}, err: () => {} });
  const ctx = createContext(extractGlobalFlags([]), host);
  const program = createProgram(ctx);
  const global = program.options.map(({ long }) => long);
  for (const command of program.commands.flatMap((noun) => [noun, ...noun.commands])) {
    // A global flag is taken out of the arguments first, so a command's own flag of that name would never arrive.
    for (const { long } of command.options) assert.equal(global.includes(long), false, `${command.name()} ${long}`);
  }
});

Deno.test("help and version are documents for scripts", () =>
  withBench(async (bench) => {
    for (const args of [["order", "--help"], ["help", "order"]]) {
      const { stdout } = await bench.run(args);
      await printsJson(bench, args, { text: stdout.trimEnd() });
    }
    await printsJson(bench, ["--version"], { text: `hoga ${VERSION}` });
  }));

Deno.test("hoga help tells topics in both languages, and commands by their words", () =>
  withBench(async (bench) => {
    const english = await bench.run(["help", "exit-codes"]);
    assert.match(english.stdout, /^Exit codes\n\n {2}0 {4}done\n {2}1 {4}unexpected/);
    const korean = await bench.run(["help", "environment", "--lang", "ko"]);
    assert.match(korean.stdout, /^환경 변수\n\n {2}HOGA_API_URL {3}hoga 서버 주소/);
    const document = await bench.run(["help", "output", "--query", "[topic, entries[0].name, length(notes)]"]);
    assert.equal(document.stdout, '["output","--json",4]\n');
    assert.match((await bench.run(["help", "order", "list"])).stdout, /^Usage: hoga order list /);
    const cases: [string[], string][] = [
      [["help", "exit-code"], 'There is no command "exit-code" (hint: did you mean exit-codes?)'],
      [["help", "ordr"], 'There is no command "ordr" (hint: did you mean order?)'],
      [["help", "order", "lst"], 'There is no command "lst" (hint: did you mean list?)'],
      [["help", "order", "environment"], 'There is no command "environment" (hint: see hoga order --help)'],
      [["config", "get", "confrim"], 'There is no setting "confrim" (hint: did you mean confirm?)'],
      [["order", "list", "--status", "opne"], "did you mean open?)"],
    ];
    for (const [args, line] of cases) assert((await fails(bench, args, 2, "usage")).endsWith(line), line);
    assert.equal(
      (await bench.run(["help", "ordr", "--lang", "ko"])).stderr,
      '오류: "ordr" 명령이 없습니다 (힌트: 혹시 order?)\n',
    );
  }));
