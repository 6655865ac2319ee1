// The stack as a whole, from its start to its stop, as a client over HTTP meets it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiKeyList, CreatedApiKey, Whoami } from "@hoga/contracts";
import { startStack } from "./start.ts";

/** Reads a stream until `wanted` has come. */
async function readUntil(reader: ReadableStreamDefaultReader<string>, wanted: string): Promise<void> {
  let text = "";
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    assert.equal(done, false, `the stream ended with: ${text}`);
    text += value;
  }
}

/** Fails where something that has to end goes on. */
function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timeoutId = setTimeout(() => reject(new Error("it does not end")), 20_000);
    work.finally(() => clearTimeout(timeoutId)).then(resolve, reject);
  });
}

Deno.test("a stack gives and takes keys, and stops although a client listens to it", async () => {
  const dir = await Deno.makeTempDir({ prefix: "hoga-stack-" });
  const stack = await startStack({
    dataDir: "memory",
    apiKeyFile: join(dir, "api-key"),
    port: 0,
    clock: "2025-03-14T10:00:00+09:00",
    env: {},
  });
  const as = async (key: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${stack.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  let stopped = false;
  try {
    const whoami = Whoami.parse((await as(stack.apiKey, "GET", "/api/whoami")).body);
    assert.deepEqual([whoami.name, whoami.isOperator, whoami.key.label, whoami.accounts?.length], [
      "practice",
      true,
      "embedded",
      1,
    ]);
    const { key, ...bot } = CreatedApiKey.parse((await as(stack.apiKey, "POST", "/api/keys", { label: "bot" })).body);
    const { keys } = ApiKeyList.parse((await as(key, "GET", "/api/keys")).body);
    assert.deepEqual(keys.map(({ label, current }) => [label, current]), [["embedded", false], ["bot", true]]);
    assert.equal((await as(stack.apiKey, "DELETE", `/api/keys/${bot.id}`)).status, 200);
    assert.equal((await as(key, "GET", "/api/whoami")).status, 401);

    const response = await fetch(`${stack.url}/api/stream?symbols=005930&books=005930`, {
      headers: { authorization: `Bearer ${stack.apiKey}` },
    });
    assert.ok(response.body !== null);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    await readUntil(reader, "event: book");
    const stopping = stack.stop();
    stopped = true;
    while (!(await within(reader.read())).done);
    await within(stopping);
  } finally {
    if (!stopped) await stack.stop();
    await Deno.remove(dir, { recursive: true });
  }
});
