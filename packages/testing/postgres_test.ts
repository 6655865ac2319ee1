import assert from "node:assert/strict";
import { Client } from "pg";
import { startPostgres, withPostgres } from "./postgres.ts";

Deno.test("withPostgres() gives a real Postgres 18 in which two sessions claim different rows", async () => {
  await withPostgres(async (url) => {
    const [a, b] = [new Client(url), new Client(url)];
    await Promise.all([a.connect(), b.connect()]);
    try {
      const { rows: [server] } = await a.query<{ version: number }>(
        "SELECT current_setting('server_version_num')::int / 10000 AS version",
      );
      assert.equal(server?.version, 18);
      await a.query("CREATE TABLE claim (id int PRIMARY KEY); INSERT INTO claim VALUES (1), (2)");
      await a.query("BEGIN");
      const claim = "SELECT id FROM claim ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
      assert.deepEqual((await a.query(claim)).rows, [{ id: 1 }]);
      assert.deepEqual((await b.query(claim)).rows, [{ id: 2 }]);
      await a.query("COMMIT");
    } finally {
      await Promise.all([a.end(), b.end()]);
    }
  });
});

Deno.test("stop() ends the server, and may be called twice", async () => {
  const postgres = await startPostgres();
  await postgres.stop();
  await postgres.stop();
  assert.equal(await isListening(postgres.url), false);
});

Deno.test("a server ends and cleans up when the process that holds it is killed", async () => {
  const script = `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve("./postgres.ts"))};
    console.log((await startPostgres()).url);
    await new Promise(() => setInterval(() => {}, 1000));`;
  const holder = new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    cwd: new URL("../../", import.meta.url),
    stdout: "piped",
  }).spawn();
  const reader = holder.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const url = ((await reader.read()).value ?? "").trim();
  assert.equal(await isListening(url), true);
  holder.kill("SIGKILL");
  await holder.status;
  await reader.cancel();
  // The server is no child of this process: its end can only be asked for.
  const deadline = Date.now() + 10_000;
  while (await isListening(url)) {
    assert.ok(Date.now() < deadline, "the server outlived its holder by 10 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  try {
    (await Deno.connect({ hostname, port: Number(port) })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}
