import assert from "node:assert/strict";
import { Interruption, InterruptionList, Problem } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { openTestPglite, testClock } from "@hoga/testing";
import { clearMarketData, hostMarketData, simTape } from "../testing.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

/** A service at 10:00 whose every interruption takes `storingMs` of market time to be stored. */
async function host() {
  const clock = testClock("2026-11-20T10:00:00+09:00");
  let storingMs = 0;
  const slow: Sql = {
    ...sql,
    async query(text, params) {
      const rows = await sql.query(text, params);
      if (text.includes("insert into market_data.interruptions")) clock.advance(storingMs);
      return rows;
    },
  };
  const { post, ask, service } = await hostMarketData(slow, clock.now, simTape());
  return {
    service,
    takes: (ms: number) => storingMs = ms,
    stop: (path: string, body: unknown) => post(`/ops${path}`, body),
    async refused(path: string, body: unknown): Promise<string> {
      return Problem.parse(await (await post(`/ops${path}`, body)).json()).detail;
    },
    async stored(): Promise<readonly string[]> {
      const { interruptions } = InterruptionList.parse(await (await ask("/ops/interruptions")).json());
      return interruptions.map((one) => one.id);
    },
  };
}

Deno.test("an interruption that has begun before it is stored is taken back, and the operator is told what to do", async () => {
  const { takes, stop, refused, stored, service } = await host();
  takes(2_000);
  assert.equal(
    await refused("/halts", { symbol: "005930" }),
    "2026-11-20T10:00:02+09:00 had passed before it was stored: try again, or give --from with a later time",
  );
  assert.match(await refused("/breakers", { market: "KOSPI", level: 1 }), /give --at with a later time$/);
  assert.deepEqual(await stored(), []);
  assert.deepEqual((await service.port.references(["005930"], "2026-11-20"))[0]?.interruptions, []);

  takes(1_999);
  const halt = Interruption.parse(await (await stop("/halts", { symbol: "005930" })).json());
  assert.deepEqual([halt.haltedFrom, await stored()], ["2026-11-20T10:00:06+09:00", [halt.id]]);
});

Deno.test("what an interruption would overlap with is told with when it lasts", async () => {
  const { stop, refused } = await host();
  const body = { symbol: "005930", from: "2026-11-20T11:00:00+09:00", until: "2026-11-20T11:30:00+09:00" };
  await (await stop("/halts", body)).body?.cancel();
  const first =
    "halt-005930-20261120T110000, which lasts from 2026-11-20T11:00:00+09:00 until 2026-11-20T11:40:00+09:00";
  assert.equal(await refused("/halts", { symbol: "005930" }), `It would overlap with ${first}`);
  await (await stop("/halts", { symbol: "000660", from: "2026-11-20T14:00:00+09:00" })).body?.cancel();
  assert.match(
    await refused("/halts", { symbol: "000660", from: "2026-11-20T15:00:00+09:00" }),
    /which lasts from 2026-11-20T14:00:00\+09:00 until the end of the day$/,
  );
});
