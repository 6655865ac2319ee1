import assert from "node:assert/strict";
import { parseCron } from "./schedule.ts";

Deno.test("cron expressions have five fields and a zone", () => {
  const at = Date.UTC(2026, 10, 20, 6, 30, 0);
  const next = (text: string) => parseCron(text)?.next(at);
  assert.equal(next("30 6 * * *"), at + 86_400_000, "strictly after");
  assert.equal(next("CRON_TZ=Asia/Seoul 31 15 * * 1-5"), at + 60_000);
  assert.equal(next("TZ=Asia/Seoul 0 9 * * MON"), Date.UTC(2026, 10, 23));
  assert.equal(next("0 0 30 2 *"), null);
  for (
    const wrong of [
      "",
      "* * * *",
      "* * * * * *",
      "60 * * * *",
      "CRON_TZ= * * * * *",
      "CRON_TZ=No/Where * * * * *",
      "@daily",
    ]
  ) {
    assert.equal(parseCron(wrong), null, wrong);
  }
});
