import type { Sql } from "@hoga/db";
import { z } from "zod";
import { conditions, type Filter, type Page, page, Params } from "./filters.ts";
import { bigint, headerMap, labelFields, originFields, shownBody, shownHeaders, specSchema } from "./message.ts";

/** The log goes back three days of market time, as on the free plan. */
const LOG_WINDOW_MS = 3 * 86_400_000;

const eventRow = z.object({
  seq: bigint,
  at: bigint,
  state: z.string(),
  message_id: z.string(),
  spec: specSchema,
  body: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** A page of the log in the wire's form, the latest entry first unless the page says otherwise. */
export async function listEvents(sql: Sql, filter: Filter, wanted: Page) {
  const params = new Params();
  const where = conditions(filter, { id: "message_id", time: "at", state: "state" }, params);
  return await page(sql, "qstash.events", where, params, wanted, (row) => {
    const { seq, spec, detail, ...event } = eventRow.parse(row);
    return {
      seq,
      view: {
        time: event.at,
        state: event.state,
        messageId: event.message_id,
        url: spec.url,
        ...(spec.topicName === null ? {} : { topicName: spec.topicName }),
        ...(spec.endpointName === null ? {} : { endpointName: spec.endpointName }),
        ...originFields(spec),
        method: spec.method,
        header: headerMap(shownHeaders(spec)),
        ...(event.body === null ? {} : { body: shownBody(spec, event.body) }),
        maxRetries: spec.retries,
        ...(spec.timeoutMs === null ? {} : { timeout: spec.timeoutMs }),
        ...(spec.retryDelay === null ? {} : { retryDelayExpression: spec.retryDelay }),
        ...(spec.callback === null ? {} : { callback: spec.callback.url }),
        ...(spec.failureCallback === null ? {} : { failureCallback: spec.failureCallback.url }),
        ...(spec.flow === null ? {} : { flowControlKey: spec.flow.key }),
        ...labelFields(spec.labels),
        ...detail,
      },
    };
  });
}

/** Clears away log entries and deduplication ids that are too old at `now` (market time, epoch ms). */
export async function prune(sql: Sql, now: number): Promise<void> {
  await sql.query(
    `with old as (delete from qstash.events where at < $1)
     delete from qstash.dedup where expires_at <= $2`,
    [now - LOG_WINDOW_MS, now],
  );
}
