import assert from "node:assert/strict";
import { createContext } from "../context.ts";
import { extractGlobalFlags } from "../flags.ts";
import { testHost } from "../testing/run_cli.ts";
import { paletteCommands } from "./palette_commands.ts";

function commands(lang: "ko" | "en") {
  const env = { HOGA_HOME: "/nowhere", HOGA_LANG: lang };
  return paletteCommands(createContext(extractGlobalFlags([]), testHost({}, env, { out: () => {}, err: () => {} })));
}

Deno.test("the palette knows every command that does something, by its words, in the user's language", () => {
  const words = commands("en").map((one) => one.words);
  for (const some of ["buy", "quote", "order list", "order cancel-all", "watchlist add", "account reset"]) {
    assert.ok(words.includes(some), some);
  }
  for (const none of ["order", "watchlist", "help", "complete"]) assert.ok(!words.includes(none), none);
  assert.equal(new Set(words).size, words.length);
  assert.deepEqual(commands("ko").map((one) => one.words), words);
  assert.ok(commands("en").every(({ about }) => about !== ""));
  assert.match(commands("ko").find((one) => one.words === "quote")?.about ?? "", /[가-힣]/);
});
