import assert from "node:assert/strict";
import { isValidSetting, parseConfig, SETTING_DEFAULTS, SETTING_NAMES, settingAccepts, settingName } from "./config.ts";
import { messagesOf } from "./i18n/mod.ts";

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
  const rows: readonly (readonly [key: string, valid: string[], wrong: string[]])[] = [
    ["lang", ["ko", "en"], ["fr", "", "KO"]],
    ["account", ["acc-1"], ["", "a b", "계좌"]],
    ["confirm", ["true", "false"], ["yes", "1"]],
    ["color", ["auto", "always", "never"], ["on"]],
    ["pager", ["less -R", "never", ""], ["a\0b"]],
    ["theme", ["korean", "us", "colorblind", "mono"], ["dark"]],
    ["glyphs", ["unicode", "ascii"], ["utf8"]],
    ["mouse", ["true", "false"], ["on"]],
    ["motion", ["true", "false"], ["off"]],
    ["profile", ["team", "127-0-0-1"], ["a b", ""]],
    ["profile.team.url", ["https://h.example", "http://127.0.0.1:8080"], ["ftp://h", "h.example"]],
    ["profile.team.key_file", ["/keys/team"], ["", " "]],
    ["stack.clock", ["real", "practice", "2025-03-14T08:50:00+09:00", "2025-03-14T08:50"], [
      "now",
      "2025-03-14",
      "25:00",
    ]],
    ["stack.speed", ["1", "0.5", "10000", "60"], ["0", "-1", "10001", "1e3", "fast", "1,000", ""]],
    ["stack.feed", ["sim", "replay", "kis", "yahoo"], ["none"]],
    ["stack.tape", ["./days"], [""]],
    ["stack.seed", ["0", "42"], ["-1", "1.5", "x", "99999999999999999999"]],
    ["profile.a b.url", [], ["http://h"]],
    ["profile.team.key", [], ["/keys/team"]],
    ["stack", [], ["real"]],
    ["toString", [], ["x"]],
  ];
  for (const [key, valid, wrong] of rows) {
    for (const value of valid) assert.equal(isValidSetting(key, value), true, `${key} = ${value}`);
    for (const value of wrong) assert.equal(isValidSetting(key, value), false, `${key} = ${value}`);
    assert.equal(settingAccepts(key) !== null, valid.length > 0, key);
  }
  const tried = new Set(rows.map(([key]) => settingName(key)));
  assert.deepEqual(SETTING_NAMES.filter((name) => !tried.has(name)), [], "every setting has a row");
});

Deno.test("every default is valid, and every setting is told of in both languages", () => {
  for (const [key, value] of SETTING_DEFAULTS) assert.equal(isValidSetting(key, value), true, key);
  for (const lang of ["ko", "en"] as const) {
    assert.deepEqual(Object.keys(messagesOf(lang).setting.aboutOf).sort(), [...SETTING_NAMES].sort());
  }
});
