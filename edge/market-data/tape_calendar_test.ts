// The tape follows the calendar that operators change.
import assert from "node:assert/strict";
import { openTestPglite, testClock } from "@hoga/testing";
import { createSimTape } from "@hoga/tape";
import { kstMs } from "@hoga/krx";
import { hostMarketData } from "./testing.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

Deno.test("a day that is changed before it begins is played by its new hours", async () => {
  const clock = testClock("2025-03-14T20:00:00+09:00");
  const tape = {
    ...createSimTape({ seed: 7 }),
    withOverrides: (overrides: Parameters<typeof createSimTape>[0]["overrides"]) =>
      createSimTape({ seed: 7, ...(overrides === undefined ? {} : { overrides }) }),
  };
  const { ask, service } = await hostMarketData(sql, clock.now, tape);
  const change = (date: string, body: unknown) =>
    ask(`/ops/calendar/${date}`, { method: "PUT", body: JSON.stringify(body) });
  assert.equal((await change("2025-03-17", { opens: "11:00", closes: "14:00" })).status, 200);
  assert.equal((await change("2025-03-15", { closed: false })).status, 200);
  const slices = async (date: string) => {
    const query = { symbol: "005930", date, from: kstMs(date, "00:00"), to: kstMs(date, "23:59") };
    return (await service.port.tapes([query]))[0]?.slices ?? [];
  };
  const monday = await slices("2025-03-17");
  assert.deepEqual([monday[0]?.at, monday[0]?.rule], [kstMs("2025-03-17", "11:00"), "opening_auction"]);
  assert.deepEqual([monday.at(-1)?.at, monday.at(-1)?.rule], [kstMs("2025-03-17", "14:00"), "closing_auction"]);
  assert.equal((await slices("2025-03-15"))[0]?.at, kstMs("2025-03-15", "09:00"));
});
