import assert from "node:assert/strict";
import { join } from "node:path";
import { kstMs } from "@hoga/krx";
import { bookFrame, tradeFrame, type WireBook, type WireTrade } from "@hoga/local/kis";
import { readTicks } from "@hoga/tape";
import { type KisBench, PLAIN, stock, withKis } from "../testing/kis_bench.ts";

const DATE = "2026-11-20";
const SAMSUNG = stock("005930");
const at = (time: string) => kstMs(DATE, time);
const trade = (time: string, total: number, more: Partial<WireTrade> = {}): WireTrade => ({
  symbol: "005930",
  date: "20261120",
  time: time.replaceAll(":", ""),
  price: 70_200,
  size: 5,
  side: "1",
  total,
  ask: [70_200, 25],
  bid: [70_100, 10],
  ...more,
});

/** Starts the tape and asks for 005930 until it streams. */
async function stream(bench: KisBench): Promise<void> {
  const { tape, time, kis } = bench;
  tape.start();
  await time.until(() => kis.connections === 1, "a connection");
  const warm = tape.warm([SAMSUNG], 3_000);
  await time.pass(1_000);
  await warm;
  await time.until(() => kis.subscribed.length === 2, "two subscriptions");
  await time.until(() => (tape.quote(SAMSUNG, DATE, time.now())?.seq ?? -1) >= 0, "a first slice");
}

const slices = ({ tape, time }: KisBench, from = 0) => tape.slices(SAMSUNG, DATE, from, time.now());

/** Pushes trades and waits until the last of them is shown. */
async function pushTrades({ kis, tape, time }: KisBench, ...trades: readonly WireTrade[]): Promise<void> {
  kis.push(tradeFrame(...trades));
  const total = trades.at(-1)?.total;
  await time.until(() => tape.quote(SAMSUNG, DATE, time.now())?.volume === total, `a volume of ${total}`);
}

/** Pushes a book and waits until it is shown. */
async function pushBook({ kis, tape, time }: KisBench, book: Omit<WireBook, "symbol">): Promise<void> {
  kis.push(bookFrame({ symbol: "005930", ...book }));
  const ask = book.asks[0]?.[0];
  await time.until(() => tape.quote(SAMSUNG, DATE, time.now())?.asks[0]?.price === ask, `an ask of ${ask}`);
}

Deno.test("a quote of the broker's REST API becomes the day, its trades and books slices", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { tape, time } = bench;
    await stream(bench);
    const before = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([before?.last, before?.open, before?.volume, before?.previousClose, before?.source], [
      70_100,
      70_000,
      1_000,
      69_950,
      "kis",
    ]);
    assert.equal(tape.basePrice(SAMSUNG, DATE), 70_000);
    assert.deepEqual(before?.bids, [{ price: 70_100, size: 10 }, { price: 70_000, size: 20 }]);
    const seq = before?.seq ?? 0;
    await pushTrades(bench, trade("10:00:01", 1_005), trade("10:00:01", 1_012, { size: 7, side: "5", price: 70_100 }));
    await pushBook(bench, { time: "100001", asks: [[70_300, 3]], bids: [[70_200, 4]] });
    const shown = slices(bench).filter((slice) => slice.seq > seq);
    assert.deepEqual(shown.map(({ at, print }) => [at, print?.price, print?.size, print?.side]), [
      [at("10:00:01"), 70_200, 5, "buy"],
      [at("10:00:01"), 70_100, 7, "sell"],
      [at("10:00:01"), undefined, undefined, undefined],
    ]);
    assert.deepEqual(shown.at(-1)?.asks, [{ price: 70_300, size: 3 }]);
    const after = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([after?.last, after?.high, after?.volume], [70_100, 70_300, 1_012]);
    assert.deepEqual(tape.candles(SAMSUNG, DATE, 60_000, time.now()).map(({ volume }) => volume), [12]);
  }));

Deno.test("on an ex-date prices are compared with the broker's base price, not with the close of before", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { tape, time, quotes } = bench;
    const day = { open: 350_000, high: 352_000, low: 348_000, close: 350_000, volume: 1_800 };
    quotes.set("005930", { ...PLAIN, days: [...(PLAIN.days ?? []).slice(0, 1), { date: "20261119", ...day }] });
    await stream(bench);
    assert.equal(tape.dayBar(SAMSUNG, "2026-11-19")?.close, 350_000);
    const quote = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([tape.basePrice(SAMSUNG, DATE), quote?.previousClose, quote?.last], [70_000, 70_000, 70_100]);
  }));

Deno.test("days that are over come from the broker's daily bars, and the day's own bar after its close", () =>
  withKis({ at: `${DATE}T15:29:50` }, async (bench) => {
    const { tape, time, quotes } = bench;
    await stream(bench);
    assert.deepEqual(tape.dayBar(SAMSUNG, "2026-11-19"), {
      date: "2026-11-19",
      open: 69_000,
      high: 70_500,
      low: 68_900,
      close: 69_950,
      volume: 9_000,
    });
    assert.equal(tape.basePrice(SAMSUNG, "2026-11-19"), 69_100);
    const before = tape.quote(SAMSUNG, "2026-11-19", Infinity);
    assert.deepEqual([before?.last, before?.high, before?.at], [69_950, 70_500, kstMs("2026-11-19", "16:30")]);
    await time.passTo(`${DATE}T15:30:12`);
    await pushTrades(bench, trade("15:30:12", 1_100, { size: 100, side: "1", price: 70_000 }));
    assert.deepEqual(tape.sliceAt(SAMSUNG, DATE, at("15:30"))?.rule, "closing_auction");
    const days = [{ date: "20261120", open: 70_000, high: 70_300, low: 69_900, close: 70_000, volume: 1_150 }];
    quotes.set("005930", { ...PLAIN, price: 71_000, total: 2_000, days: [...days, ...(PLAIN.days ?? []).slice(1)] });
    await time.passTo(`${DATE}T15:31:20`);
    assert.deepEqual(tape.dayBar(SAMSUNG, DATE), {
      open: 70_000,
      high: 70_300,
      low: 69_900,
      close: 70_000,
      volume: 1_150,
    });
  }));

Deno.test("on a day without a session the last day's bar is all there is", () =>
  withKis({ at: "2026-11-21T12:00:00" }, async ({ time, tape, kis }) => {
    tape.start();
    await time.until(() => kis.connections === 1, "a connection");
    const warm = tape.warm([SAMSUNG], 3_000);
    await time.pass(1_000);
    await warm;
    assert.equal(tape.basePrice(SAMSUNG, "2026-11-23"), 70_100);
    const quote = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([quote?.last, quote?.previousClose, quote?.volume], [70_100, 69_950, 1_000]);
    assert.deepEqual(kis.seen.map(({ path }) => path.split("/").at(-1)), [
      "Approval",
      "tokenP",
      "inquire-daily-itemchartprice",
    ]);
    assert.deepEqual(kis.subscribed, []);
  }));

Deno.test("what a REST answer counted is not printed again when its trade comes", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { tape, time, quotes, kis } = bench;
    tape.start();
    tape.quote(SAMSUNG, DATE, time.now());
    await time.pass(300);
    quotes.set("005930", { ...PLAIN, total: 1_050 });
    await time.until(() => kis.subscribed.length === 2, "two subscriptions");
    await time.pass(1_000);
    assert.equal(tape.quote(SAMSUNG, DATE, time.now())?.volume, 1_050);
    const count = slices(bench).length;
    kis.push(tradeFrame(trade("10:00:00", 1_050)));
    await pushTrades(bench, trade("10:00:01", 1_060, { size: 10 }));
    assert.equal(slices(bench).length, count + 1);
    assert.equal(tape.quote(SAMSUNG, DATE, time.now())?.volume, 1_060);
  }));

Deno.test("pings are answered, and a malformed frame is logged and dropped", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, logged } = bench;
    await stream(bench);
    kis.ping();
    await time.until(() => kis.pongs === 1, "an answer to the ping");
    const count = slices(bench).length;
    kis.say("0|H0STCNT0|001|005930^broken");
    kis.say("nonsense");
    await pushTrades(bench, trade("10:00:01", 1_005));
    assert.equal(slices(bench).length, count + 1);
    assert.equal(logged.filter((line) => line.includes("a frame was dropped")).length, 2);
  }));

Deno.test("a connection that is lost comes back, waits longer each time, and follows the same again", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape, logged } = bench;
    const isAway = (times: number) => () => logged.filter((line) => line.includes("was lost")).length === times;
    await stream(bench);
    for (const [lost, waits] of [1_000, 2_000, 4_000].entries()) {
      kis.drop();
      await time.until(isAway(lost + 1), "the loss is noticed");
      await time.pass(waits - 100);
      assert.equal(kis.opened, lost + 1);
      await time.pass(200);
      await time.until(() => kis.opened === lost + 2, "a new connection");
      await time.pass(100);
      await time.until(() => kis.subscribed.length === 2, "the subscriptions again");
    }
    await pushTrades(bench, trade("10:00:07", 1_005));
    assert.equal(tape.quote(SAMSUNG, DATE, time.now())?.last, 70_200);
  }));

Deno.test("while the connection is away the broker is asked in turn, and its answers print what was missed", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape, quotes, logged } = bench;
    await stream(bench);
    kis.drop();
    await time.until(() => logged.some((line) => line.includes("was lost")), "the loss is noticed");
    quotes.set("005930", { ...PLAIN, price: 70_300, total: 1_400 });
    await time.pass(900);
    assert.deepEqual(slices(bench).findLast(({ print }) => print !== null)?.print, {
      price: 70_300,
      size: 400,
      side: "buy",
    });
    assert.equal(tape.quote(SAMSUNG, DATE, time.now())?.volume, 1_400);
  }));

Deno.test("a symbol without news stays as fresh as its connection is", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape } = bench;
    await stream(bench);
    const age = () => time.now() - (tape.quote(SAMSUNG, DATE, time.now())?.at ?? 0);
    for (let i = 0; i < 6; i++) {
      const pongs = kis.pongs;
      kis.ping();
      await time.until(() => kis.pongs > pongs, "an answer to the ping");
      await time.pass(5_000);
      assert.ok(age() <= 5_000, `${age()} ms`);
    }
  }));

Deno.test("a halt and a volatility interruption are shown", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, tape, quotes, kis } = bench;
    await stream(bench);
    const book = { asks: [[77_100, 5]], bids: [[77_000, 5]], expected: [77_000, 60] } as const;
    await pushBook(bench, { ...book, time: "100001", hour: "C" });
    const quote = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([tape.sliceAt(SAMSUNG, DATE, time.now())?.trading, quote?.indicative], ["auction", {
      price: 77_000,
      size: 60,
    }]);
    await pushTrades(bench, trade("10:00:01", 1_060, { price: 77_000, size: 60 }));
    assert.equal(slices(bench).at(-1)?.rule, "volatility_auction");
    quotes.set("005930", { ...PLAIN, total: 1_060, halted: true });
    for (let i = 0; i < 13; i++) {
      kis.ping();
      await time.pass(5_000);
    }
    assert.equal(slices(bench).at(-1)?.trading, "halted");
  }));

Deno.test("a day is recorded as it goes, and goes on after a restart where it stopped", async () => {
  const dir = await Deno.makeTempDir();
  const tokenFile = join(dir, "kis-token.json");
  try {
    let before: unknown[] = [];
    await withKis({ at: `${DATE}T10:00:00`, dir, tokenFile }, async (bench) => {
      await stream(bench);
      await pushTrades(bench, trade("10:00:01", 1_005));
      before = [...slices(bench)];
    });
    const file = join(dir, "recorded", DATE, "005930.ndjson");
    const read = readTicks(await Deno.readTextFile(file));
    assert.ok("day" in read && read.day !== null);
    assert.deepEqual(Array.from({ length: read.day.count }, (_, i) => read.day?.sliceOf(i)), before);
    // A crash has cut the last line short.
    await Deno.writeTextFile(file, `{"seq":${before.length},"at`, { append: true });

    await withKis({ at: `${DATE}T10:05:00`, dir, tokenFile }, async (bench) => {
      const { quotes, time } = bench;
      quotes.set("005930", { ...PLAIN, total: 1_205 });
      assert.equal(bench.tape.quote(SAMSUNG, DATE, time.now())?.volume, 1_005, "the file answers before the broker");
      await stream(bench);
      await time.until(() => slices(bench).length > before.length, "the broker's answer");
      const all = slices(bench);
      assert.deepEqual(all.slice(0, before.length), before);
      assert.deepEqual(all.map(({ seq }) => seq), all.map((_, i) => i));
      assert.deepEqual(all[before.length]?.print, { price: 70_100, size: 200, side: "sell" });
    });
    const whole = readTicks(await Deno.readTextFile(file));
    assert.ok("day" in whole && whole.day !== null && whole.day.count > before.length);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("the access token is kept for its owner alone, and used again by the next start", async () => {
  const dir = await Deno.makeTempDir();
  const tokenFile = join(dir, "kis-token.json");
  try {
    let kept = "";
    await withKis({ at: `${DATE}T10:00:00`, tokenFile }, async (bench) => {
      await stream(bench);
      assert.equal(bench.kis.tokens, 1);
      kept = await Deno.readTextFile(tokenFile);
    });
    assert.equal((await Deno.stat(tokenFile)).mode ?? 0, 0o100600);
    assert.ok(!kept.includes("secret") && !kept.includes('"key"'));
    // The next stand-in knows nothing of the token, and has another address: it is not shown to it.
    await withKis({ at: `${DATE}T10:00:00`, tokenFile }, async (bench) => {
      await stream(bench);
      assert.equal(bench.kis.tokens, 1);
      await Deno.writeTextFile(tokenFile, "broken");
    });
    await withKis({ at: `${DATE}T10:00:00`, tokenFile }, stream);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a day begins half an hour before the open, with what its auction would give", () =>
  withKis({ at: `${DATE}T08:29:50` }, async (bench) => {
    const { time, tape, quotes, kis } = bench;
    quotes.set("005930", { ...PLAIN, price: 70_000, total: 0, range: null, expected: [70_400, 90] });
    tape.start();
    await time.until(() => kis.connections === 1, "a connection");
    tape.quote(SAMSUNG, DATE, time.now());
    await time.pass(5_000);
    const early = tape.quote(SAMSUNG, DATE, time.now());
    assert.deepEqual([early?.last, early?.indicative], [70_000, null], "the close before, put on the tick");
    for (let i = 0; i < 3; i++) {
      await time.pass(5_000);
      tape.quote(SAMSUNG, DATE, time.now());
    }
    assert.deepEqual(tape.quote(SAMSUNG, DATE, time.now())?.indicative, { price: 70_400, size: 90 });
    assert.deepEqual(slices(bench), []);
    await time.passTo(`${DATE}T09:00:05`);
    assert.deepEqual(slices(bench), [], "nobody has asked for two minutes");
  }));

Deno.test("warm() gives up after its time, and does not wait in vain twice", () =>
  withKis({ at: `${DATE}T10:00:00` }, async ({ time, kis, tape }) => {
    let isWarm = false;
    kis.denyTokens(true);
    tape.start();
    const warm = tape.warm([SAMSUNG], 500).then(() => {
      isWarm = true;
    });
    await time.pass(499);
    assert.ok(!isWarm);
    await time.pass(1);
    await warm;
    await tape.warm([SAMSUNG], 500);
    assert.equal(tape.basePrice(SAMSUNG, DATE), null);
  }));
