import assert from "node:assert/strict";
import { join } from "node:path";
import { writePrivateFile } from "./files.ts";
import { messagesOf } from "./i18n/mod.ts";
import { listName } from "./list_name.ts";
import {
  changeWatchlists,
  mergedLists,
  readWatchlists,
  symbolsOf,
  withNewName,
  withoutList,
  withSymbols,
  writeWatchlists,
} from "./watchlist.ts";

const t = messagesOf("en");
const LISTS = [
  { name: null, symbols: ["005930"] },
  { name: "반도체", symbols: ["000660", "005930"] },
  { name: "은행", symbols: [] },
];

async function withFile(test: (path: string) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "hoga-watchlist-" });
  try {
    await test(join(home, "config", "watchlist.json"));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("lists change by value: the others and the order stay", () => {
  assert.deepEqual(symbolsOf(LISTS, "반도체"), ["000660", "005930"]);
  assert.equal(symbolsOf(LISTS, "반도"), null);
  assert.deepEqual(withSymbols(LISTS, "은행", ["105560", "105560"]), [
    LISTS[0],
    LISTS[1],
    { name: "은행", symbols: ["105560"] },
  ]);
  assert.deepEqual(withSymbols(LISTS, "새", ["1"]).at(-1), { name: "새", symbols: ["1"] });
  assert.deepEqual(withSymbols([], null, ["1"]), [{ name: null, symbols: ["1"] }]);
  assert.deepEqual(withoutList(LISTS, "반도체"), [LISTS[0], LISTS[2]]);
  assert.deepEqual(withNewName(LISTS, "반도체", "chips").map(({ name }) => name), [null, "chips", "은행"]);
});

Deno.test("what two terminals changed in different lists stays", () => {
  const elsewhere = [{ name: null, symbols: ["005930", "000660"] }, ...LISTS.slice(1), { name: "새", symbols: ["1"] }];
  const here = [LISTS[0], { name: "반도체", symbols: ["000660"] }].filter((list) => list !== undefined);
  assert.deepEqual(mergedLists(elsewhere, LISTS, here), [
    { name: null, symbols: ["005930", "000660"] },
    { name: "반도체", symbols: ["000660"] },
    { name: "새", symbols: ["1"] },
  ]);
});

Deno.test("listName() composes Hangul, and takes 1 to 20 characters", () => {
  assert.equal(listName(" 반도체 ".normalize("NFD")), "반도체");
  assert.equal(listName("x".repeat(20)), "x".repeat(20));
  for (const text of ["", " ", "x".repeat(21), "a\u0000", "a\nb"]) assert.equal(listName(text), null);
});

Deno.test("lists are written and read back; a missing file is one empty list", () =>
  withFile(async (path) => {
    assert.deepEqual(await readWatchlists(path, t), [{ name: null, symbols: [] }]);
    await writeWatchlists(path, LISTS);
    assert.deepEqual(await readWatchlists(path, t), LISTS);
    assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
    await writeWatchlists(path, [{ name: null, symbols: ["005930"] }]);
    assert.equal(await Deno.readTextFile(path), '{"symbols":["005930"]}\n');
  }));

Deno.test("a file of the version before is read", () =>
  withFile(async (path) => {
    await writePrivateFile(path, '{"symbols":["000660"]}\n');
    assert.deepEqual(await readWatchlists(path, t), [{ name: null, symbols: ["000660"] }]);
  }));

Deno.test("what is no file of lists is told, and left", () =>
  withFile(async (path) => {
    await writeWatchlists(path, []);
    for (const text of ["", "[]", "{}", '{"symbols":[1]}', '{"symbols":[],"lists":{"a":"b"}}']) {
      await Deno.writeTextFile(path, text);
      await assert.rejects(readWatchlists(path, t), /is not a watchlist/);
      await assert.rejects(changeWatchlists(path, t, (lists) => lists), /is not a watchlist/);
      assert.equal(await Deno.readTextFile(path), text);
    }
  }));

Deno.test("changes at once all come through, and one that throws leaves the file", () =>
  withFile(async (path) => {
    const add = (symbol: string) =>
      changeWatchlists(path, t, (lists) => withSymbols(lists, null, [...symbolsOf(lists, null) ?? [], symbol]));
    const failing = changeWatchlists(path, t, () => {
      throw new Error("no");
    });
    const added = Array.from({ length: 20 }, (_, n) => String(n));
    const [, ...results] = await Promise.allSettled([failing, ...added.map(add)]);
    assert.ok(results.every(({ status }) => status === "fulfilled"));
    assert.deepEqual(await readWatchlists(path, t), [{ name: null, symbols: added }]);
  }));
