// QStash from hoga's side: the real client publishes, the real receiver verifies.
import { Client, Receiver } from "@upstash/qstash";
import type { Publish } from "./dispatcher.ts";

/** Retries that suit a market: one second, doubling, at most a minute (QStash's own default waits half an hour for the third). */
const RETRY_DELAY = "min(60000, 1000 * pow(2, retried))";

export interface QstashSettings {
  readonly url: string;
  readonly token: string;
  readonly currentSigningKey: string;
  readonly nextSigningKey: string;
}

/** The client of the QStash at `settings.url`. */
export function qstashClient(settings: QstashSettings): Client {
  return new Client({ baseUrl: settings.url, token: settings.token, enableTelemetry: false, devMode: false });
}

/** Publishes outbox messages in one request each batch, one message an event and subscriber. */
export function qstashPublisher(
  client: Client,
  destinationOf: (subscriber: string) => string,
): Publish {
  return async (messages) => {
    for (let from = 0; from < messages.length; from += 100) {
      await client.batchJSON(
        messages.slice(from, from + 100).map((message) => ({
          url: destinationOf(message.subscriber),
          body: message.envelope,
          // A number of retries that spans some minutes: after that the message waits in the dead-letter queue and the row in the outbox.
          retries: 5,
          retryDelay: RETRY_DELAY,
          deduplicationId: `${message.eventId}:${message.subscriber}:${message.attempts}`.replaceAll(
            /[^A-Za-z0-9_.:-]/g,
            "_",
          ),
          headers: traceHeaders(message.envelope),
        })),
      );
    }
  };
}

function traceHeaders(envelope: unknown): Record<string, string> {
  if (typeof envelope !== "object" || envelope === null || !("trace" in envelope)) return {};
  const { trace } = envelope;
  if (typeof trace !== "object" || trace === null || !("traceparent" in trace)) return {};
  return typeof trace.traceparent === "string" ? { traceparent: trace.traceparent } : {};
}

/** Why a request that claims to come from QStash is turned away. */
export type SignatureRefusal = "missing_signature" | "invalid_signature" | "replayed_signature";

/** Verifies requests from QStash. `accepted` is called once the request has had its effect: the same signature is turned away from then on. */
export interface SignatureCheck {
  verify(request: { signature: string | null; body: string; url: string }): Promise<SignatureRefusal | null>;
  accepted(signature: string): void;
}

/** How many signatures are remembered: they are good for five minutes, and effects are guarded by the inbox besides. */
const REMEMBERED_MAX = 10_000;

/**
 * Checks signatures with the current key and, while keys are being rotated, the next one; over the raw body and the exact public address.
 * Anything that is not right is refused: there is no setting that turns the check off.
 */
export function signatureCheck(keys: Pick<QstashSettings, "currentSigningKey" | "nextSigningKey">): SignatureCheck {
  const receiver = new Receiver({ ...keys, devMode: false });
  const used = new Set<string>();
  return {
    async verify({ signature, body, url }) {
      if (signature === null) return "missing_signature";
      try {
        await receiver.verify({ signature, body, url, clockTolerance: 5 });
      } catch {
        return "invalid_signature";
      }
      return used.has(signature) ? "replayed_signature" : null;
    },
    accepted(signature) {
      used.add(signature);
      if (used.size > REMEMBERED_MAX) {
        for (const oldest of used) {
          used.delete(oldest);
          break;
        }
      }
    },
  };
}
