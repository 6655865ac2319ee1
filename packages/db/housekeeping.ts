// What a server does for itself in processes of its own, and an embedded database does not: clear dead rows away, and keep its log short.
import type { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

/** Statements between two looks at what there is to do. */
const EVERY_STATEMENTS = 2_000;
/** A table is cleared when so many of its rows are dead, and a fifth of those that live besides: rarely, and before it hurts. */
const DEAD_ROWS_MIN = 1_000;
/** The log since the last checkpoint (bytes) that is played again after a kill: a fraction of a second's worth. */
const LOG_MAX = 32 * 1024 * 1024;

const Found = z.object({ worst: z.string().nullable(), log: z.coerce.number() });

const LOOK = `
select (select format('%I.%I', schemaname, relname) from pg_stat_user_tables
    where n_dead_tup > ${DEAD_ROWS_MIN} + n_live_tup / 5 order by n_dead_tup desc limit 1) as worst,
  pg_wal_lsn_diff(pg_current_wal_insert_lsn(), (select redo_lsn from pg_control_checkpoint())) as log`;

/** The housekeeping of one database. */
export interface Housekeeping {
  /** Hears that a statement has run. Now and then that begins a round, one table at most, between other statements. */
  ran(): void;
  /** Settles when no round is under way. */
  idle(): Promise<void>;
}

/** Keeps house for `db`. A round that fails is repeated by the next one: nothing depends on it but size and speed. */
export function housekeeping(db: PGlite): Housekeeping {
  let statements = 0;
  let round: Promise<void> | null = null;

  async function keep(): Promise<void> {
    // Counts of dead rows are written once a second at most, unless they are asked for.
    await db.exec("select pg_stat_force_next_flush()");
    const [result] = await db.exec(LOOK);
    const { worst, log } = Found.parse(result?.rows[0]);
    if (worst !== null) await db.exec(`vacuum ${worst}`);
    if (log > LOG_MAX) await db.exec("checkpoint");
  }

  return {
    ran() {
      statements++;
      if (statements < EVERY_STATEMENTS || round !== null) return;
      statements = 0;
      round = keep().catch(() => {}).finally(() => {
        round = null;
      });
    },
    idle: async () => void await round,
  };
}
