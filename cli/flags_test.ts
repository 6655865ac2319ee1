import assert from "node:assert/strict";
import { extractGlobalFlags, withDefaultVerb } from "./flags.ts";

Deno.test("extractGlobalFlags() finds the flags before and after the command", () => {
  const before = extractGlobalFlags(["--json", "-q", "--lang", "ko", "--account=a", "order", "list"]);
  const after = extractGlobalFlags(["order", "--quiet", "list", "--lang=ko", "--account", "a", "--json"]);
  for (const flags of [before, after]) {
    assert.deepEqual(flags, {
      json: true,
      query: undefined,
      raw: false,
      quiet: true,
      noColor: false,
      noPager: false,
      lang: "ko",
      account: "a",
      missingValue: null,
      rest: ["order", "list"],
    });
  }
});

Deno.test("extractGlobalFlags() leaves what follows -- alone and names a flag without its value", () => {
  assert.deepEqual(extractGlobalFlags(["search", "--", "--json"]).rest, ["search", "--", "--json"]);
  assert.equal(extractGlobalFlags(["search", "--", "--json"]).json, false);
  assert.equal(extractGlobalFlags(["quote", "--account"]).missingValue, "--account");
  const next = extractGlobalFlags(["quote", "--account", "--json"]);
  assert.deepEqual([next.missingValue, next.json], ["--account", true]);
  assert.equal(extractGlobalFlags(["--lang=", "quote"]).missingValue, "--lang");
  assert.equal(extractGlobalFlags(["--no-color"]).noColor, true);
  assert.equal(extractGlobalFlags(["ledger", "--no-pager"]).noPager, true);
});

Deno.test("extractGlobalFlags() takes a query for a wish for the document", () => {
  const { json, query, raw, rest } = extractGlobalFlags(["portfolio", "--query", "totals.netAssets", "-r"]);
  assert.deepEqual([json, query, raw, rest], [true, "totals.netAssets", true, ["portfolio"]]);
  assert.equal(extractGlobalFlags(["portfolio", "--query=-a"]).missingValue, "--query");
});

Deno.test("withDefaultVerb() gives a lone noun its verb and nothing else", () => {
  const cases: [string[], string[]][] = [
    [["order"], ["order", "list"]],
    [["order", "--status", "open"], ["order", "list", "--status", "open"]],
    [["order", "show", "1"], ["order", "show", "1"]],
    [["order", "--help"], ["order", "--help"]],
    [["market"], ["market", "status"]],
    [["instruments"], ["instruments"]],
    [["buy", "005930", "1"], ["buy", "005930", "1"]],
    [[], []],
  ];
  for (const [args, expected] of cases) assert.deepEqual(withDefaultVerb(args), expected);
});
