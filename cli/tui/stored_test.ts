import assert from "node:assert/strict";
import { SETTINGS } from "./testing/states.ts";
import { settingsOf } from "./stored.ts";

Deno.test("what the settings file does not say, or says in words that mean nothing, has its default", () => {
  assert.deepEqual(SETTINGS, {
    lang: "en",
    theme: "korean",
    glyphs: "unicode",
    confirm: true,
    mouse: true,
    motion: true,
    clock: "",
    speed: "",
    feed: "",
    tape: "",
  });
  assert.deepEqual(
    settingsOf(new Map([["theme", "purple"], ["glyphs", "emoji"], ["confirm", "maybe"]]), "en"),
    SETTINGS,
  );
});

Deno.test("what the settings file says is what the screen has", () => {
  const said = { theme: "us", glyphs: "ascii", confirm: "false", mouse: "false", motion: "false" };
  const stack = { "stack.clock": "real", "stack.speed": "60", "stack.feed": "replay", "stack.tape": "/tape" };
  assert.deepEqual(settingsOf(new Map(Object.entries({ ...said, ...stack, lang: "en" })), "ko"), {
    lang: "ko",
    theme: "us",
    glyphs: "ascii",
    confirm: false,
    mouse: false,
    motion: false,
    clock: "real",
    speed: "60",
    feed: "replay",
    tape: "/tape",
  });
});
