// The SQL that every service's tables have in common: parts of a save, and the outbox's own statements.

/** What an outbox row is made of when its event is written. */
export interface NewOutboxRow {
  readonly eventId: string;
  readonly subscriber: string;
  readonly type: string;
  readonly envelope: unknown;
}

/** How long a row that was just written, or claimed, belongs to whoever holds it (seconds): then the sweep takes it. */
export const LEASE_SECONDS = 15;

/**
 * The common table expressions with which a save records what it was told and what it has to tell. They read `inbox` (event ids), `outbox`
 * ({@linkcode NewOutboxRow}s) and `told` ([event id, subscriber] pairs known to have arrived) from the JSON document `input.doc`.
 * An event id that stands in the inbox already, or in the outbox, breaks the whole statement: somebody else was faster.
 * Rows are looked for by an array of keys: a join would read the whole table where it looks small, or was when the statement was planned.
 */
export function deliveryCtes(schema: string): string {
  return `
  inbox_rows as (
    insert into ${schema}.inbox (event_id) select jsonb_array_elements_text(doc->'inbox') from input returning 1),
  outbox_rows as (
    insert into ${schema}.outbox (event_id, subscriber, type, envelope, next_at)
    select row->>'eventId', row->>'subscriber', row->>'type', row->'envelope', now() + interval '${LEASE_SECONDS} seconds'
    from input, jsonb_array_elements(doc->'outbox') as row returning 1),
  told_rows as (
    delete from ${schema}.outbox using input, jsonb_array_elements(doc->'told') as pair
    where event_id = pair->>0 and subscriber = pair->>1
      and event_id = any(array(select known->>0 from input, jsonb_array_elements(doc->'told') as known)) returning 1)`;
}

/** The ids among `$n::jsonb` (a JSON array of event ids) whose effect is recorded already, as a JSON array. */
export function seenExpression(schema: string, parameter: string): string {
  return `(select coalesce(jsonb_agg(event_id), '[]') from ${schema}.inbox
    where event_id = any(array(select jsonb_array_elements_text((${parameter})::jsonb))))`;
}
