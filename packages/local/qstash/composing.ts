import { createHash } from "node:crypto";
import { type Delivery, type NewMessage, type Origin, specOf, type Target } from "./message.ts";
import type { PublishOptions } from "./publish_options.ts";

/** What messages are made from besides their destination and options. */
export interface Making {
  readonly newId: () => string;
  /** Market time, epoch ms. */
  readonly now: number;
}

/** The messages of one publish: one for a URL, one for each endpoint of a URL group. `body` is base64. */
export function compose(
  making: Making,
  targets: readonly Target[],
  options: PublishOptions,
  origin: Origin,
  body: string,
): NewMessage[] {
  return targets.map((target) => ({
    id: `msg_${making.newId()}`,
    spec: specOf(target, options.delivery, origin),
    body,
    createdAt: making.now,
    notBefore: Math.max(making.now, options.notBefore ?? making.now + (options.delayMs ?? 0)),
    line: origin.queueName,
    lineSeq: null,
    isCallback: false,
    dedupKey: dedupKey(options, target, origin, body),
  }));
}

/**
 * An id is burned for every destination, as QStash does it; only the endpoints of one URL group do not repeat each other.
 * The content is where a message goes, its body and the headers that go with it.
 */
function dedupKey(options: PublishOptions, target: Target, origin: Origin, body: string): string | null {
  if (options.dedup === null) return null;
  if (options.dedup.kind === "id") {
    const id = `id ${options.dedup.id}`;
    return target.topicName === null ? id : `${id} ${target.topicName} ${target.url}`;
  }
  const delivery: Delivery = options.delivery;
  const content = [target, origin.queueName, delivery.method, delivery.headers, body];
  return `content ${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}
