// What it takes to tell how an order stands in the market.
import assert from "node:assert/strict";
import { z } from "zod";
import { Standing } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { openTestPglite } from "@hoga/testing";
import { openHost } from "./testing/host.ts";
import { day } from "./testing/scenario.ts";
import { scriptedTape } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

/** What a batch of the execution service reads. */
const Batch = z.object({ loaded: z.object({ entries: z.array(z.unknown()), asked: z.array(z.unknown()) }) });

Deno.test("how an order stands is told from the book in memory where the question names it, and else read", async () => {
  const read: [live: number, asked: number][] = [];
  const watched: Sql = {
    ...sql,
    async query(text, params) {
      const rows = await sql.query(text, params);
      const batch = Batch.safeParse(rows[0]);
      if (batch.success) read.push([batch.data.loaded.entries.length, batch.data.loaded.asked.length]);
      return rows;
    },
  };
  const tape = scriptedTape(() => day(["09:00:00", 60_000]));
  const host = await openHost(watched, { mode: "direct", now: "2025-03-14T10:00:00+09:00", tape });
  try {
    const account = await host.account();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push(await host.placed(account, { quantity: 10, limitPrice: 59_000 }));
    const path = `/entries/${ids[2]}/standing`;
    const standing = async (query: string) => {
      read.length = 0;
      return await host.ask("execution", path + query, Standing);
    };
    const kept = await standing("?symbol=005930&date=2025-03-14");
    assert.deepEqual(read, [[0, 1]]);
    assert.deepEqual([kept.live, kept.restPrice, kept.remaining], [true, 59_000, 10]);
    // Who does not know the book, or is wrong about it, is told the same.
    for (const query of ["", "?symbol=005930", "?date=2025-03-14", "?symbol=000660&date=2025-03-14"]) {
      assert.deepEqual(await standing(query), kept, query);
      assert.deepEqual(read, [[3, 1]], query);
    }
    assert.equal((await host.any().call("execution", `${path}?symbol=005930&date=today`)).status, 400);
    assert.equal(
      (await host.any().call("execution", "/entries/none/standing?symbol=005930&date=2025-03-14")).status,
      404,
    );
  } finally {
    await host.close();
  }
});
