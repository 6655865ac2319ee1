// Counts what is asked of a database: statements, each of which is one network round trip.
import type { Sql } from "./sql.ts";

export interface SqlCounter {
  statements: number;
}

/** The same database, with every statement counted in `counter`. */
export function countingSql(sql: Sql, counter: SqlCounter): Sql {
  return {
    query(text, params) {
      counter.statements++;
      return sql.query(text, params);
    },
    arrays(text, params) {
      counter.statements++;
      return sql.arrays(text, params);
    },
    script(text) {
      counter.statements++;
      return sql.script(text);
    },
    close: () => sql.close(),
  };
}
