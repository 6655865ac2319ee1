import assert from "node:assert/strict";
import { run } from "./process.ts";

Deno.test("run() gives the exit code and both outputs", async () => {
  const outcome = await run({ command: "sh", args: ["-c", "echo out; echo err >&2; exit 3"], msMax: 10_000 });
  assert.equal(outcome.code, 3);
  assert.equal(outcome.late, false);
  assert.deepEqual(outcome.output.split("\n").sort(), ["", "err", "out"]);
});

Deno.test("run() kills what takes too long, and all it started", async () => {
  const outcome = await run({ command: "sh", args: ["-c", "sleep 60 & echo $!; sleep 60"], msMax: 200 });
  assert.notEqual(outcome.code, 0);
  assert.equal(outcome.late, true);
  assert.match(outcome.output, /^\d+\n$/);
});

Deno.test("run() does not wait for what a command left behind", async () => {
  const outcome = await run({ command: "sh", args: ["-c", "sleep 60 & echo done"], msMax: 30_000 });
  assert.deepEqual(outcome, { code: 0, output: "done\n", late: false });
});

Deno.test("run() ends what a run inside of it started", async () => {
  const script = `
    import { run } from ${JSON.stringify(import.meta.resolve("./process.ts"))};
    await run({ command: "sh", args: ["-c", "echo $$; exec sleep 60"], msMax: 60_000, show: true });`;
  const outcome = await run({ command: Deno.execPath(), args: ["eval", script], msMax: 3_000 });
  const pid = Number(outcome.output);
  assert.ok(pid > 0, outcome.output);
  assert.throws(() => Deno.kill(pid, "SIGCONT"), Deno.errors.NotFound);
});

Deno.test("run() hides hoga's settings from the command, and adds its own", async () => {
  Deno.env.set("QSTASH_TOKEN", "secret");
  try {
    const script = 'echo "${QSTASH_TOKEN-none} $GREETING"';
    const outcome = await run({ command: "sh", args: ["-c", script], env: { GREETING: "hi" }, msMax: 10_000 });
    assert.equal(outcome.output, "none hi\n");
  } finally {
    Deno.env.delete("QSTASH_TOKEN");
  }
});
