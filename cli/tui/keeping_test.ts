import assert from "node:assert/strict";
import { readConfig } from "../config.ts";
import { createKeeping } from "./keeping.ts";
import type { Message } from "./state/messages.ts";
import { readLists, readRecents, recentsFile } from "./stored.ts";
import { withLive } from "./testing/live_bench.ts";

Deno.test("settings are kept in the settings file; an empty one goes, a wrong one is refused in a toast", async () => {
  await withLive(async (bench) => {
    const run = createKeeping(bench.live);
    const of = (kind: Message["kind"]) => bench.messages.filter((message) => message.kind === kind);
    const { configFile } = bench.world.ctx.paths;
    const kept = () => Object.fromEntries(readConfig(configFile).config);
    await run({ kind: "saveSetting", name: "theme", value: "us" });
    await run({ kind: "saveSetting", name: "stack.speed", value: "60" });
    assert.deepEqual(kept(), { "stack.speed": "60", theme: "us" });
    assert.equal(readConfig(configFile).wrong, null, "the command line takes them too");
    const last = of("saved").at(-1);
    assert.equal(last?.kind === "saved" ? last.settings.speed : "", "60");
    await run({ kind: "saveSetting", name: "stack.speed", value: "" });
    assert.deepEqual(kept(), { theme: "us" });
    await run({ kind: "saveSetting", name: "stack.speed", value: "fast" });
    assert.deepEqual(kept(), { theme: "us" });
    const [toast] = of("toast");
    assert.ok(toast?.kind === "toast" && toast.tone === "danger" && toast.text.includes("fast"), JSON.stringify(toast));
    await run({ kind: "saveSetting", name: "lang", value: "ko" });
    assert.equal(bench.world.lang(), "ko");
  });
});

Deno.test("watchlists and the symbols looked at are there again", async () => {
  await withLive(async (bench) => {
    const run = createKeeping(bench.live);
    const { watchlistFile, stateDir } = bench.world.ctx.paths;
    const { t } = bench.world.ctx;
    assert.ok((await readLists(watchlistFile, t))[0]?.symbols.includes("005930"), "something to begin with");
    const lists = [{ name: null, symbols: ["000660"] }, { name: "반도체", symbols: ["005930", "000660"] }];
    await run({ kind: "saveLists", lists });
    assert.deepEqual(await readLists(watchlistFile, t), lists);
    await run({ kind: "saveLists", lists: [{ name: null, symbols: [] }] });
    assert.deepEqual(await readLists(watchlistFile, t), [{ name: null, symbols: [] }]);
    await run({ kind: "saveRecents", recents: ["005930", "000660"] });
    assert.deepEqual(await readRecents(recentsFile(stateDir)), ["005930", "000660"]);
    await Deno.writeTextFile(recentsFile(stateDir), "{broken");
    assert.deepEqual(await readRecents(recentsFile(stateDir)), []);
    await Deno.writeTextFile(recentsFile(stateDir), '["005930", 7]');
    assert.deepEqual(await readRecents(recentsFile(stateDir)), ["005930"]);
  });
});
