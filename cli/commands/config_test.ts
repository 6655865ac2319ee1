import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { withBench } from "../testing/run_cli.ts";

const UNTOUCHED = {
  lang: null,
  account: null,
  confirm: "true",
  color: "auto",
  pager: null,
  theme: "korean",
  glyphs: "unicode",
  mouse: "true",
  motion: "true",
  profile: null,
  "stack.clock": null,
  "stack.speed": null,
  "stack.feed": null,
  "stack.tape": null,
  "stack.seed": null,
};

Deno.test("hoga config sets, gets, lists and unsets settings without a server", () =>
  withBench(async (bench) => {
    await prints(bench, ["config", "set", "confirm", "false"], "confirm = false");
    await prints(bench, ["config", "get", "confirm"], "false");
    await printsJson(bench, ["config", "set", "account", "acc-2"], { key: "account", value: "acc-2" });
    await printsJson(bench, ["config", "list"], { ...UNTOUCHED, account: "acc-2", confirm: "false" });
    await prints(bench, ["config", "unset", "account"], "account is back to its default");
    await printsJson(bench, ["config", "get", "account"], { key: "account", value: null });
    await prints(bench, ["config", "get", "account"], "");
    const file = join(bench.home, "hoga", "config.json");
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
    assert.deepEqual(targets(bench), []);
  }));

Deno.test("hoga config shows every setting with its value, its default and what it accepts", () =>
  withBench(async (bench) => {
    await printsJson(bench, ["config"], UNTOUCHED);
    await bench.run(["config", "set", "theme", "us"]);
    await bench.run(["config", "set", "profile.team.url", "https://hoga.example.com"]);
    const { stdout } = await bench.run(["config"]);
    const lines = stdout.split("\n");
    assert.match(lines[0] ?? "", /^Setting +Value +Accepts +What it does$/);
    const row = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/).slice(0, 3);
    assert.deepEqual(row("theme"), ["theme", "us", "korean | us | colorblind | mono"]);
    assert.deepEqual(row("glyphs"), ["glyphs", "unicode (default)", "unicode | ascii"]);
    assert.deepEqual(row("stack.speed"), ["stack.speed", "-", "0 < N ≤ 10000"]);
    assert.deepEqual(row("profile.team.url"), ["profile.team.url", "https://hoga.example.com", "http(s)://…"]);
    assert.deepEqual(row("profile.NAME.key_file"), ["profile.NAME.key_file", "-", "FILE"]);
    assert.equal(row("profile.NAME.url"), undefined);
    const korean = await bench.run(["config", "--lang", "ko"]);
    assert.match(korean.stdout, /^glyphs +unicode \(기본값\) +unicode \| ascii +화면을 그리는 문자$/m);
  }));

Deno.test("hoga config set keeps paths as they are from everywhere", () =>
  withBench(async (bench) => {
    await prints(bench, ["config", "set", "stack.tape", "days"], `stack.tape = ${resolve("days")}`);
    await prints(bench, ["config", "set", "profile.team.key_file", "/keys/team"], "profile.team.key_file = /keys/team");
  }));

Deno.test("hoga config refuses unknown settings and wrong values", () =>
  withBench(async (bench) => {
    assert.match(
      await fails(bench, ["config", "set", "colour", "auto"], 2, "usage"),
      /There is no setting "colour" \(hint: /,
    );
    assert.equal(
      await fails(bench, ["config", "set", "lang", "fr"], 2, "usage"),
      'error: lang: must be ko | en, not "fr" (hint: see hoga config set --help)',
    );
    assert.equal(
      await fails(bench, ["config", "set", "stack.clock", "noon"], 2, "usage"),
      'error: stack.clock: must be real | practice | TIME, not "noon" (hint: see hoga config set --help)',
    );
    assert.equal(
      await fails(bench, ["config", "get", "thema"], 2, "usage"),
      'error: There is no setting "thema" (hint: did you mean theme?)',
    );
    assert.match(await fails(bench, ["config", "set", "lang"], 2, "usage"), /The argument <value> is missing/);
  }));

Deno.test("hoga config path names the files", () =>
  withBench(async (bench) => {
    const home = join(bench.home, "hoga");
    await printsJson(bench, ["config", "path"], {
      config: join(home, "config.json"),
      watchlist: join(home, "watchlist.json"),
      data: join(home, "data"),
      apiKey: join(home, "api-key"),
      state: join(home, "state"),
    });
    assert.match((await bench.run(["config", "path"])).stdout, /^Settings +\/.+config\.json$/m);
  }));

Deno.test("a setting's language and color apply to every command", () =>
  withBench(async (bench) => {
    await bench.run(["config", "set", "lang", "ko"]);
    await bench.run(["config", "set", "color", "always"]);
    const { stdout } = await bench.run(["quote", "005930"], { env: { HOGA_LANG: undefined } });
    assert.match(stdout, /현재가/);
    assert(stdout.includes("\x1b[31m"));
  }));

Deno.test("a broken settings file stops commands with a line that names it, but not the help", () =>
  withBench(async (bench) => {
    await bench.run(["config", "set", "lang", "en"]);
    const file = join(bench.home, "hoga", "config.json");
    await Deno.writeTextFile(file, `{"confirm": "perhaps"}`);
    assert.equal(
      await fails(bench, ["quote", "005930"], 2, "usage"),
      `error: ${file}: "confirm" is not valid (hint: correct the file or remove it)`,
    );
    assert.equal((await bench.run(["--help"])).code, 0);
  }));
