// Every command, held to the letter of what it prints for people and for scripts, and to its exit code under every condition that a server and a
// reader may bring: nobody there, a refusal, no answer in time, a reader who leaves, no terminal.
// `deno task snapshots` renews the recorded output; what changed there is to be read before it is kept.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "./errors.ts";
import { findCommands } from "./testing/command_tree.ts";
import { type Row, ROWS, type Run } from "./testing/conditions.ts";
import { problem } from "./testing/fake_gateway.ts";
import { type Bench, firstSecondPasses, type Ran, type RunOptions, withBench } from "./testing/run_cli.ts";

const SNAPSHOTS = fileURLToPath(new URL("./testing/snapshots/", import.meta.url));
const isRenewing = Deno.env.get("HOGA_SNAPSHOTS") === "write";

/** The three ways in which each run is recorded. */
const MODES = [[], ["--lang", "ko"], ["--json"]] as const;

/** How many requests the last recorded run sent. */
let asked = 0;

/** Runs it on a bench of its own and gives what it printed, with what differs from machine to machine by name. */
async function record(run: Run, flags: readonly string[], options: RunOptions = {}): Promise<Ran> {
  let ran: Ran = { code: 0, stdout: "", stderr: "" };
  await withBench(async (bench) => {
    await run.before?.(bench);
    const before = bench.gateway.seen.length;
    const names = (text: string) =>
      text.replaceAll(bench.home, "HOME").replaceAll(bench.gateway.url, "URL")
        .replace(/(deno|node) \d+\.\d+\.\d+(, [^"\n]+)?/g, "RUNTIME");
    const url = options.env?.["HOGA_API_URL"] ?? bench.gateway.url;
    const args = [...run.args.map((arg) => arg.replace("HOME", bench.home).replace("URL", url)), ...flags];
    const host = { ...quietTerminal, ...run.options?.host, ...options.host };
    const { code, stdout, stderr } = await bench.run(args, { ...run.options, ...options, host });
    ran = { code, stdout: names(stdout), stderr: names(stderr) };
    asked = bench.gateway.seen.length - before;
  });
  return ran;
}

/** Without a terminal nobody is asked, and nothing is paged. */
const quietTerminal = {
  readLine: () => Promise.reject(new Error("a question was asked without a terminal")),
};

function fileOf({ command }: Row): string {
  return join(SNAPSHOTS, `${command.replaceAll(/[ -]/g, "_")}.txt`);
}

async function snapshotOf({ runs }: Row): Promise<string> {
  const parts: string[] = [];
  for (const run of runs) {
    for (const flags of MODES) {
      const { code, stdout, stderr } = await record(run, flags);
      const where = run.where === undefined ? "" : `   # ${run.where}`;
      const line = `${["hoga", ...run.args, ...flags].join(" ")}${where}`;
      assert.equal((stdout + stderr).includes("\x1b"), false, line);
      const failing = stderr === "" ? "" : stderr.replace(/^(?=.)/gm, "stderr: ");
      parts.push(`$ ${line}\n${stdout}${failing}${code === 0 ? "" : `exit ${code}\n`}`);
    }
  }
  return parts.join("\n");
}

for (const row of ROWS) {
  Deno.test(`hoga ${row.command} prints exactly this, in both languages and as a document`, async () => {
    const told = await snapshotOf(row);
    if (isRenewing) await Deno.mkdir(SNAPSHOTS, { recursive: true });
    if (isRenewing) await Deno.writeTextFile(fileOf(row), told);
    const kept = await Deno.readTextFile(fileOf(row)).catch(() => "");
    assert.equal(told, kept);
  });
}

Deno.test("every command has a row in the table, every row a command, and every record a row", () =>
  withBench(async (bench) => {
    const leaves = (await findCommands(bench)).filter(({ isGroup }) => !isGroup).map(({ words }) => words.join(" "));
    assert.deepEqual(ROWS.map(({ command }) => command).sort(), leaves.sort());
    const files: string[] = [];
    for await (const { name } of Deno.readDir(SNAPSHOTS)) files.push(join(SNAPSHOTS, name));
    assert.deepEqual(files.sort(), ROWS.map(fileOf).sort());
  }));

interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly hint: string | null;
  readonly traceId?: string;
}

/** A command that asks fails exactly so, in a line and as a document; one that asks nobody does what it does otherwise. */
async function meets(row: Row, failure: Failure, options: RunOptions, before?: (bench: Bench) => void): Promise<void> {
  const [first] = row.runs;
  const run: Run = {
    ...first,
    before: async (bench) => {
      await first.before?.(bench);
      before?.(bench);
    },
  };
  const human = await record(run, [], options);
  if (row.asks === "nobody") {
    assert.equal(asked, 0);
    return assert.deepEqual(human, await record(first, []));
  }
  const { exit, traceId, ...error } = failure;
  const trace = error.code === "internal" ? ` [${traceId}]` : "";
  const hint = error.hint === null ? "" : ` (hint: ${error.hint})`;
  assert.deepEqual(human, { code: exit, stdout: "", stderr: `error: ${error.message}${trace}${hint}\n` });
  const json = await record(run, ["--json"], options);
  assert.deepEqual([json.code, json.stderr], [exit, ""]);
  assert.deepEqual(JSON.parse(json.stdout), { error: { ...error, ...(traceId === undefined ? {} : { traceId }) } });
}

const DOCTOR = "hoga doctor finds out what is wrong";

/** A server that took the request and never answers. */
function hang(_: string, init: RequestInit): Promise<Response> {
  return new Promise((_done, fail) => init.signal?.addEventListener("abort", () => fail(init.signal?.reason)));
}

for (const row of ROWS.filter(({ isDiagnosis }) => isDiagnosis !== true)) {
  const { command, unansweredHint } = row;
  const unreachable = unansweredHint ?? row.unreachableHint ??
    "check that it runs and that HOGA_API_URL is right, or unset it to use the embedded market";
  Deno.test(`hoga ${command} without a server`, async () => {
    const url = "http://127.0.0.1:1";
    await meets(row, {
      exit: 5,
      code: "unavailable",
      message: `Cannot reach ${url}`,
      retryable: true,
      hint: unreachable,
    }, { env: { HOGA_API_URL: url } });
  });

  Deno.test(`hoga ${command} with a server that refuses`, async () => {
    const refusals: readonly (readonly [status: number, code: string, exit: ExitCode, hint: string | null])[] = [
      [401, "unauthorized", 3, row.signInHint ?? "hoga login, or set HOGA_API_KEY"],
      [403, "forbidden", 3, null],
      [400, "invalid_request", 2, `see hoga ${command} --help`],
      [422, "insufficient_cash", 4, null],
      [500, "internal", 1, unansweredHint ?? null],
      [503, "unavailable", 5, unansweredHint ?? DOCTOR],
    ];
    for (const [status, code, exit, hint] of refusals) {
      const failure = { exit, code, message: `Refused with ${status}`, retryable: false, hint, traceId: "t-1" };
      await meets(row, failure, {}, ({ gateway }) => gateway.answer(() => problem(status, code, failure.message)));
    }
    await meets(
      row,
      {
        exit: 5,
        code: "unavailable",
        message: "URL answered with HTTP 502",
        retryable: true,
        hint: unansweredHint ?? DOCTOR,
      },
      {},
      ({ gateway }) => gateway.answer(() => new Response("<html>", { status: 502 })),
    );
  });

  Deno.test(`hoga ${command} with a slow server`, async () => {
    const slow = { host: { requestTimeoutMs: 2, fetch: hang } };
    const failure: Failure = {
      exit: 5,
      code: "unavailable",
      message: "URL did not answer within 0.002 s",
      retryable: true,
      hint: unreachable,
    };
    await meets(row, failure, slow);
    const terminal = { isTerminal: true, host: { ...slow.host, after: firstSecondPasses() } };
    const { stdout, stderr } = await record(row.runs[0], ["--no-pager"], terminal);
    if (row.asks === "nobody") return assert.equal(stderr.includes("Waiting"), false);
    assert.equal(stdout, "");
    const [nothing, label = "", told] = stderr.split("\r\x1b[K");
    assert(nothing === "" && label.endsWith("…"), JSON.stringify(stderr));
    assert.equal(told, `error: ${failure.message}\n  hint: ${failure.hint}\n`);
  });
}

for (const row of ROWS) {
  Deno.test(`hoga ${row.command} with a reader who leaves`, async () => {
    for (const run of row.runs) {
      for (const flags of [[], ["--json"], ["--query", "@", "--raw"]]) {
        for (const last of [1, 2]) {
          let writes = 0;
          const writeOut = () => {
            // As Node and Deno's node:fs tell it.
            if (++writes === last) throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
          };
          const { code, stderr } = await record(run, flags, { host: { writeOut } });
          const told = await record(run, flags);
          const isOver = writes < last;
          assert.equal(code, isOver ? told.code : 0, [...run.args, ...flags].join(" "));
          assert.equal(stderr, isOver ? told.stderr : "", [...run.args, ...flags].join(" "));
        }
      }
    }
  });
}

Deno.test("hoga doctor tells of every trouble with a server in its table, and exits 1", async () => {
  const refused = (status: number, code: string): Run => ({
    args: ["doctor"],
    before: ({ gateway }) => gateway.answer(() => problem(status, code, `Refused with ${status}`)),
  });
  const cases: readonly (readonly [run: Run, options: RunOptions, detail: string])[] = [
    [{ args: ["doctor"] }, { env: { HOGA_API_URL: "http://127.0.0.1:1" } }, "Cannot reach http://127.0.0.1:1"],
    [{ args: ["doctor"] }, { host: { requestTimeoutMs: 2, fetch: hang } }, "URL did not answer within 0.002 s"],
    [refused(401, "unauthorized"), {}, "Refused with 401"],
    [refused(403, "forbidden"), {}, "Refused with 403"],
    [refused(500, "internal"), {}, "Refused with 500"],
    [refused(503, "unavailable"), {}, "Refused with 503"],
  ];
  for (const [run, options, detail] of cases) {
    const human = await record(run, [], options);
    assert.equal(human.code, 1);
    assert.equal(human.stderr, "error: Something is wrong: Server\n");
    assert(
      human.stdout.includes(`\nServer             fails    ${detail}\nClock              skipped  `),
      human.stdout,
    );
    const json = await record(run, ["--json"], options);
    assert.deepEqual([json.code, json.stderr], [1, ""]);
    const { ok, checks } = JSON.parse(json.stdout);
    assert.deepEqual([ok, checks[6]], [false, { name: "server", status: "fail", detail }]);
  }
});

for (const { command } of ROWS) {
  Deno.test(`hoga ${command} with a wrong command line says what is wrong and what to do, and does nothing`, async () => {
    const run: Run = { args: [...command.split(" "), "--no-such-option"] };
    assert.deepEqual(await record(run, []), {
      code: 2,
      stdout: "",
      stderr: `error: There is no option "--no-such-option" (hint: see hoga ${command} --help)\n`,
    });
    const korean = await record(run, ["--lang", "ko"]);
    assert.equal(korean.stderr, `오류: "--no-such-option" 옵션이 없습니다 (힌트: hoga ${command} --help 참고)\n`);
    assert.equal(asked, 0);
  });
}
