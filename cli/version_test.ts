import assert from "node:assert/strict";
import { VERSION } from "./version.ts";

Deno.test("VERSION is package.json's", async () => {
  const manifest: unknown = JSON.parse(await Deno.readTextFile(new URL("../package.json", import.meta.url)));
  assert(typeof manifest === "object" && manifest !== null && "version" in manifest);
  assert.equal(manifest.version, VERSION);
});
