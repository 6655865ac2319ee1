import type { Sql, SqlRow, SqlValue } from "@hoga/db";
import type { Parsed } from "./publish_options.ts";

/** The part of a list that a request wants. */
export interface Page {
  /** 1 to 100. */
  readonly count: number;
  /** Where the page before ended. */
  readonly cursor: number | null;
  readonly earliestFirst: boolean;
}

/** What entries must have to be in a list. Several values of one field: any of them; several fields: all of them. */
export interface Filter {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Market time, epoch ms, both inclusive. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Collects the parameters of a statement that is put together. */
export class Params {
  readonly values: SqlValue[] = [];

  /** Adds a value and returns its placeholder. */
  add(value: SqlValue): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const MAX_COUNT = 100;

/** Fields of the spec by the name of their query parameter, as SQL. */
const SPEC_FIELDS: Readonly<Record<string, string>> = {
  url: "spec->>'url'",
  topicName: "spec->>'topicName'",
  scheduleId: "spec->>'scheduleId'",
  queueName: "spec->>'queueName'",
  callerIp: "spec->>'callerIp'",
  flowControlKey: "spec->'flow'->>'key'",
  host: "spec->>'host'",
  path: "spec->>'path'",
};

/** Other spellings of the same fields. */
const ALIASES: Readonly<Record<string, string>> = {
  callerIP: "callerIp",
  messageIds: "messageId",
  urlGroup: "topicName",
};

/** Query parameters that are no filter. */
const NOT_FILTERS = new Set(["count", "cursor", "order", "qstash_token", "fromDate", "toDate", "api"]);

/**
 * Reads the filter out of a query string. `special` names the fields that this list has besides those of every list.
 * A field the list does not have is refused: ignoring it would widen a bulk action to messages it was not meant for.
 */
export function parseFilter(
  query: URLSearchParams,
  special: readonly string[],
  without: readonly string[] = [],
): Parsed<Filter> {
  const fields = new Map<string, string[]>();
  for (const [given, value] of query) {
    if (NOT_FILTERS.has(given)) continue;
    const name = ALIASES[given] ?? given;
    const known = name === "label" || name === "messageId" || name in SPEC_FIELDS || special.includes(name);
    if (!known || without.includes(name)) return { ok: false, error: `${given} is not a filter of this list` };
    fields.set(name, [...fields.get(name) ?? [], value]);
  }
  const [from, to] = [time(query.get("fromDate")), time(query.get("toDate"))];
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return { ok: false, error: "fromDate and toDate must be Unix times in milliseconds" };
  }
  return { ok: true, value: { fields, from, to } };
}

/** Reads `count`, `cursor` and `order` out of a query string. */
export function parsePage(query: URLSearchParams): Parsed<Page> {
  const [count, cursor, order] = [query.get("count"), query.get("cursor"), query.get("order")];
  if (count !== null && !/^[1-9]\d{0,8}$/.test(count)) {
    return { ok: false, error: "count must be a whole number from 1" };
  }
  if (cursor && !/^\d{1,15}$/.test(cursor)) return { ok: false, error: "the cursor is not one of this server" };
  return {
    ok: true,
    value: {
      count: Math.min(MAX_COUNT, Number(count ?? MAX_COUNT)),
      cursor: cursor ? Number(cursor) : null,
      earliestFirst: order === "earliestFirst",
    },
  };
}

/** The filter as SQL conditions on a table with a `spec`. `columns` names its other columns; no column, no such filter. */
export function conditions(
  filter: Filter,
  columns: {
    readonly id: string;
    readonly time: string;
    readonly state?: string;
    readonly dlqId?: string;
    readonly status?: string;
  },
  params: Params,
): string[] {
  const found: string[] = [];
  const any = (sql: string, values: readonly string[]) => found.push(`${sql} = any(${params.add(values)}::text[])`);
  for (const [name, values] of filter.fields) {
    if (name === "label") found.push(`spec->'labels' ?| ${params.add(values)}::text[]`);
    else if (name === "messageId") any(columns.id, values);
    else if (name === "state") any(columns.state ?? "null", values.flatMap(states));
    else if (name === "dlqIds") any(columns.dlqId ?? "null", values);
    else if (name === "responseStatus") any(`${columns.status}::text`, values);
    else any(SPEC_FIELDS[name] ?? "null", values);
  }
  if (filter.from !== null) found.push(`${columns.time} >= ${params.add(filter.from)}`);
  if (filter.to !== null) found.push(`${columns.time} <= ${params.add(filter.to)}`);
  return found;
}

/** Reads one page of a table that is ordered by `seq`. The cursor is left out where the list ends. */
export async function page<View>(
  sql: Sql,
  table: string,
  where: readonly string[],
  params: Params,
  wanted: Page,
  read: (row: SqlRow) => { readonly seq: number; readonly view: View },
): Promise<{ readonly entries: View[]; readonly cursor?: string }> {
  const all = [...where];
  if (wanted.cursor !== null) all.push(`seq ${wanted.earliestFirst ? ">" : "<"} ${params.add(wanted.cursor)}`);
  const rows = await sql.query(
    `select * from ${table} ${all.length > 0 ? `where ${all.join(" and ")}` : ""}
     order by seq ${wanted.earliestFirst ? "asc" : "desc"} limit ${params.add(wanted.count + 1)}`,
    params.values,
  );
  const entries = rows.slice(0, wanted.count).map(read);
  const last = entries.at(-1);
  return {
    entries: entries.map(({ view }) => view),
    ...(rows.length > wanted.count && last !== undefined ? { cursor: String(last.seq) } : {}),
  };
}

/** IN_PROGRESS stands for three states; the documentation and the client spell the last two differently. */
function states(state: string): string[] {
  if (state === "IN_PROGRESS") return ["ACTIVE", "RETRY", "ERROR"];
  return state === "CANCELLED" ? ["CANCELED"] : [state];
}

function time(text: string | null): number | null {
  return text === null ? null : /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}
