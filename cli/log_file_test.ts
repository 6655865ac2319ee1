import assert from "node:assert/strict";
import { join } from "node:path";
import { openLogFile } from "./log_file.ts";

Deno.test("a log goes on where it was, keeps one full file, and never fails", async () => {
  const home = await Deno.makeTempDir({ prefix: "hoga-log-" });
  const path = join(home, "state", "stack.log");
  try {
    openLogFile(path)("first");
    const log = openLogFile(path);
    log("second");
    assert.equal(await Deno.readTextFile(path), "first\nsecond\n");
    const { mode } = await Deno.stat(path);
    assert.equal((mode ?? 0) & 0o777, 0o600);

    log("x".repeat(1 << 20));
    log("third");
    const old = await Deno.readTextFile(`${path}.old`);
    assert.deepEqual([old.length, await Deno.readTextFile(path)], [
      "first\nsecond\n".length + (1 << 20) + 1,
      "third\n",
    ]);

    // Where a file stands in the way of the directory nothing can be written.
    openLogFile(join(path, "below", "stack.log"))("lost");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
