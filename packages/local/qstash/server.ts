import { createApp } from "./app.ts";
import { releaseClaims } from "./due.ts";
import { realignSchedules } from "./schedules.ts";
import { SCHEMA } from "./schema.ts";
import { loadKeys, rotateKeys } from "./signing_keys.ts";
import { createTicker } from "./tick.ts";
import type { Qstash, QstashOptions } from "./types.ts";

/**
 * Opens a QStash server over a database: makes its tables where they are missing and takes up what an earlier process
 * left, whenever that was killed. A message whose delivery was under way then is delivered again (at least once).
 */
export async function createQstash(options: QstashOptions): Promise<Qstash> {
  const { sql, now, newId } = options;
  await sql.script(SCHEMA);
  await releaseClaims(sql);
  await realignSchedules(sql, now());
  let keys = await loadKeys(sql);
  const listeners = new Set<() => void>();
  const ticker = createTicker({
    sql,
    now,
    newId,
    wall: options.wall,
    fetch: options.fetch,
    ...(options.region === undefined ? {} : { region: options.region }),
    after: options.after ?? afterReal,
    signingKey: () => Promise.resolve(keys.current),
  });
  const app = createApp({
    sql,
    token: options.token,
    now,
    newId,
    notify: () => listeners.forEach((listener) => listener()),
    keys: () => Promise.resolve(keys),
    rotateKeys: async () => keys = await rotateKeys(sql),
  });
  return {
    app,
    keys: () => Promise.resolve(keys),
    tick: ticker.tick,
    onWork: (listener) => void listeners.add(listener),
    close: ticker.close,
  };
}

function afterReal(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}
