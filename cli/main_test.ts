import assert from "node:assert/strict";
import { startFakeGateway } from "./testing/fake_gateway.ts";

const MAIN = new URL("./main.ts", import.meta.url).pathname;

/** The command line as a process of its own, which reaches `url` and nothing else. */
function spawn(args: readonly string[], url: string, home: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-prompt", MAIN, ...args],
    // A proxy of the environment must not come between the command and this machine.
    env: {
      HOGA_HOME: home,
      HOGA_API_URL: url,
      HOGA_API_KEY: "test-key",
      HOGA_LANG: "en",
      HTTP_PROXY: "http://127.0.0.1:9",
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

Deno.test("the process prints, exits by the code, and stays calm when its reader leaves", async () => {
  const gateway = startFakeGateway();
  const home = await Deno.makeTempDir({ prefix: "hoga-cli-" });
  try {
    const quote = await spawn(["quote", "005930", "--json"], gateway.url, home).output();
    assert.deepEqual([quote.code, new TextDecoder().decode(quote.stderr)], [0, ""]);
    assert.equal(JSON.parse(new TextDecoder().decode(quote.stdout)).symbol, "005930");

    const wrong = await spawn(["buy", "005930", "0"], gateway.url, home).output();
    assert.deepEqual([wrong.code, new TextDecoder().decode(wrong.stdout)], [2, ""]);
    assert.match(new TextDecoder().decode(wrong.stderr), /^error: Quantity "0" is not valid[^\n]+\n$/);

    // The reader leaves before the command has anything to say, as `head` would later.
    const deaf = spawn(["portfolio"], gateway.url, home);
    await deaf.stdout.cancel();
    const { code } = await deaf.status;
    const said = await new Response(deaf.stderr).text();
    assert.deepEqual([code, said], [0, ""]);
  } finally {
    await gateway.stop();
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("a signal ends a waiting process with exit 130", async () => {
  const home = await Deno.makeTempDir({ prefix: "hoga-cli-" });
  const asked = Promise.withResolvers<void>();
  const gateway = startFakeGateway();
  const release = Promise.withResolvers<Response>();
  gateway.answer(() => {
    asked.resolve();
    return release.promise;
  });
  try {
    const child = spawn(["portfolio"], gateway.url, home);
    await asked.promise;
    child.kill("SIGINT");
    const { code, stderr } = await child.output();
    assert.deepEqual([code, new TextDecoder().decode(stderr)], [130, "error: Interrupted\n"]);
  } finally {
    release.resolve(new Response());
    await gateway.stop();
    await Deno.remove(home, { recursive: true });
  }
});
