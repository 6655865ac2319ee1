// Counts what a stack does, at its ports.
import { countingSql, type Sql, type SqlCounter } from "@hoga/db";
import { z } from "zod";
import type { Probe } from "@hoga/embedded";

/** What has been counted since the start. */
export interface Counts {
  readonly statements: Readonly<Record<string, number>>;
  readonly qstashMessages: number;
}

/** A probe for a stack, what it has counted, and which Postgres it has seen. */
export function countingProbe(): { readonly probe: Probe; counts(): Counts; version(): Promise<string> } {
  const counters = new Map<string, SqlCounter>();
  let database: Sql | null = null;
  let qstashMessages = 0;
  return {
    probe: {
      sql(owner, sql) {
        const counter = counters.get(owner) ?? { statements: 0 };
        counters.set(owner, counter);
        database = sql;
        return countingSql(sql, counter);
      },
      publish: (publish) => async (messages) => {
        qstashMessages += messages.length;
        await publish(messages);
      },
    },
    counts: () => ({
      statements: Object.fromEntries([...counters].map(([owner, { statements }]) => [owner, statements])),
      qstashMessages,
    }),
    async version() {
      const [row] = await database?.query("select current_setting('server_version') as version") ?? [];
      return z.string().parse(row?.version);
    },
  };
}

/** The statements between two counts, by owner. */
export function statementsBetween(before: Counts, after: Counts): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after.statements).map(([owner, count]) => [owner, count - (before.statements[owner] ?? 0)]),
  );
}
