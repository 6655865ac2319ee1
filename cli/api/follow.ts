// An event stream that goes on: what breaks off is opened again, and a gateway without streams is asked again and again.
import { CliError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Lang, Messages } from "../i18n/mod.ts";
import type { Client } from "./client.ts";
import { pollStream } from "./poll.ts";
import { openStream, type StreamEvent, type StreamQuery } from "./stream.ts";
import type { Link } from "./transport.ts";

export interface FollowOptions {
  readonly host: Host;
  readonly link: Link;
  readonly client: Client;
  readonly query: StreamQuery;
  /** Whether changes of orders are wanted where the gateway has no streams; a stream tells them anyway. */
  readonly hasOrders: boolean;
  readonly lang: Lang;
  readonly t: Messages;
  /** Told once when the connection is lost, however often it has to be tried again. */
  readonly onLost: (error: CliError) => void;
  /** Told when it is there again. */
  readonly onBack: () => void;
}

/** Waits before the first, second, … attempt to come back, in ms; the last one repeats. */
const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;

/**
 * What the gateway tells, until the host is asked to end, which ends it quietly. A connection that stood and was lost comes back by itself,
 * with the changes of orders in between. Throws what keeps it from being opened at all, and what trying again does not help against.
 */
export async function* follow(options: FollowOptions): AsyncGenerator<StreamEvent> {
  const { host, link, onLost, onBack } = options;
  const source = createSource(options);
  let failures = 0;
  let hasStood = false;
  for (;;) {
    try {
      for await (const event of source()) {
        if (event.type === "open") {
          if (failures > 0) onBack();
          failures = 0;
          hasStood = true;
        }
        yield event;
      }
      return;
    } catch (error) {
      if (host.signal.aborted) return;
      if (!(error instanceof CliError) || !error.retryable || !hasStood) throw error;
      const waitMs = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
      if (failures === 0) onLost(error);
      failures += 1;
      await host.sleep(waitMs);
      if (host.signal.aborted) return;
      link.renew();
    }
  }
}

/** Opens the stream where the last one ended. Once the gateway has none, it is polled. */
function createSource(options: FollowOptions): () => AsyncGenerator<StreamEvent> {
  const { host, link, query, lang, t } = options;
  const poll = pollStream(options);
  let lastEventId: string | null = null;
  let isPolled = false;
  return async function* () {
    if (isPolled) return yield* poll();
    const endpoint = await link.endpoint();
    const { fetch, signal, requestTimeoutMs: answerMs } = host;
    try {
      for await (const event of openStream({ fetch, endpoint, query, lastEventId, signal, answerMs, lang, t })) {
        if ("id" in event) lastEventId = event.id ?? lastEventId;
        yield event;
      }
    } catch (error) {
      isPolled = error instanceof CliError && error.code === "not_found";
      if (!isPolled) throw error;
      yield* poll();
    }
  };
}
