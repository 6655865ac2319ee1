import { Buffer } from "node:buffer";
import type { Sql } from "@hoga/db";
import { z } from "zod";
import { compose, type Making } from "./composing.ts";
import { conditions, type Filter, type Page, page, Params } from "./filters.ts";
import { bigint, type HeaderList, messageView, specSchema } from "./message.ts";
import { type Parsed, parsePublishOptions } from "./publish_options.ts";
import { storingCtes, storingParam } from "./storing.ts";

const deadRow = z.object({
  id: z.string(),
  seq: bigint,
  at: bigint,
  message_id: z.string(),
  created_at: bigint,
  not_before: bigint,
  spec: specSchema,
  body: z.string(),
  response_status: z.number().nullable(),
  response_headers: z.record(z.string(), z.array(z.string())),
  response_body: z.string(),
});

type Dead = z.infer<typeof deadRow>;

/** The fields that only this list filters by, and those of other lists that it refuses. */
export const DLQ_FIELDS: readonly string[] = ["dlqIds", "responseStatus"];
export const NOT_DLQ_FIELDS: readonly string[] = ["host", "path"];

async function find(sql: Sql, filter: Filter, wanted: Page) {
  const params = new Params();
  const columns = { id: "message_id", time: "at", dlqId: "id", status: "response_status" };
  return await page(sql, "qstash.dlq", conditions(filter, columns, params), params, wanted, (row) => {
    const dead = deadRow.parse(row);
    return { seq: dead.seq, view: dead };
  });
}

/** A page of the dead-letter queue in the wire's form. */
export async function listDead(sql: Sql, filter: Filter, wanted: Page) {
  const { entries, cursor } = await find(sql, filter, wanted);
  return { messages: entries.map(view), ...(cursor === undefined ? {} : { cursor }) };
}

/** Deletes up to a page of dead messages; the cursor says that more fit the filter. */
export async function deleteDead(sql: Sql, filter: Filter, wanted: Page) {
  const { entries, cursor } = await find(sql, filter, wanted);
  const rows = await sql.query("delete from qstash.dlq where id = any($1::text[]) returning id", [
    entries.map(({ id }) => id),
  ]);
  return { deleted: rows.length, ...(cursor === undefined ? {} : { cursor }) };
}

/**
 * Sends up to a page of dead messages again, each as a new message with the same body; publish headers in `overrides`
 * change how. A dead message leaves the queue in the statement that stores its successor, so none is lost or doubled.
 */
export async function retryDead(
  sql: Sql,
  making: Making,
  filter: Filter,
  wanted: Page,
  overrides: HeaderList,
): Promise<Parsed<{ responses: { messageId: string }[]; cursor?: string }>> {
  const { entries, cursor } = await find(sql, filter, wanted);
  const responses: { messageId: string }[] = [];
  for (const dead of entries) {
    const parsed = parsePublishOptions(overrides, dead.spec);
    if (!parsed.ok) return parsed;
    const { url, topicName, endpointName, queueName, scheduleId, callerIp } = dead.spec;
    const options = { ...parsed.value, dedup: null };
    const [message] = compose(
      making,
      [{ url, topicName, endpointName }],
      options,
      { queueName, scheduleId, callerIp },
      dead.body,
    );
    const rows = await sql.query(
      `with taken as (delete from qstash.dlq where id = $1 returning id), ${
        storingCtes(2, "exists (select 1 from taken)")
      }
       select id from fresh`,
      [dead.id, storingParam(message === undefined ? [] : [message])],
    );
    // No row: a retry at the same moment took it.
    if (rows.length > 0 && message !== undefined) responses.push({ messageId: message.id });
  }
  return { ok: true, value: { responses, ...(cursor === undefined ? {} : { cursor }) } };
}

function view(dead: Dead): Record<string, unknown> {
  return {
    ...messageView({ ...dead, id: dead.message_id }),
    dlqId: dead.id,
    ...(dead.response_status === null ? {} : { responseStatus: dead.response_status }),
    responseHeader: dead.response_headers,
    ...answerFields(dead.response_body),
  };
}

function answerFields(base64: string): { responseBody?: string; responseBodyBase64?: string } {
  const bytes = Buffer.from(base64, "base64");
  try {
    return { responseBody: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { responseBodyBase64: base64 };
  }
}
