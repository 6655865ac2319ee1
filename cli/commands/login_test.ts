import assert from "node:assert/strict";
import { join } from "node:path";
import { ACCOUNT, WHOAMI } from "../testing/documents.ts";
import { fails, prints, printsJson, text } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { type Bench, type RunOptions, withBench } from "../testing/run_cli.ts";

/** Nothing in the environment leads to a server. */
const BARE = { HOGA_API_URL: undefined, HOGA_API_KEY: undefined };
const piped = (...input: readonly string[]): RunOptions => ({ env: BARE, input });
const typed = (...input: readonly string[]): RunOptions => ({ env: BARE, input, isTerminal: true });

const pathIn = (bench: Bench, ...names: readonly string[]) => join(bench.home, "hoga", ...names);

async function settings(bench: Bench): Promise<unknown> {
  return JSON.parse(await Deno.readTextFile(pathIn(bench, "config.json")));
}

async function modeOf(path: string): Promise<string> {
  return ((await Deno.stat(path)).mode ?? 0).toString(8).slice(-3);
}

Deno.test("hoga login keeps a key that the server takes as a profile, and commands use it from then on", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    const keyFile = pathIn(bench, "keys", "127-0-0-1");
    assert.deepEqual(await bench.run(["login", `${url}/`], piped(" test-key ")), {
      code: 0,
      stdout: `Signed in to ${url} as kim (key …4Xyz, profile 127-0-0-1)\n`,
      stderr: "",
    });
    assert.equal(await Deno.readTextFile(keyFile), "test-key\n");
    assert.deepEqual([await modeOf(keyFile), await modeOf(pathIn(bench, "keys"))], ["600", "700"]);
    assert.deepEqual(await settings(bench), {
      profile: "127-0-0-1",
      "profile.127-0-0-1.key_file": keyFile,
      "profile.127-0-0-1.url": url,
    });
    assert.deepEqual(await bench.run(["whoami", "--query", "server.profile", "--raw"], { env: BARE }), {
      code: 0,
      stdout: "127-0-0-1\n",
      stderr: "",
    });
  }));

Deno.test("hoga login --json tells the profile, and never the key", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    const key = join(bench.home, "key.txt");
    await Deno.writeTextFile(key, "test-key\n");
    const ran = await bench.run(["login", url, "--name", "class", "--key-file", key, "--json"], { env: BARE });
    assert.deepEqual([ran.code, ran.stderr], [0, ""]);
    assert.deepEqual(JSON.parse(ran.stdout), {
      profile: "class",
      url,
      keyFile: pathIn(bench, "keys", "class"),
      userId: "user_kim",
      name: "kim",
      key: WHOAMI.key,
    });
    assert.ok(!ran.stdout.includes("test-key"));
    assert.deepEqual((await bench.run(["login", url, "--quiet"], piped("test-key"))).stdout, "class\n");
  }));

Deno.test("hoga login asks for the address and the key on a terminal, and proposes the address in use", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    const first = await bench.run(["login", "--no-color"], typed(url, "test-key"));
    assert.deepEqual([first.code, first.stderr], [0, "Server: API key (not shown): \n"]);
    assert.equal(first.stdout, `Signed in to ${url} as kim (key …4Xyz, profile 127-0-0-1)\n`);
    const again = await bench.run(["login", "--no-color"], typed("", "test-key"));
    assert.deepEqual([again.code, again.stderr], [0, `Server [${url}]: API key (not shown): \n`]);
    assert.deepEqual(Object.keys(await settings(bench) ?? {}).length, 3, "the same server is the same profile");
    assert.equal((await bench.run(["login"], piped("test-key"))).code, 0, "without a terminal nothing is asked");
    const korean = await bench.run(["login", url, "--lang", "ko", "--no-color"], typed("test-key"));
    assert.equal(korean.stderr, "API 키(화면에 보이지 않음): \n");
    assert.equal(korean.stdout, `${url}에 kim(으)로 로그인했습니다 (키 …4Xyz, 프로필 127-0-0-1)\n`);
  }));

Deno.test("hoga login keeps nothing when the key is refused, the server is away, or it is interrupted", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    assert.equal(
      (await bench.run(["login", url], piped("other-key"))).stderr,
      "error: Sign in first (hint: was it copied whole, and is it a key of this server?)\n",
    );
    assert.equal((await bench.run(["login", url], piped("other-key"))).code, 3);
    assert.equal((await bench.run(["login", "http://127.0.0.1:9"], piped("test-key"))).code, 5);
    bench.gateway.answer(() => new Response("<html>"));
    assert.equal((await bench.run(["login", url], piped("test-key"))).code, 1);
    const signal = new AbortController();
    const readSecret = () => {
      signal.abort();
      return Promise.resolve(null);
    };
    const { code } = await bench.run(["login", url], { ...typed(), host: { signal: signal.signal, readSecret } });
    assert.equal(code, 130);
    await assert.rejects(Deno.stat(pathIn(bench)), Deno.errors.NotFound);
  }));

Deno.test("hoga login refuses what is no address, name, key or file before it asks the server", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    const rows: readonly (readonly [args: string[], input: string[], message: RegExp])[] = [
      [[], ["test-key"], /^error: Which server\? Give its address \(hint: hoga login https:/],
      [["hoga.example.com"], ["test-key"], /^error: "hoga.example.com" is not an http or https address/],
      [[url, "--name", "my class"], ["test-key"], /^error: --name: "my class" is not valid/],
      [[url], [], /^error: No API key was given \(hint: type it, pipe it in/],
      [[url], ["two words"], /^error: This is no API key: .* \(9 were given\)/],
      [[url], ["x".repeat(9_000)], /^error: This is no API key/],
      [[url, "--key-file", "/nonexistent/key"], [], /^error: \/nonexistent\/key: no such file/],
      [[url, "--key-file", bench.home], [], /^error: .*: cannot be read/],
    ];
    for (const [args, input, message] of rows) {
      const ran = await bench.run(["login", ...args], piped(...input));
      assert.deepEqual([ran.code, ran.stdout], [2, ""], args.join(" "));
      assert.match(ran.stderr, message);
      assert.ok(!ran.stderr.includes("two words"), "what may be a key is not repeated");
    }
    assert.deepEqual(bench.gateway.seen, []);
  }));

Deno.test("hoga login tells what keeps the profile from being used, and what does not belong to it", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    await bench.run(["config", "set", "account", "acc-9"]);
    const env = { HOGA_API_URL: url, HOGA_API_KEY: "test-key", HOGA_PROFILE: "other" };
    assert.equal(
      (await bench.run(["login", url], { env, input: ["test-key"] })).stderr,
      text(
        "HOGA_API_URL is set and goes before the profile",
        "HOGA_API_KEY is set and goes before the profile",
        "HOGA_PROFILE is set and goes before the profile",
        "The setting account = acc-9 is not an account there; hoga config unset account",
      ),
    );
    const fetch = (_: string) => Promise.resolve(Response.json(WHOAMI));
    const far = await bench.run(["login", "http://hoga.example.com:81"], { ...piped("k"), host: { fetch } });
    assert.match(far.stderr, /^http:\/\/hoga\.example\.com:81 is not encrypted: the key can be read on the way\n/);
    const other = await bench.run(["login", "https://hoga.example.com", "-q"], { ...piped("k"), host: { fetch } });
    assert.deepEqual([other.stdout, other.stderr], ["hoga-example-com-2\n", ""]);
  }));

Deno.test("hoga logout forgets the profile in use and its key, and tells what remains", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    await bench.run(["login", url, "--name", "class"], piped("test-key"));
    await bench.run(["config", "set", "profile.team.url", "https://team.example.com"]);
    assert.deepEqual(await bench.run(["logout"], { env: BARE }), {
      code: 0,
      stdout: text(`Signed out: profile class (${url}) is gone`, `Removed ${pathIn(bench, "keys", "class")}`),
      stderr: text(
        "The key itself still works: hoga key revoke ends one",
        "Profiles that are left: team",
        "Commands use the embedded market again",
      ),
    });
    await assert.rejects(Deno.stat(pathIn(bench, "keys", "class")), Deno.errors.NotFound);
    assert.deepEqual(await settings(bench), { "profile.team.url": "https://team.example.com" });
    assert.deepEqual(await bench.run(["logout"], { env: BARE }), {
      code: 0,
      stdout: "Nobody is signed in\n",
      stderr: text("Profiles that are left: team", "Commands use the embedded market again"),
    });
  }));

Deno.test("hoga logout --name leaves the profile in use, and a key file of the user's own", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    const own = join(bench.home, "own-key");
    await Deno.writeTextFile(own, "test-key");
    await bench.run(["login", url, "--name", "class"], piped("test-key"));
    await bench.run(["config", "set", "profile.team.url", url]);
    await bench.run(["config", "set", "profile.team.key_file", own]);
    const ran = await bench.run(["logout", "--name", "team"], { env: { ...BARE, HOGA_API_KEY: "test-key" } });
    assert.deepEqual([ran.code, ran.stdout], [0, `Signed out: profile team (${url}) is gone\n`]);
    assert.equal(
      ran.stderr,
      text(`${own} is your own file and was left`, "Profiles that are left: class", "HOGA_API_KEY is still set"),
    );
    assert.equal(await Deno.readTextFile(own), "test-key");
    await printsJson(bench, ["logout", "--name", "class"], {
      profile: "class",
      url,
      removed: pathIn(bench, "keys", "class"),
      profiles: [],
    });
    await printsJson(bench, ["logout"], { profile: null, url: null, removed: null, profiles: [] });
    assert.match(await fails(bench, ["logout", "--name", "class"], 2, "usage"), /^error: There is no profile "class"/);
  }));

Deno.test("hoga whoami tells the user, the server, the key and the account", () =>
  withBench(async (bench) => {
    const { url } = bench.gateway;
    await prints(
      bench,
      ["whoami"],
      "User     kim  user_kim",
      `Server   ${url}  HOGA_API_URL`,
      "Key      …4Xyz  laptop  key_0123456789abcdef",
      "Account  acc-1  practice",
    );
    const server = { url, source: "env", profile: null };
    await printsJson(bench, ["whoami"], { ...WHOAMI, accountId: "acc-1", server });
    await bench.run(["login", url, "--name", "class"], piped("test-key"));
    bench.gateway.answer(({ target }) =>
      target === "/api/whoami" ? Response.json({ ...WHOAMI, isOperator: true, name: "user_kim" }) : null
    );
    const korean = await bench.run(["whoami", "--lang", "ko", "--account", "acc-7"], { env: BARE });
    assert.equal(
      korean.stdout,
      text(
        "사용자  user_kim  운영자",
        `서버    ${url}  프로필 class`,
        "키      …4Xyz  laptop  key_0123456789abcdef",
        "계좌    acc-7",
      ),
    );
  }));

Deno.test("hoga whoami knows accounts that are not there, and a portfolio that is away", () =>
  withBench(async (bench) => {
    const { accounts: _, ...alone } = WHOAMI;
    const tells = (document: object) =>
      bench.gateway.answer(({ target }) => target === "/api/whoami" ? Response.json(document) : null);
    tells({ ...WHOAMI, accounts: [] });
    assert.match((await bench.run(["whoami"])).stdout, /^Account {2}none yet; hoga account new NAME$/m);
    tells(alone);
    assert.match((await bench.run(["whoami"])).stdout, /^Account {2}-$/m);
    tells({ ...WHOAMI, accounts: [{ ...ACCOUNT, id: "acc-0" }] });
    assert.equal((await bench.run(["whoami", "--query", "accountId", "--raw"])).stdout, "acc-0\n");
    bench.gateway.answer(() => problem(401, "unauthorized", "This API key is not valid"));
    await fails(bench, ["whoami"], 3, "unauthorized");
  }));

Deno.test("hoga whoami tells the embedded market", () =>
  withBench(async (bench) => {
    const stack = {
      url: bench.gateway.url,
      services: {},
      clock: { mode: "practice", speed: 1, now: "2025-03-14T10:00:00+09:00" },
      apiKeyFile: "/nonexistent",
      apiKey: "test-key",
      stop: () => Promise.resolve(),
    };
    const ran = await bench.run(["whoami"], { env: BARE, host: { startStack: () => Promise.resolve(stack) } });
    assert.match(ran.stdout, /^Server {3}http:\/\/127\.0\.0\.1:\d+ {2}embedded market$/m);
  }));
