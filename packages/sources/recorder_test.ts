import assert from "node:assert/strict";
import { join } from "node:path";
import { kstMs } from "@hoga/krx";
import type { DayHeader, Slice } from "@hoga/tape";
import { createRecorder, tickFile, TickFileError } from "./recorder.ts";
import { virtualTime } from "./testing/virtual_time.ts";
import { openTickFiles, recordedDates } from "./tick_files.ts";

const DATE = "2026-11-20";
const header = (date = DATE): DayHeader => ({
  symbol: "005930",
  date,
  source: "kis",
  base: 70_000,
  previousClose: 69_950,
  earlier: null,
});
const slice = (seq: number, price: number): Slice => ({
  symbol: "005930",
  seq,
  at: kstMs(DATE, "09:00") + seq,
  rule: "continuous",
  trading: "continuous",
  print: { price, size: 1, side: "buy" },
  bids: [],
  asks: [],
});

async function withDir(test: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("a recorder writes within half a second, and goes on where a crash left off", () =>
  withDir(async (dir) => {
    const time = virtualTime(`${DATE}T09:00:00`);
    const first = createRecorder(dir, time, () => {});
    assert.equal(first.resume("005930", DATE), null);
    const writer = first.begin(header(), true);
    writer.slice(slice(0, 70_000), null);
    await time.pass(500);
    await first.flush();
    assert.equal((await Deno.readTextFile(tickFile(dir, DATE, "005930"))).split("\n").length, 3);
    writer.slice(slice(1, 70_100), slice(0, 70_000));
    await first.stop();
    await Deno.writeTextFile(tickFile(dir, DATE, "005930"), '{"seq":2', { append: true });

    const second = createRecorder(dir, time, () => {});
    const day = second.resume("005930", DATE);
    assert.equal(day?.count, 2);
    const again = second.begin(header(), false);
    again.slice(slice(2, 70_200), slice(1, 70_100));
    again.final({ open: 70_000, high: 70_200, low: 70_000, close: 70_200, volume: 3 });
    await second.stop();
    const whole = openTickFiles(dir).day("005930", DATE);
    assert.deepEqual([whole?.count, whole?.final?.close], [3, 70_200]);
  }));

Deno.test("a recorder that cannot write says so, gives the day up and goes on with the others", () =>
  withDir(async (dir) => {
    await Deno.writeTextFile(join(dir, DATE), "in the way");
    const logged: string[] = [];
    const recorder = createRecorder(
      dir,
      virtualTime(`${DATE}T09:00:00`),
      (level, message) => void logged.push(`${level} ${message}`),
    );
    const blocked = recorder.begin(header(), true);
    const other = recorder.begin(header("2026-11-23"), true);
    await recorder.flush();
    blocked.slice(slice(0, 70_000), null);
    other.slice(slice(0, 70_000), null);
    await recorder.stop();
    assert.deepEqual(logged, ["error recording stopped"]);
    assert.equal(openTickFiles(dir).day("005930", "2026-11-23")?.count, 1);
  }));

Deno.test("recorded days are found by symbol and date, and a broken one is named with its row", () =>
  withDir(async (dir) => {
    const files = openTickFiles(dir);
    assert.deepEqual([files.day("005930", DATE), files.closeBefore("005930", DATE), recordedDates(dir)], [
      null,
      null,
      [],
    ]);
    const recorder = createRecorder(dir, virtualTime(`${DATE}T09:00:00`), () => {});
    recorder.begin(header("2026-11-18"), true).slice(slice(0, 70_300), null);
    recorder.begin(header("2026-11-19"), true);
    await recorder.stop();
    assert.deepEqual(recordedDates(dir), ["2026-11-18", "2026-11-19"]);
    assert.equal(files.day("005930", "2026-11-18")?.count, 1);
    assert.deepEqual([files.closeBefore("005930", DATE), files.closeBefore("005930", "2026-11-19")], [69_950, 70_300]);
    assert.equal(files.day("../etc", DATE), null);
    await Deno.writeTextFile(tickFile(dir, "2026-11-19", "000660"), '{"ticks":1,"symbol":"000660"}\n');
    assert.throws(
      () => files.day("000660", "2026-11-19"),
      (error) =>
        error instanceof TickFileError &&
        /000660\.ndjson cannot be read: Row 1: date undefined is not one$/.test(error.message),
    );
  }));
