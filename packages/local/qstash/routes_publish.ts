import { Buffer } from "node:buffer";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { compose } from "./composing.ts";
import {
  type Api,
  callerIp,
  checkName,
  destinationOf,
  headersOf,
  MAX_BATCH_BYTES,
  MAX_MESSAGE_BYTES,
  orRefuse,
  readBody,
  readJson,
  Refusal,
} from "./http.ts";
import type { HeaderList, NewMessage } from "./message.ts";
import { parsePublishOptions } from "./publish_options.ts";
import { type Stored, storeMessages } from "./storing.ts";
import { targetsOf } from "./url_groups.ts";

const batchSchema = z.array(z.object({
  destination: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  queue: z.string().optional(),
})).min(1);

/** One publish, wherever it came from. */
interface Publish {
  readonly destination: string;
  readonly headers: HeaderList;
  /** Base64. */
  readonly body: string;
  readonly queueName: string | null;
}

/** What is answered for one message. */
type Answer = { messageId: string; deduplicated?: true; url?: string };

/** Publish, enqueue and batch. */
export function publishRoutes(app: Hono, api: Api): void {
  const one = async (c: Context, prefix: string, queueName: string | null) => {
    const body = (await readBody(c.req.raw, MAX_MESSAGE_BYTES)).toString("base64");
    const destination = destinationOf(c.req.raw, prefix);
    const publish = { destination, headers: headersOf(c.req.raw), body, queueName };
    const [answer] = await publishAll(api, callerIp(c), [publish]);
    return c.json(answer, isDuplicate(answer) ? 202 : 200);
  };
  app.post("/v2/publish/*", (c) => one(c, "/v2/publish/", null));
  app.post("/v2/enqueue/:queue/*", (c) => {
    const queue = checkName("a queue's name", c.req.param("queue"));
    return one(c, `/v2/enqueue/${queue}/`, queue);
  });
  app.post("/v2/batch", async (c) => {
    const items = await readJson(c.req.raw, batchSchema, MAX_BATCH_BYTES);
    const answers = await publishAll(api, callerIp(c), items.map((item) => fromBatch(item)));
    return c.json(answers, answers.every(isDuplicate) ? 202 : 200);
  });
}

function fromBatch(item: z.infer<typeof batchSchema>[number]): Publish {
  const body = Buffer.from(item.body ?? "", "utf8");
  if (body.length > MAX_MESSAGE_BYTES) throw new Refusal(413, `a body is larger than ${MAX_MESSAGE_BYTES} bytes`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(item.headers)) {
    try {
      headers.append(name, value);
    } catch {
      throw new Refusal(400, `${JSON.stringify(name)} with that value is not a header`);
    }
  }
  const queueName = item.queue === undefined ? null : checkName("a queue's name", item.queue);
  return { destination: item.destination, headers: [...headers], body: body.toString("base64"), queueName };
}

/** Stores all messages of all publishes or, when one of them is refused, none. */
async function publishAll(api: Api, ip: string, publishes: readonly Publish[]): Promise<(Answer | Answer[])[]> {
  const making = { newId: api.newId, now: api.now() };
  const composed: { readonly toGroup: boolean; readonly messages: readonly NewMessage[] }[] = [];
  for (const publish of publishes) {
    const options = orRefuse(parsePublishOptions(publish.headers));
    const targets = await targetsOf(api.sql, publish.destination);
    if (targets === null) {
      throw new Refusal(
        400,
        `${publish.destination} is neither a URL group nor a URL with http:// or https:// in front`,
      );
    }
    const origin = { queueName: publish.queueName, scheduleId: null, callerIp: ip };
    const messages = compose(making, targets, options, origin, publish.body);
    composed.push({ toGroup: targets[0]?.topicName !== null, messages });
  }
  const stored = await storeOnce(api, composed.flatMap(({ messages }) => messages));
  api.notify();
  let at = 0;
  return composed.map(({ toGroup, messages }) => {
    const answers = messages.map((message) => answerFor(stored[at++], toGroup ? message.spec.url : undefined));
    const [first] = answers;
    return toGroup || first === undefined ? answers : first;
  });
}

function answerFor(stored: Stored | undefined, url: string | undefined): Answer {
  if (stored === undefined) throw new Error("a message was not stored");
  return {
    messageId: stored.messageId,
    ...(stored.deduplicated ? { deduplicated: true } : {}),
    ...(url === undefined ? {} : { url }),
  };
}

function isDuplicate(answer: Answer | readonly Answer[] | undefined): boolean {
  return answer !== undefined && [answer].flat().every(({ deduplicated }) => deduplicated === true);
}

/** Stores messages of which some may repeat others of the same request; the first of a kind stands for the rest. */
async function storeOnce(api: Api, messages: readonly NewMessage[]): Promise<Stored[]> {
  const positions = new Map<string, number>();
  const distinct: NewMessage[] = [];
  const places = messages.map((message) => {
    const known = message.dedupKey === null ? undefined : positions.get(message.dedupKey);
    if (known !== undefined) return { at: known, repeated: true };
    if (message.dedupKey !== null) positions.set(message.dedupKey, distinct.length);
    return { at: distinct.push(message) - 1, repeated: false };
  });
  const stored = await storeMessages(api.sql, distinct);
  return places.map(({ at, repeated }) => {
    const entry = stored[at];
    if (entry === undefined) throw new Error("a message was not stored");
    return { messageId: entry.messageId, deduplicated: repeated || entry.deduplicated };
  });
}
