import type { Sql } from "@hoga/db";
import { conditions, type Filter, Params } from "./filters.ts";
import { messageSchema, type StoredMessage } from "./message.ts";

/** The message if it is still to be delivered, else null. */
export async function findMessage(sql: Sql, id: string): Promise<StoredMessage | null> {
  const [row] = await sql.query("select * from qstash.messages where id = $1", [id]);
  return row === undefined ? null : messageSchema.parse(row);
}

/**
 * Cancels all messages that the filter fits and returns how many. A message that is being delivered may still arrive;
 * it is not tried again. `now` is market time in epoch ms.
 */
export async function cancelMessages(sql: Sql, filter: Filter, now: number): Promise<number> {
  const params = new Params();
  const where = conditions(filter, { id: "id", time: "created_at" }, params);
  const rows = await sql.query(
    `with gone as (
       delete from qstash.messages ${where.length > 0 ? `where ${where.join(" and ")}` : ""} returning id, spec
     )
     insert into qstash.events (at, state, message_id, spec)
     select ${params.add(now)}::bigint, 'CANCELED', id, spec from gone returning seq`,
    params.values,
  );
  return rows.length;
}
