import assert from "node:assert/strict";
import { resolve } from "node:path";
import { resolvePaths } from "./paths.ts";

Deno.test("resolvePaths() keeps everything beneath HOGA_HOME", () => {
  assert.deepEqual(resolvePaths({ HOGA_HOME: "/h", HOME: "/home/u" }), {
    configFile: "/h/config.json",
    watchlistFile: "/h/watchlist.json",
    dataDir: "/h/data",
    apiKeyFile: "/h/api-key",
    stateDir: "/h/state",
  });
  assert.equal(resolvePaths({ HOGA_HOME: "rel" }).dataDir, resolve("rel", "data"));
});

Deno.test("resolvePaths() follows the XDG directories, and ignores relative ones", () => {
  assert.deepEqual(resolvePaths({ HOME: "/home/u", XDG_DATA_HOME: "/data", XDG_STATE_HOME: "relative" }), {
    configFile: "/home/u/.config/hoga/config.json",
    watchlistFile: "/home/u/.config/hoga/watchlist.json",
    dataDir: "/data/hoga/data",
    apiKeyFile: "/data/hoga/api-key",
    stateDir: "/home/u/.local/state/hoga",
  });
  assert.throws(() => resolvePaths({}), /HOGA_HOME/);
});
