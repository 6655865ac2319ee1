import assert from "node:assert/strict";
import fc from "fast-check";
import { kstMs } from "@hoga/krx";
import {
  createRecordedDay,
  createRecordedTape,
  type DayHeader,
  finalLine,
  headerLine,
  indicationLine,
  type Level,
  readTicks,
  type RecordedDay,
  type Slice,
  sliceLine,
  type TapeInstrument,
} from "./mod.ts";

const DATE = "2026-11-20";
const OPEN = kstMs(DATE, "09:00");
const STOCK: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: 1,
  listedShares: null,
};
const HEADER: DayHeader = {
  symbol: "005930",
  date: DATE,
  source: "kis",
  base: 70_000,
  previousClose: 69_950,
  earlier: null,
};

const side = (sign: 1 | -1): fc.Arbitrary<Level[]> =>
  fc.tuple(
    fc.integer({ min: 60_000, max: 80_000 }),
    fc.array(fc.record({ step: fc.integer({ min: 1, max: 5 }), size: fc.integer({ min: 1, max: 4_000_000_000 }) }), {
      maxLength: 10,
    }),
  ).map(([best, steps]) => {
    let price = best;
    return steps.map(({ step, size }) => ({ price: price += sign * step * 100, size }));
  });

const piece = fc.record({
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900_000 })),
  rule: fc.constantFrom("continuous", "volatility_auction", "reopening_auction"),
  trading: fc.constantFrom("continuous", "auction", "halted"),
  print: fc.option(
    fc.record({
      price: fc.integer({ min: 1, max: 100_000_000 }),
      size: fc.integer({ min: 1, max: 1_000_000_000 }),
      side: fc.constantFrom("buy", "sell"),
    }),
    { nil: null },
  ),
  book: fc.option(fc.record({ bids: side(-1), asks: side(1) }), { nil: null }),
});

const slicesOf = fc.array(piece, { maxLength: 60 }).map((pieces): Slice[] => {
  let at = OPEN;
  let book: { bids: Level[]; asks: Level[] } = { bids: [], asks: [] };
  return pieces.map(({ wait, rule, trading, print, book: changed }, seq) => {
    at = Math.min(at + wait, kstMs(DATE, "15:30"));
    book = changed ?? book;
    return { symbol: "005930", seq, at, rule, trading, print: print && { ...print }, ...book };
  });
});

const earlier = fc.option(
  fc.constant({ open: 70_000, high: 70_500, low: 69_900, close: 70_100, volume: 12_345 }),
  { nil: null },
);

function textOf(header: DayHeader, slices: readonly Slice[]): string {
  return headerLine(header) + slices.map((slice, i) => sliceLine(slice, slices[i - 1] ?? null)).join("");
}

function dayOf(slices: readonly Slice[], header = HEADER): RecordedDay {
  const day = createRecordedDay(header);
  for (const slice of slices) day.append(slice);
  return day;
}

const all = (day: RecordedDay) => Array.from({ length: day.count }, (_, i) => day.sliceOf(i));
const tapeOf = (day: RecordedDay) =>
  createRecordedTape({
    day: (symbol, date) => symbol === "005930" && date === DATE ? day : null,
    closeBefore: () => null,
  }, {
    source: "replay",
  });

function slice(seq: number, time: string, more: Partial<Slice> = {}): Slice {
  return {
    symbol: "005930",
    seq,
    at: kstMs(DATE, time),
    rule: "continuous",
    trading: "continuous",
    print: null,
    bids: [{ price: 70_000, size: 10 }],
    asks: [{ price: 70_100, size: 20 }],
    ...more,
  };
}

Deno.test("recorded ticks that are written and read again are the same", () => {
  fc.assert(fc.property(slicesOf, earlier, (slices, before) => {
    const header = { ...HEADER, earlier: before };
    const read = readTicks(textOf(header, slices));
    assert("day" in read && read.day !== null);
    assert.deepEqual(read.day.header, header);
    assert.deepEqual(all(read.day), slices);
  }));
});

Deno.test("recorded ticks cut short anywhere lose at most the line that was being written", () => {
  fc.assert(fc.property(slicesOf, fc.double({ min: 0, max: 1, noNaN: true }), (slices, part) => {
    const text = textOf(HEADER, slices);
    const cut = text.slice(0, Math.floor(text.length * part));
    const whole = cut.split("\n").length - 1;
    const read = readTicks(cut);
    assert("day" in read);
    assert.equal(read.length, cut.lastIndexOf("\n") + 1);
    assert.deepEqual(read.day === null ? null : all(read.day), whole === 0 ? null : slices.slice(0, whole - 1));
  }));
});

Deno.test("a recorded tape answers like a plain search of its slices", () => {
  const moment = fc.integer({ min: OPEN - 1, max: kstMs(DATE, "15:30") + 1 });
  fc.assert(fc.property(slicesOf, moment, moment, (slices, from, to) => {
    const tape = tapeOf(dayOf(slices));
    assert.deepEqual(tape.slices(STOCK, DATE, from, to), slices.filter(({ at }) => at >= from && at <= to));
    for (const { at } of slices) {
      assert.deepEqual(tape.slices(STOCK, DATE, at, at), slices.filter((one) => one.at === at));
    }
    assert.deepEqual(tape.sliceAt(STOCK, DATE, to), slices.findLast(({ at }) => at <= to) ?? null);
    const prints = slices.filter(({ at }) => at <= to).flatMap(({ print }) => print ?? []);
    const quote = tape.quote(STOCK, DATE, to);
    assert.deepEqual(
      [quote?.last, quote?.open, quote?.high, quote?.low, quote?.volume],
      prints.length === 0 ? [70_000, null, null, null, 0] : [
        prints.at(-1)?.price,
        prints[0]?.price,
        Math.max(...prints.map(({ price }) => price)),
        Math.min(...prints.map(({ price }) => price)),
        prints.reduce((sum, { size }) => sum + size, 0),
      ],
    );
    for (const interval of [60_000, 300_000, 86_400_000]) {
      const candles = tape.candles(STOCK, DATE, interval, to);
      assert.equal(candles.reduce((sum, { volume }) => sum + volume, 0), quote?.volume);
      assert.ok(candles.every(({ at }) => at >= OPEN && at < kstMs(DATE, "15:30") && (at - OPEN) % interval === 0));
    }
  }));
});

Deno.test("what a growing day has told stays as it was told", () => {
  fc.assert(fc.property(slicesOf, fc.nat(), (slices, cut) => {
    const day = createRecordedDay(HEADER);
    const tape = tapeOf(day);
    const known = slices.slice(0, slices.length === 0 ? 0 : cut % slices.length);
    for (const one of known) day.append(one);
    const before = tape.slices(STOCK, DATE, 0, Infinity);
    for (const one of slices.slice(known.length)) day.append(one);
    assert.deepEqual(tape.slices(STOCK, DATE, 0, Infinity).slice(0, known.length), before);
  }));
});

Deno.test("a growing day refuses what would change it", () => {
  const day = createRecordedDay(HEADER);
  day.append(slice(0, "09:00:05"));
  const wrong: readonly (readonly [Slice, RegExp])[] = [
    [slice(0, "09:00:06"), /slice 0 of 005930 where 1 is next/],
    [slice(2, "09:00:06"), /slice 2 of 005930 where 1 is next/],
    [slice(1, "09:00:04"), /slice 1 of 005930 is at/],
    [{ ...slice(1, "09:00:06"), symbol: "000660" }, /a slice of 000660/],
    [slice(1, "09:00:06", { print: { price: 70_000.5, size: 1, side: "buy" } }), /1 shares at 70000.5 won/],
    [slice(1, "09:00:06", { bids: [{ price: 1, size: 0 }] }), /0 shares at 1 won/],
  ];
  for (const [one, message] of wrong) assert.throws(() => day.append(one), message);
  assert.equal(day.count, 1);
  day.indicate(10, null);
  assert.throws(() => day.indicate(9, null), /before 10/);
  assert.throws(() => day.sliceOf(1), RangeError);
});

Deno.test("a recorded day knows what had traded before it, its final bar and its auctions", () => {
  const earlier = { open: 70_000, high: 70_500, low: 69_900, close: 70_100, volume: 1_000 };
  const day = createRecordedDay({ ...HEADER, earlier });
  const tape = tapeOf(day);
  assert.deepEqual(tape.dayBar(STOCK, DATE), earlier);
  day.append(slice(0, "10:00"));
  assert.equal(tape.quote(STOCK, DATE, Infinity)?.volume, 1_000);
  day.append(slice(1, "10:00:01", { print: { price: 70_600, size: 5, side: "buy" } }));
  assert.deepEqual(tape.dayBar(STOCK, DATE), { open: 70_000, high: 70_600, low: 69_900, close: 70_600, volume: 1_005 });
  assert.deepEqual(tape.candles(STOCK, DATE, 60_000, Infinity).map(({ volume }) => volume), [5]);

  day.append(slice(2, "15:20", { trading: "auction" }));
  day.indicate(kstMs(DATE, "15:20:01"), { price: 70_700, size: 80 });
  assert.deepEqual(tape.quote(STOCK, DATE, kstMs(DATE, "15:20:02"))?.indicative, { price: 70_700, size: 80 });
  assert.equal(tape.quote(STOCK, DATE, kstMs(DATE, "15:20"))?.indicative, null);
  day.append(
    slice(3, "15:30", { rule: "closing_auction", trading: "halted", print: { price: 70_700, size: 90, side: "buy" } }),
  );
  assert.equal(tape.quote(STOCK, DATE, Infinity)?.indicative, null);
  const final = { open: 70_000, high: 70_900, low: 69_900, close: 70_700, volume: 1_500 };
  day.finish(final);
  assert.deepEqual(tape.dayBar(STOCK, DATE), final);
});

Deno.test("a recorded tape falls back to the tape under it, then to the last close", () => {
  const day = dayOf([slice(0, "09:00")]);
  const store = {
    day: (_: string, date: string) => date === DATE ? day : null,
    closeBefore: (_: string, date: string) => date > DATE ? 70_010 : null,
  };
  const alone = createRecordedTape(store, { source: "replay" });
  assert.deepEqual([
    alone.basePrice(STOCK, DATE),
    alone.basePrice(STOCK, "2026-11-23"),
    alone.basePrice(STOCK, "2026-11-19"),
  ], [
    70_000,
    70_100,
    null,
  ]);
  const next = alone.quote(STOCK, "2026-11-23", Infinity);
  assert.deepEqual([next?.last, next?.previousClose, next?.seq, next?.at], [70_100, 70_010, -1, kstMs(DATE, "15:30")]);
  assert.equal(alone.quote(STOCK, "2026-11-19", Infinity), null);
  assert.deepEqual(alone.slices(STOCK, "2026-11-23", 0, Infinity), []);

  const under = { ...alone, basePrice: () => 5, slices: () => [slice(7, "09:00")], dayBar: () => null };
  const layered = createRecordedTape(store, { source: "replay", under });
  assert.equal(layered.basePrice(STOCK, DATE), 70_000);
  assert.equal(layered.basePrice(STOCK, "2026-11-23"), 5);
  assert.deepEqual(layered.slices(STOCK, DATE, 0, Infinity).map(({ seq }) => seq), [0]);
  assert.deepEqual(layered.slices(STOCK, "2026-11-23", 0, Infinity).map(({ seq }) => seq), [7]);
});

Deno.test("readTicks() names the row and the value of what is wrong", () => {
  const good = headerLine(HEADER) + sliceLine(slice(0, "09:00"), null);
  const line = (more: object) => `${JSON.stringify({ ...JSON.parse(sliceLine(slice(1, "09:01"), null)), ...more })}\n`;
  const cases: readonly (readonly [string, string])[] = [
    ["x\n", 'Row 1: "x" is not JSON'],
    ["[]\n", 'Row 1: "[]" is not a JSON object'],
    [`{"ticks":2}\n`, "Row 1: ticks 2 is not 1: not recorded ticks"],
    [headerLine({ ...HEADER, symbol: "5930" }), 'Row 1: symbol "5930" is not one'],
    [headerLine({ ...HEADER, date: "2026-02-30" }), 'Row 1: date "2026-02-30" is not one'],
    [headerLine({ ...HEADER, base: 0.5 }), "Row 1: base 0.5 is not a whole number from 1"],
    [good + line({ seq: 5 }), "Row 3: slice 5 of 005930 where 1 is next"],
    [good + line({ at: 5 }), `Row 3: slice 1 of 005930 is at 5, after one at ${OPEN}`],
    [
      good + line({ rule: "lunch" }),
      'Row 3: rule "lunch" is not one of continuous, opening_auction, closing_auction, volatility_auction, reopening_auction',
    ],
    [good + line({ print: [70_000, -3, "buy"] }), "Row 3: print size -3 is not a whole number above 0"],
    [good + line({ print: [70_000, 3, "both"] }), 'Row 3: side "both" is not one of buy, sell'],
    [good + line({ bids: [[70_000, 1], [70_100, 1]] }), "Row 3: bids has 70100 after 70000"],
    [good + line({ asks: 3 }), "Row 3: asks 3 is not a list"],
    [good + `{"final":{"open":1}}\n`, "Row 3: final.high undefined is not a whole number from 1"],
    [good + "\n" + good, 'Row 3: "" is not JSON'],
  ];
  for (const [text, message] of cases) assert.deepEqual(readTicks(text), { error: message });
});

Deno.test("readTicks() reads indications and the final bar", () => {
  const final = { open: 1, high: 3, low: 1, close: 2, volume: 9 };
  const text = headerLine(HEADER) + indicationLine(5, { price: 70_000, size: 8 }) + indicationLine(9, null) +
    finalLine(final);
  const read = readTicks(text);
  assert("day" in read && read.day !== null);
  assert.deepEqual([4, 5, 8, 9].map(read.day.indicativeAt), [null, { price: 70_000, size: 8 }, {
    price: 70_000,
    size: 8,
  }, null]);
  assert.deepEqual(read.day.final, final);
});

Deno.test("a day on which nothing traded closes at what its last offers or bids say, or at the base price", () => {
  const level = (price: number): Level[] => [{ price, size: 10 }];
  const rows: readonly (readonly [bids: Level[], asks: Level[], close: number])[] = [
    [[], level(69_500), 69_500],
    [level(70_500), [], 70_500],
    [level(69_900), level(70_100), 70_000],
    [[], [], 70_000],
  ];
  for (const [bids, asks, close] of rows) {
    const open = slice(0, "09:00", { rule: "opening_auction", print: null, bids, asks });
    const end = slice(1, "15:30", { rule: "closing_auction", trading: "halted", print: null, bids, asks });
    assert.deepEqual(tapeOf(dayOf([open])).dayBar(STOCK, DATE), null);
    const tape = tapeOf(dayOf([open, end]));
    assert.deepEqual(tape.dayBar(STOCK, DATE), { open: close, high: close, low: close, close, volume: 0 });
    const quote = tape.quote(STOCK, DATE, kstMs(DATE, "15:30"));
    assert.deepEqual([quote?.last, quote?.volume, quote?.open], [close, 0, null]);
  }
});
