// For tests: answers of a gateway that are event streams.

/** An event as a test writes it: its name, its document, and its id, 1 where it does not matter. */
export type TestEvent = readonly [event: string, data: unknown, id?: string];

/** A stream that tells `events` at once. It then stays open until its reader leaves, or ends by itself where it `ends`. */
export function eventStream(events: readonly TestEvent[], ends = false): Response {
  const text = events.map(([event, data, id = "1"]) => `event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`: begins\n\n${text.join("")}`));
      if (ends) controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
