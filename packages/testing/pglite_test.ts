import assert from "node:assert/strict";
import { openTestPglite } from "./pglite.ts";

Deno.test("openTestPglite() gives each caller the migrated schemas and none of another's rows", async () => {
  const [a, b] = await Promise.all([openTestPglite(), openTestPglite()]);
  try {
    const [schema] = await a.query("SELECT to_regnamespace('portfolio')::text AS name");
    assert.deepEqual(schema, { name: "portfolio" });
    await a.script("CREATE TABLE public.mine (id int)");
    const [found] = await b.query("SELECT to_regclass('public.mine') AS table");
    assert.deepEqual(found, { table: null });
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
});
