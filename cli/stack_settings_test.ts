import assert from "node:assert/strict";
import { join } from "node:path";
import { CliError } from "./errors.ts";
import { messagesOf } from "./i18n/mod.ts";
import { chosenStack, type StackChoice } from "./stack_settings.ts";

const DIR = import.meta.dirname ?? "";

const chosen = (flags: StackChoice, settings: Record<string, string>, env: Record<string, string> = {}) =>
  chosenStack(flags, { env, config: new Map(Object.entries(settings)), t: messagesOf("en") });

/** What a refusal says. */
async function refusal(flags: StackChoice, settings: Record<string, string>): Promise<string> {
  const error: unknown = await chosen(flags, settings).then(() => null, (error: unknown) => error);
  assert.ok(error instanceof CliError && error.exit === 2, String(error));
  return error.message;
}

Deno.test("what nothing says is left to the data directory", async () => {
  assert.deepEqual(await chosen({}, {}), {});
  assert.deepEqual(await chosen({}, { lang: "ko", theme: "us" }), {});
});

Deno.test("settings say what flags and the environment do not", async () => {
  const settings = {
    "stack.clock": "2025-03-14T08:50",
    "stack.speed": "2.5",
    "stack.feed": "replay",
    "stack.tape": DIR,
    "stack.seed": "7",
  };
  assert.deepEqual(await chosen({}, settings), {
    clock: "2025-03-14T08:50+09:00",
    speed: 2.5,
    feed: "replay",
    tapeDir: DIR,
    seed: 7,
  });
  assert.deepEqual(await chosen({}, settings, { HOGA_CLOCK: "practice" }), {
    speed: 2.5,
    feed: "replay",
    tapeDir: DIR,
    seed: 7,
  });
  const flags = { clock: "practice", speed: 60, feed: "kis", tapeDir: join(DIR, "api"), seed: 0 } as const;
  assert.deepEqual(await chosen(flags, settings), flags);
});

Deno.test("a setting that does not go with what was said before it is left out", async () => {
  assert.deepEqual(await chosen({ clock: "real" }, { "stack.speed": "60" }), { clock: "real" });
  assert.deepEqual(await chosen({}, { "stack.speed": "60" }, { HOGA_CLOCK: "real" }), {});
  assert.deepEqual(await chosen({}, { "stack.clock": "real", "stack.speed": "60" }), { clock: "real" });
  assert.deepEqual(await chosen({ feed: "yahoo" }, { "stack.clock": "practice" }), { feed: "yahoo" });
  assert.deepEqual(await chosen({ feed: "sim" }, { "stack.feed": "replay", "stack.tape": DIR }), { feed: "sim" });
});

Deno.test("a tape that is named is played, or recorded on by a live feed", async () => {
  assert.deepEqual(await chosen({}, { "stack.tape": DIR }), { feed: "replay", tapeDir: DIR });
  assert.deepEqual(await chosen({ tapeDir: DIR }, { "stack.feed": "sim" }), { feed: "replay", tapeDir: DIR });
  assert.deepEqual(await chosen({ tapeDir: DIR }, { "stack.feed": "kis" }), { feed: "kis", tapeDir: DIR });
  assert.deepEqual(await chosen({ feed: "replay" }, { "stack.tape": DIR }), { feed: "replay", tapeDir: DIR });
});

Deno.test("settings that cannot be followed are named", async () => {
  assert.equal(
    await refusal({}, { "stack.feed": "replay" }),
    "stack.feed = replay: needs stack.tape with a directory of days",
  );
  assert.equal(
    await refusal({}, { "stack.tape": "/nonexistent/days" }),
    "stack.tape: /nonexistent/days is not a directory",
  );
});
