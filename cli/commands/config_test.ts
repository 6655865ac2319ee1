import assert from "node:assert/strict";
import { join } from "node:path";
import { HYNIX_QUOTE, QUOTE } from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { withBench } from "../testing/run_cli.ts";

Deno.test("hoga config sets, gets, lists and unsets settings without a server", () =>
  withBench(async (bench) => {
    await prints(bench, ["config"], "color = auto", "confirm = true");
    await prints(bench, ["config", "set", "confirm", "false"], "confirm = false");
    await prints(bench, ["config", "get", "confirm"], "false");
    await printsJson(bench, ["config", "set", "account", "acc-2"], { key: "account", value: "acc-2" });
    await printsJson(bench, ["config", "list"], { account: "acc-2", color: "auto", confirm: "false" });
    await prints(bench, ["config", "unset", "account"], "account is back to its default");
    await printsJson(bench, ["config", "get", "account"], { key: "account", value: null });
    await prints(bench, ["config", "get", "account"], "");
    const file = join(bench.home, "hoga", "config.json");
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
    assert.deepEqual(targets(bench), []);
  }));

Deno.test("hoga config refuses unknown settings and wrong values", () =>
  withBench(async (bench) => {
    assert.match(
      await fails(bench, ["config", "set", "colour", "auto"], 2, "usage"),
      /There is no setting "colour" \(hint: /,
    );
    assert.equal(
      await fails(bench, ["config", "set", "lang", "fr"], 2, "usage"),
      'error: lang: must be ko | en, not "fr"',
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
    assert.equal(await fails(bench, ["quote", "005930"], 2, "usage"), `error: ${file}: "confirm" is not valid`);
    assert.equal((await bench.run(["--help"])).code, 0);
  }));

Deno.test("hoga watchlist keeps the symbols that exist, in order and once", () =>
  withBench(async (bench) => {
    await prints(bench, ["watchlist"], "The watchlist is empty; hoga watchlist add SYMBOL");
    await printsJson(bench, ["watchlist"], { symbols: [], quotes: [] });
    assert.deepEqual(targets(bench), []);
    await prints(bench, ["watchlist", "add", "SK하이닉스", "005930", "000660"], "Watchlist: 000660, 005930");
    await printsJson(bench, ["watchlist", "list"], { symbols: ["000660", "005930"], quotes: [QUOTE, HYNIX_QUOTE] });
    assert.equal(targets(bench).at(-1), "GET /api/quotes?symbols=000660,005930");
    assert.match((await bench.run(["watchlist"])).stdout, /^Symbol +Name/);
    await fails(bench, ["watchlist", "add", "없는이름"], 2, "unknown_symbol");
    await printsJson(bench, ["watchlist", "remove", "000660"], { symbols: ["005930"] });
    await prints(bench, ["watchlist", "remove", "005930"], "The watchlist is empty; hoga watchlist add SYMBOL");
    const file = join(bench.home, "hoga", "watchlist.json");
    await Deno.writeTextFile(file, "[]");
    assert.equal(await fails(bench, ["watchlist"], 2, "usage"), `error: ${file}: is not a watchlist`);
  }));
