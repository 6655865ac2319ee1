import assert from "node:assert/strict";
import { join } from "node:path";
import { HYNIX_QUOTE, QUOTE } from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { withBench } from "../testing/run_cli.ts";

Deno.test("hoga watchlist keeps the symbols that exist, in order and once", () =>
  withBench(async (bench) => {
    await prints(bench, ["watchlist"], "The watchlist is empty; hoga watchlist add SYMBOL");
    await printsJson(bench, ["watchlist"], { list: null, symbols: [], quotes: [] });
    assert.deepEqual(targets(bench), []);
    await prints(bench, ["watchlist", "add", "SK하이닉스", "005930", "000660"], "Watchlist: 000660, 005930");
    await printsJson(bench, ["watchlist", "list"], {
      list: null,
      symbols: ["000660", "005930"],
      quotes: [QUOTE, HYNIX_QUOTE],
    });
    assert.equal(targets(bench).at(-1), "GET /api/quotes?symbols=000660,005930");
    assert.match((await bench.run(["watchlist"])).stdout, /^Symbol +Name/);
    await fails(bench, ["watchlist", "add", "없는이름"], 2, "unknown_symbol");
    await printsJson(bench, ["watchlist", "remove", "000660"], { list: null, symbols: ["005930"] });
    await prints(bench, ["watchlist", "remove", "005930"], "The watchlist is empty; hoga watchlist add SYMBOL");
    const file = join(bench.home, "hoga", "watchlist.json");
    await Deno.writeTextFile(file, "[]");
    assert.equal(
      await fails(bench, ["watchlist"], 2, "usage"),
      `error: ${file}: is not a watchlist (hint: correct the file or remove it)`,
    );
  }));

Deno.test("hoga watchlist keeps lists by name beside the one without, which stays as it was", () =>
  withBench(async (bench) => {
    await bench.run(["watchlist", "add", "005930"]);
    await prints(bench, ["watchlist", "add", "000660", "005930", "--list", " 반도체"], "반도체: 000660, 005930");
    await printsJson(bench, ["watchlist", "add", "005930", "--list", "2차전지"], {
      list: "2차전지",
      symbols: ["005930"],
    });
    const file = join(bench.home, "hoga", "watchlist.json");
    assert.deepEqual(JSON.parse(await Deno.readTextFile(file)), {
      symbols: ["005930"],
      lists: { "반도체": ["000660", "005930"], "2차전지": ["005930"] },
    });
    await prints(
      bench,
      ["watchlist", "lists"],
      "List              Count  Symbols",
      "(without a name)      1  005930",
      "반도체                2  000660, 005930",
      "2차전지               1  005930",
    );
    const before = bench.gateway.seen.length;
    await printsJson(bench, ["watchlist", "--list", "반도체"], {
      list: "반도체",
      symbols: ["000660", "005930"],
      quotes: [QUOTE, HYNIX_QUOTE],
    });
    assert.deepEqual(targets(bench, before), ["GET /api/quotes?symbols=000660,005930"]);
    await prints(bench, ["watchlist", "remove", "005930", "--list", "반도체"], "반도체: 000660");
    await prints(
      bench,
      ["watchlist", "remove", "000660", "--list", "반도체"],
      "반도체 is empty; hoga watchlist add SYMBOL --list 반도체",
    );
    await printsJson(bench, ["watchlist", "list", "--list", "반도체"], { list: "반도체", symbols: [], quotes: [] });
  }));

Deno.test("hoga watchlist rename and drop change the lists that there are, in their places", () =>
  withBench(async (bench) => {
    for (const list of ["반도체", "은행", "배당"]) await bench.run(["watchlist", "add", "005930", "--list", list]);
    await prints(bench, ["watchlist", "rename", "은행", "금융"], "은행 is 금융 now");
    await prints(bench, ["watchlist", "drop", "반도체"], "Dropped 반도체: 005930");
    await bench.run(["watchlist", "remove", "005930", "--list", "배당"]);
    await prints(bench, ["watchlist", "drop", "배당", "-q"], "배당");
    await printsJson(bench, ["watchlist", "lists"], {
      lists: [{ name: null, symbols: [] }, { name: "금융", symbols: ["005930"] }],
    });
    await printsJson(bench, ["watchlist", "rename", "금융", "금융"], { list: "금융", symbols: ["005930"] });
    await printsJson(bench, ["watchlist", "drop", "금융"], { dropped: "금융", symbols: ["005930"] });
    const file = join(bench.home, "hoga", "watchlist.json");
    assert.deepEqual(JSON.parse(await Deno.readTextFile(file)), { symbols: [] });
  }));

Deno.test("hoga watchlist refuses lists that are not there, names that are none, and names that are taken", () =>
  withBench(async (bench) => {
    for (const list of ["반도체", "chips"]) await bench.run(["watchlist", "add", "005930", "--list", list]);
    const before = bench.gateway.seen.length;
    const unknown = 'error: There is no list "은행" (hint: hoga watchlist lists shows the lists)';
    assert.equal(await fails(bench, ["watchlist", "--list", "은행"], 2, "usage"), unknown);
    assert.equal(await fails(bench, ["watchlist", "remove", "005930", "--list", "은행"], 2, "usage"), unknown);
    assert.equal(await fails(bench, ["watchlist", "drop", "은행"], 2, "usage"), unknown);
    assert.equal(await fails(bench, ["watchlist", "rename", "은행", "금융"], 2, "usage"), unknown);
    assert.equal(
      await fails(bench, ["watchlist", "drop", "chisp"], 2, "usage"),
      'error: There is no list "chisp" (hint: did you mean chips?)',
    );
    assert.match(
      await fails(bench, ["watchlist", "rename", "chips", "반도체"], 2, "usage"),
      /^error: There is a list "반도체" already/,
    );
    for (const name of ["", " ", "x".repeat(21), "a\tb"]) {
      assert.match(
        await fails(bench, ["watchlist", "add", "005930", "--list", name], 2, "usage"),
        /^error: --list: ".*" is not valid: a name has 1 to 20 characters/,
      );
    }
    assert.equal(bench.gateway.seen.length, before, "nothing was asked");
    const korean = await bench.run(["watchlist", "drop", "은행", "--lang", "ko"]);
    assert.match(korean.stderr, /^오류: "은행" 목록이 없습니다/);
  }));
