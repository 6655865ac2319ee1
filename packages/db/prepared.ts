// Statements that an embedded database plans once: planning a save costs more than running it.
import { type messages, parse, type PGlite, protocol } from "@electric-sql/pglite";
import { setImmediate } from "node:timers";
import type { SqlValue } from "./sql.ts";

/** A statement that the database knows by name, with what it said about its parameters and columns. */
interface Prepared {
  readonly name: string;
  readonly paramTypes: readonly number[];
  /** The messages that describe its columns. */
  readonly described: readonly messages.BackendMessage[];
}

/** With more texts than this, the one that was used longest ago is planned anew when it comes again. */
const PREPARED_MAX = 200;
/** What was prepared no longer fits: the tables have changed since (0A000), or the name is gone (26000). */
const STALE = new Set(["0A000", "26000"]);

/** Runs one statement and gives back its rows: as objects, or as arrays in the order of the columns. */
export type RunPrepared = <Row>(
  text: string,
  params: readonly SqlValue[],
  rowMode: "object" | "array",
) => Promise<Row[]>;

/** Runs statements on `db` under names, so that the second time a text comes it is planned already. */
export function preparedStatements(db: PGlite): RunPrepared {
  const known = new Map<string, Prepared>();
  let names = 0;

  const send = (message: Uint8Array) => db.execProtocolStream(message, { syncToFs: false });

  /** Sends messages and the sync that ends them, in one go: after an error the database skips to the sync. */
  const exchange = (parts: readonly Uint8Array[]) => send(concatenated([...parts, protocol.serialize.sync()]));

  async function prepare(text: string): Promise<Prepared> {
    const name = `p${++names}`;
    const answers = await exchange([
      protocol.serialize.parse({ name, text }),
      protocol.serialize.describe({ type: "S", name }),
    ]);
    return {
      name,
      paramTypes: parse.parseDescribeStatementResults(answers),
      described: answers.filter((answer) => answer.name === "rowDescription"),
    };
  }

  async function forget(text: string, { name }: Prepared): Promise<void> {
    known.delete(text);
    await exchange([protocol.serialize.close({ type: "S", name })]);
  }

  async function find(text: string): Promise<Prepared> {
    const found = known.get(text) ?? await prepare(text);
    // A map keeps the order of its entries: the first is the one that was used longest ago.
    known.delete(text);
    known.set(text, found);
    for (const [oldest, statement] of known) {
      if (known.size <= PREPARED_MAX) break;
      await forget(oldest, statement);
    }
    return found;
  }

  async function run<Row>(text: string, params: readonly SqlValue[], rowMode: "object" | "array"): Promise<Row[]> {
    const { name, paramTypes, described } = await find(text);
    const values = params.map((param, i) => {
      if (param === null) return null;
      const serialize = db.serializers[paramTypes[i] ?? 0];
      return serialize === undefined ? String(param) : serialize(param);
    });
    const answers = await exchange([
      protocol.serialize.bind({ statement: name, values }),
      protocol.serialize.execute({}),
    ]);
    const [result] = parse.parseResults([...described, ...answers], db.parsers, { rowMode });
    return (result?.rows ?? []) as Row[]; // The caller names the rows that its statement gives.
  }

  return (text, params, rowMode) =>
    db.runExclusive(async () => {
      await othersTurn();
      try {
        return await run(text, params, rowMode);
      } catch (error) {
        const statement = known.get(text);
        if (statement === undefined || !isStale(error)) throw error;
        await forget(text, statement);
        return await run(text, params, rowMode);
      } finally {
        await db.syncToFs();
      }
    });
}

/**
 * Lets everything else that waits in this process have its turn. The database runs on this very thread: without a pause a chain of statements
 * would keep new requests out until it ends, and requests that come together would never be served together.
 */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isStale(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && STALE.has(error.code);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
