import assert from "node:assert/strict";
import { join } from "node:path";
import { bundleForNode } from "@hoga/testing";
import { proveServer } from "./testing/serve_scenario.ts";

Deno.test("a server streams, notices who leaves, and closes in order under Deno", proveServer);

Deno.test("a server streams, notices who leaves, and closes in order under Node", async () => {
  const dir = await Deno.makeTempDir({ prefix: "hoga-serve-" });
  try {
    const bundle = join(dir, "scenario.mjs");
    await bundleForNode(new URL("./testing/serve_scenario_node.ts", import.meta.url).pathname, bundle);
    const { stdout, stderr } = await new Deno.Command("node", { args: [bundle] }).output();
    assert.deepEqual([new TextDecoder().decode(stdout), new TextDecoder().decode(stderr)], ["proved\n", ""]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
