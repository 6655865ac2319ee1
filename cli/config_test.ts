import assert from "node:assert/strict";
import { isValidSetting, parseConfig, settingAccepts } from "./config.ts";

Deno.test("parseConfig() takes scalars and names the first wrong key", () => {
  assert.deepEqual(parseConfig(`{"confirm": false, "lang": "ko"}`), {
    config: new Map([["confirm", "false"], ["lang", "ko"]]),
    wrong: null,
  });
  assert.equal(parseConfig(`{"lang": "fr"}`).wrong, "lang");
  assert.equal(parseConfig(`{"toString": "x"}`).wrong, "toString");
  for (const text of ["", "[]", "null", "{"]) assert.equal(parseConfig(text).wrong, "JSON", text);
});

Deno.test("isValidSetting() checks each setting by its own rule", () => {
  const valid = [["lang", "ko"], ["color", "never"], ["profile.team.url", "https://h.example"], [
    "profile",
    "team",
  ]] as const;
  const wrong = [["lang", "fr"], ["confirm", "yes"], ["profile.team.url", "ftp://h"], [
    "profile.a b.url",
    "http://h",
  ]] as const;
  for (const [key, value] of valid) assert.equal(isValidSetting(key, value), true, key);
  for (const [key, value] of wrong) assert.equal(isValidSetting(key, value), false, key);
  assert.equal(settingAccepts("nope"), null);
});
