// Rows that operators enter and every answer depends on, as this process knows them.

/** A list that is read again when it has grown old. The array is the same until its content changes, so that it can be known by identity. */
export interface Fresh<T> {
  /** The list, read again when what is known is older than it may be. */
  current(): Promise<readonly T[]>;
  /** The list, read again now. */
  refresh(): Promise<readonly T[]>;
}

/**
 * Reads a list with `read`. It is believed for `freshMs` of market time; `now` is market time in ms. `accept` makes of the rows what is kept,
 * once each time that they have changed.
 */
export async function openFresh<Row, T>(
  read: () => Promise<readonly Row[]>,
  accept: (rows: readonly Row[]) => readonly T[],
  now: () => number,
  freshMs: number,
): Promise<Fresh<T>> {
  let text = "";
  let known: readonly T[] = [];
  let readAt = -Infinity;
  async function refresh(): Promise<readonly T[]> {
    const at = now();
    const rows = await read();
    const readText = JSON.stringify(rows);
    if (readText !== text) {
      known = accept(rows);
      text = readText;
    }
    readAt = at;
    return known;
  }
  await refresh();
  return {
    refresh,
    // A clock that was set back counts as old too.
    current: () => Math.abs(now() - readAt) >= freshMs ? refresh() : Promise.resolve(known),
  };
}
