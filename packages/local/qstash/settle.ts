import type { Sql } from "@hoga/db";
import type { NewMessage } from "./message.ts";
import { storingCtes, storingParam } from "./storing.ts";

/** What a destination answered, or why there was no answer. */
export interface Attempt {
  /** The HTTP status, or null when no answer came (refused, timed out). */
  readonly status: number | null;
  readonly headers: Record<string, string[]>;
  /** Base64. When there was no answer, the reason. */
  readonly body: string;
  readonly error: string | null;
}

/** How a delivery attempt ended, and the callbacks that follow from it. */
export type Ending =
  | { readonly kind: "delivered"; readonly callbacks: readonly NewMessage[] }
  | {
    readonly kind: "retry";
    readonly nextAt: number;
    readonly attempt: Attempt;
    readonly callbacks: readonly NewMessage[];
  }
  | {
    readonly kind: "failed";
    readonly dlqId: string;
    readonly attempt: Attempt;
    readonly callbacks: readonly NewMessage[];
  };

/**
 * Writes the end of an attempt at `at` (market time, epoch ms): the message's next state, its log and its callbacks in
 * one statement. Nothing happens when the message was canceled meanwhile.
 */
export async function settle(sql: Sql, id: string, at: number, ending: Ending): Promise<void> {
  // Callbacks are rare, and planning the statements that store them costs more than all the rest.
  const follow = ending.callbacks.length === 0 ? "" : `, ${storingCtes(3, "exists (select 1 from ended)")}`;
  const callbacks = storingParam(ending.callbacks);
  if (ending.kind === "delivered") {
    await sql.query(
      `with ended as (
         delete from qstash.messages where id = $1 returning id, spec
       ), said as (
         insert into qstash.events (at, state, message_id, spec) select $2, 'DELIVERED', id, spec from ended
       )${follow}
       select length($3::text)`,
      [id, at, callbacks],
    );
    return;
  }
  const detail = JSON.stringify(errorDetail(ending.attempt));
  if (ending.kind === "retry") {
    await sql.query(
      `with ended as (
         update qstash.messages set state = 'waiting', retried = retried + 1, next_at = $4
         where id = $1 returning id, spec
       ), said as (
         insert into qstash.events (at, state, message_id, spec, detail)
         select $2, s.state, id, spec, case when s.n = 1 then $5::jsonb else '{}' end || jsonb_build_object('nextDeliveryTime', $4::bigint)
         from ended, (values (1, 'ERROR'), (2, 'RETRY')) s(n, state) order by s.n
       )${follow}
       select length($3::text)`,
      [id, at, callbacks, ending.nextAt, detail],
    );
    return;
  }
  const { status, headers, body } = ending.attempt;
  await sql.query(
    `with ended as (
       delete from qstash.messages where id = $1 returning *
     ), said as (
       insert into qstash.events (at, state, message_id, spec, detail)
       select $2, s.state, id, spec, $4::jsonb from ended, (values (1, 'ERROR'), (2, 'FAILED')) s(n, state) order by s.n
     ), dead as (
       insert into qstash.dlq (id, at, message_id, created_at, not_before, spec, body, response_status, response_headers, response_body)
       select $5, $2, id, created_at, not_before, spec, body, $6, $7::jsonb, $8 from ended
     )${follow}
     select length($3::text)`,
    [id, at, callbacks, detail, ending.dlqId, status, JSON.stringify(headers), body],
  );
}

function errorDetail(attempt: Attempt): Record<string, unknown> {
  return {
    error: attempt.error ?? `the destination answered ${attempt.status}`,
    ...(attempt.status === null ? {} : {
      responseStatus: attempt.status,
      responseHeaders: attempt.headers,
      responseBody: attempt.body,
    }),
  };
}
