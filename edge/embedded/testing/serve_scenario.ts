// What a server has to do on either runtime, as assertions. Run by a test under Deno, and bundled by itself under Node.
import assert from "node:assert/strict";
import { PortTakenError, serve } from "../serve.ts";

interface Signal<T> {
  readonly happened: Promise<T>;
  tell(value: T): void;
}

function signal<T>(): Signal<T> {
  let tell: (value: T) => void = () => {};
  const happened = new Promise<T>((done) => tell = done);
  return { happened, tell: (value) => tell(value) };
}

/** Throws where a server of {@linkcode serve} does not do what the stack relies on. */
export async function proveServer(): Promise<void> {
  const canceled = signal<string>();
  const second = signal<string>();
  const asked = signal<string>();
  const answer = signal<string>();
  const encoder = new TextEncoder();

  function stream(): Response {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(encoder.encode("data: 1\n\n"));
        controller.enqueue(encoder.encode(`data: ${await second.happened}\n\n`));
      },
      cancel: () => canceled.tell("canceled"),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  const server = await serve("127.0.0.1", 0, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === "/stream") return stream();
    if (pathname === "/slow") {
      asked.tell("asked");
      return new Response(await answer.happened);
    }
    if (pathname === "/broken") throw new Error("broken");
    const { method, headers } = request;
    return Response.json({ method, pathname, search, kind: headers.get("x-kind"), body: await request.text() });
  });
  const url = `http://127.0.0.1:${server.port}`;
  const send = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);

  const echo = await send("/a/http://b//c?q=%2F&r=삼성", { method: "PUT", headers: { "x-kind": "k" }, body: "호가" });
  assert.deepEqual(await echo.json(), {
    method: "PUT",
    pathname: "/a/http://b//c",
    search: "?q=%2F&r=%EC%82%BC%EC%84%B1",
    kind: "k",
    body: "호가",
  });
  await assert.rejects(serve("127.0.0.1", server.port, () => new Response()), PortTakenError);

  // What is written goes out at once, and a client that leaves is noticed.
  const leaving = new AbortController();
  const events = await send("/stream", { signal: leaving.signal });
  const reader = events.body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  assert.equal(await read(), "data: 1\n\n");
  second.tell("2");
  assert.equal(await read(), "data: 2\n\n");
  leaving.abort();
  assert.equal(await canceled.happened, "canceled");

  // What was asked before the end is answered, nothing is taken after it, and connections that are kept for more do not hold it up.
  const slow = send("/slow");
  await asked.happened;
  const began = performance.now();
  const closed = server.close();
  await assert.rejects(send("/late"));
  answer.tell("answered");
  assert.equal(await (await slow).text(), "answered");
  await closed;
  assert(performance.now() - began < 3_000, "closing waited for idle connections");
}
