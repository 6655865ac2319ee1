// The pager as a program of its own: a real one is started, which needs no terminal to read what it is given.
import assert from "node:assert/strict";
import { join } from "node:path";
import { runPager } from "./pager.ts";

Deno.test("runPager() gives a command the whole text, and waits for it", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const file = join(directory, "shown");
    const long = "한글 줄\n".repeat(50_000);
    assert.equal(await runPager(long, `cat > '${file}'`), true);
    assert.equal(await Deno.readTextFile(file), long);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("runPager() tells less that the text is UTF-8, whatever the locale", async () => {
  const file = await Deno.makeTempFile();
  try {
    assert.equal(await runPager("text\n", `cat > /dev/null; printf %s "$LESSCHARSET" > '${file}'`), true);
    assert.equal(await Deno.readTextFile(file), Deno.env.get("LESSCHARSET") ?? "utf-8");
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("runPager() takes leaving early for no failure, whatever the pager's exit code", async () => {
  const long = "line\n".repeat(200_000);
  assert.equal(await runPager(long, "head -1 > /dev/null"), true);
  assert.equal(await runPager(long, "exit 3"), true);
});

Deno.test("runPager() tells that there is no such program", async () => {
  assert.equal(await runPager("text\n", "no-such-pager-of-hoga 2> /dev/null"), false);
});
