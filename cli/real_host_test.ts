import assert from "node:assert/strict";
import { join } from "node:path";
import { bundleForNode } from "@hoga/testing";

const READER = new URL("./testing/read_lines.ts", import.meta.url).pathname;

/** What a process that reads lines tells when `chunks` are written to it, each after the first line of the one before was told. */
async function linesOf(
  command: string,
  args: readonly string[],
  chunks: readonly Uint8Array[],
  told: readonly number[],
) {
  const child = new Deno.Command(command, { args: [...args], stdin: "piped", stdout: "piped", stderr: "inherit" })
    .spawn();
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (const [index, chunk] of chunks.entries()) {
    await writer.write(chunk);
    while (text.split("\n").length - 1 < (told[index] ?? 0)) text += (await reader.read()).value ?? "";
  }
  await writer.close();
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  assert.equal((await child.status).code, 0);
  return text.trim().split("\n").map((line) => JSON.parse(line));
}

Deno.test("lines of stdin come one at a time and whole, on either runtime", async () => {
  const dir = await Deno.makeTempDir({ prefix: "hoga-host-" });
  try {
    const bundle = join(dir, "read_lines.mjs");
    await bundleForNode(READER, bundle);
    const bytes = new TextEncoder().encode("삼성전자\nb\n\nrest");
    // The first cut goes through a letter.
    const chunks = [bytes.slice(0, 4), bytes.slice(4, 14), bytes.slice(14)];
    for (const [command, args] of [[Deno.execPath(), ["run", "-A", READER]], ["node", [bundle]]] as const) {
      assert.deepEqual(await linesOf(command, args, chunks, [0, 1, 3]), ["삼성전자", "b", "", "rest", null]);
      // A signal ends the waiting, and nothing is read after it.
      const aborted = [new TextEncoder().encode("abort\nlate\n")];
      assert.deepEqual(await linesOf(command, args, aborted, [2]), ["abort", null]);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
