// The one port through which hoga speaks to Postgres: a statement goes out, its rows come back.

/** A value that every driver can send as a parameter. Objects go in as JSON text and are cast in SQL (`$1::jsonb`). */
export type SqlValue = string | number | boolean | null | Date | readonly string[];

/** Rows as they arrive. Callers parse them: nothing is promised about the columns. */
export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * A connection (pool) to one database.
 *
 * There are no interactive transactions: a statement is a transaction of its own, with data-modifying CTEs where several
 * tables change together. That is one network round trip per call on every driver, Neon's HTTP included, and no lock is
 * ever held while the network is waited for.
 */
export interface Sql {
  /** Runs one statement. Throws {@linkcode SqlError} with Postgres's SQLSTATE when the database refuses it. */
  query(text: string, params?: readonly SqlValue[]): Promise<SqlRow[]>;
  /** The same, with rows as arrays in the order of the columns: what the query builder asks for. */
  arrays(text: string, params?: readonly SqlValue[]): Promise<unknown[][]>;
  /** Runs several statements without parameters (migrations, test set-up) as one transaction. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A refusal by Postgres, whatever the driver. `code` is the SQLSTATE (`23505`, `40001`, ...) or `08006` for a lost connection. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  readonly constraint: string | null;
  constructor(message: string, code: string, constraint: string | null, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.constraint = constraint;
  }
}
