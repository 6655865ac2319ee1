import type { Sql } from "@hoga/db";
import { z } from "zod";
import { bigint, type Target } from "./message.ts";
import { isHttpUrl } from "./publish_options.ts";

/** An endpoint of a URL group, as clients send and read it. */
export interface Endpoint {
  readonly url: string;
  readonly name?: string | undefined;
}

const GROUP_NAME = /^[A-Za-z0-9._-]+$/;

const endpointRow = z.object({ url: z.string(), name: z.string().nullable() });
const groupRow = z.object({
  name: z.string(),
  created_at: bigint,
  updated_at: bigint,
  endpoints: z.array(endpointRow),
});

/** Where a destination leads: a URL to itself, a URL group to its endpoints, anything else nowhere (null). */
export async function targetsOf(sql: Sql, destination: string): Promise<Target[] | null> {
  if (isHttpUrl(destination)) return [{ url: destination, topicName: null, endpointName: null }];
  if (!GROUP_NAME.test(destination)) return null;
  const rows = await sql.query(
    "select url, name from qstash.endpoints where group_name = $1 order by seq",
    [destination],
  );
  if (rows.length === 0) return null;
  return rows.map((row) => {
    const { url, name } = endpointRow.parse(row);
    return { url, topicName: destination, endpointName: name };
  });
}

/** Adds endpoints to a group, which is created when it is missing. A URL or a name that is known is replaced. */
export async function addEndpoints(
  sql: Sql,
  group: string,
  endpoints: readonly Endpoint[],
  now: number,
): Promise<void> {
  const distinct = [...new Map(endpoints.map((endpoint) => [endpoint.url, endpoint])).values()];
  await sql.query(
    `with input as (
       select url, name, n from jsonb_to_recordset($2::jsonb) as i(url text, name text, n int)
     ), touched as (
       insert into qstash.url_groups (name, created_at, updated_at) values ($1, $3, $3)
       on conflict (name) do update set updated_at = excluded.updated_at
     ), renamed as (
       delete from qstash.endpoints e using input i
       where e.group_name = $1 and e.name = i.name and e.url not in (select url from input)
     )
     insert into qstash.endpoints (group_name, url, name) select $1, url, name from input order by n
     on conflict (group_name, url) do update set name = excluded.name`,
    [group, JSON.stringify(distinct.map((endpoint, n) => ({ ...endpoint, n }))), now],
  );
}

/** Removes endpoints by URL or by name, and the group with its last endpoint. */
export async function removeEndpoints(
  sql: Sql,
  group: string,
  endpoints: readonly { readonly url?: string | undefined; readonly name?: string | undefined }[],
  now: number,
): Promise<void> {
  const urls = endpoints.flatMap((endpoint) => endpoint.url ?? []);
  const names = endpoints.flatMap((endpoint) => endpoint.name ?? []);
  await sql.query(
    `with kept as (
       select 1 from qstash.endpoints
       where group_name = $1 and not (url = any($2::text[])) and (name is null or not (name = any($3::text[])))
     ), removed as (
       delete from qstash.endpoints where group_name = $1 and (url = any($2::text[]) or name = any($3::text[]))
     ), touched as (
       update qstash.url_groups set updated_at = $4 where name = $1 and exists (select 1 from kept)
     )
     delete from qstash.url_groups where name = $1 and not exists (select 1 from kept)`,
    [group, urls, names, now],
  );
}

/** Removes a group and its endpoints; messages on their way stay. */
export async function deleteGroup(sql: Sql, group: string): Promise<boolean> {
  const rows = await sql.query(
    `with gone as (delete from qstash.endpoints where group_name = $1)
     delete from qstash.url_groups where name = $1 returning name`,
    [group],
  );
  return rows.length > 0;
}

/** URL groups in the wire's form, all of them or the one named. */
export async function groupViews(sql: Sql, name: string | null): Promise<Record<string, unknown>[]> {
  const rows = await sql.query(
    `select g.name, g.created_at, g.updated_at, (
       select coalesce(jsonb_agg(jsonb_build_object('url', e.url, 'name', e.name) order by e.seq), '[]')
       from qstash.endpoints e where e.group_name = g.name
     ) as endpoints from qstash.url_groups g where $1::text is null or g.name = $1 order by g.name`,
    [name],
  );
  return rows.map((row) => {
    const group = groupRow.parse(row);
    return {
      name: group.name,
      createdAt: group.created_at,
      updatedAt: group.updated_at,
      endpoints: group.endpoints.map(({ url, name }) => name === null ? { url } : { url, name }),
    };
  });
}
