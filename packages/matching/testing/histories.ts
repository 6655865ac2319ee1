// Random days of one book: what the tape shows, what people do, and what halts it. Prices lie on few ticks around a change of the tick, so that
// orders meet each other, the display and the price limits.
import fc from "fast-check";
import type { Slice } from "@hoga/tape";
import type { BookRules, Halt, NewOrder, OrderType } from "../types.ts";
import { gridOf } from "../grid.ts";
import { OPENS, type Shown, slice } from "./fixtures.ts";
import type { NewTerms } from "../enter.ts";

/** What somebody does at a moment. */
export type Action =
  | { readonly kind: "enter"; readonly at: number; readonly order: NewOrder }
  | { readonly kind: "amend"; readonly at: number; readonly orderId: string; readonly terms: NewTerms }
  | { readonly kind: "cancel"; readonly at: number; readonly orderId: string };

/** A day: at one moment the tape's slice comes before what people do. */
export interface History {
  readonly rules: BookRules;
  /** Which of the limits its interruptions have, for whoever reads a counterexample. */
  readonly interrupts: string;
  readonly slices: readonly Slice[];
  readonly actions: readonly Action[];
  readonly halts: readonly Halt[];
}

const TICKS: BookRules["ticks"] = [[2_000, 1], [Infinity, 5]];
const BAND = { lower: 1_985, upper: 2_025 };
const GRID = gridOf(TICKS, BAND.lower, BAND.upper);
const BASE = 2_000;

const rung = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 10, max: 18 }) },
  { weight: 2, arbitrary: fc.nat({ max: GRID.size - 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, GRID.size - 1) },
);
const size = fc.integer({ min: 1, max: 40 });
const side = fc.constantFrom("buy" as const, "sell" as const);

const TYPES: readonly OrderType[] = [
  ...Array.from({ length: 9 }, () => "limit" as const),
  "market",
  "market",
  "best_limit",
  "top_limit",
  "conditional_limit",
  "mid_price",
  "mid_price",
  "stop_limit",
  "stop_limit",
];

const orders = fc.record({
  side,
  type: fc.constantFrom(...TYPES),
  timeInForce: fc.constantFrom(...["day", "day", "day", "day", "ioc", "fok"] as const),
  // Two accounts that trade much, so that they meet themselves, and many others.
  account: fc.nat({ max: 5 }),
  quantity: fc.oneof({ weight: 6, arbitrary: size }, { weight: 1, arbitrary: fc.integer({ min: 100, max: 500 }) }),
  rung,
  stopRung: rung,
});

const deeds = fc.record({
  does: fc.constantFrom(...["enter", "enter", "enter", "enter", "amend", "cancel"] as const),
  order: orders,
  pick: fc.nat({ max: 999 }),
});

const shows = fc.record({
  mid: fc.integer({ min: 1, max: GRID.size - 1 }),
  bids: fc.array(size, { maxLength: 4 }),
  asks: fc.array(size, { maxLength: 4 }),
  print: fc.option(fc.record({ rung, size, side, off: fc.nat({ max: 9 }) }), { freq: 3 }),
  oddity: fc.nat({ max: 79 }),
});

const waits = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 6_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 9_999, max: 14_000 }) },
);

const moments = fc.record({ wait: waits, deed: fc.option(deeds, { freq: 3 }), show: fc.option(shows, { freq: 2 }) });
type Moment = typeof moments extends fc.Arbitrary<infer T> ? T : never;
type Deed = NonNullable<Moment["deed"]>;
type Show = NonNullable<Moment["show"]>;

const halts = fc.record({
  after: fc.nat({ max: 60_000 }),
  lasts: fc.option(fc.nat({ max: 9_000 }), { freq: 5 }),
  gathers: fc.nat({ max: 9_000 }),
});

type HaltDraw = typeof halts extends fc.Arbitrary<infer T> ? T : never;

/** How far a price may go at once: as far as it likes, some won from the last price, or from that of the last auction. */
const INTERRUPTS: Readonly<Record<string, BookRules["interrupts"]>> = {
  never: () => false,
  dynamic: (price, last) => Math.abs(price - last) >= 12,
  static: (price, _, auction) => Math.abs(price - auction) >= 15,
};

/** Random days. About one in eight has a halt, and most go on to the closing auction. */
export const histories: fc.Arbitrary<History> = fc.record({
  night: fc.array(deeds, { maxLength: 4 }),
  opening: fc.option(shows, { freq: 9 }),
  moments: fc.array(moments, { minLength: 3, maxLength: 45, size: "max" }),
  closing: fc.option(shows, { freq: 9 }),
  /** How many tenths of its moments come after 15:20. */
  window: fc.nat({ max: 3 }),
  halts: fc.oneof({ weight: 7, arbitrary: fc.constant<HaltDraw[]>([]) }, {
    weight: 1,
    arbitrary: fc.array(halts, { minLength: 1, maxLength: 2 }),
  }),
  interrupts: fc.constantFrom(...Object.keys(INTERRUPTS)),
}).map((day) => {
  const times = timesOf(day.moments);
  const last = times[Math.floor((times.length - 1) * (1 - day.window / 10))];
  const closingAuctionFrom = (last ?? OPENS) + 1;
  const rules: BookRules = {
    symbol: "005930",
    date: "2026-11-20",
    ticks: TICKS,
    band: BAND,
    base: BASE,
    opensAt: OPENS,
    closesAt: (times.at(-1) ?? OPENS) + 60_000,
    closingAuctionFrom,
    maxQuoteAgeMs: 10_000,
    interrupts: INTERRUPTS[day.interrupts] ?? (() => false),
    interruptionMs: (at) => 3_000 + at % 5_000,
  };
  const deeds = [
    ...day.night.map((deed) => ({ deed, at: OPENS - 1_000 })),
    ...day.moments.flatMap(({ deed }, n) => deed === null ? [] : [{ deed, at: times[n] ?? OPENS }]),
  ];
  const halts = day.halts.map(({ after, lasts, gathers }): Halt => {
    const haltedFrom = OPENS - 5_000 + after;
    const haltedUntil = lasts === null ? null : haltedFrom + lasts + 1;
    return { haltedFrom, haltedUntil, auctionUntil: haltedUntil === null ? null : haltedUntil + gathers };
  });
  return {
    rules,
    interrupts: day.interrupts,
    slices: slicesOf(day, times, rules),
    actions: deeds.map(actionOf),
    halts,
  };
});

function timesOf(moments: readonly Moment[]): readonly number[] {
  let at = OPENS + 1;
  return moments.map(({ wait }) => at += wait);
}

/** Turns deeds into actions, which name the orders that came before by number: what one does never depends on what came of another. */
function actionOf({ deed, at }: { deed: Deed; at: number }, index: number): Action {
  const { does, pick } = deed;
  const order = orderOf(deed, index);
  if (does === "enter" || index === 0) return { kind: "enter", at, order };
  const orderId = `o${pick % index}`;
  if (does === "cancel") return { kind: "cancel", at, orderId };
  const { quantity, limitPrice, stopPrice } = order;
  return { kind: "amend", at, orderId, terms: { quantity, limitPrice, stopPrice } };
}

function orderOf({ order, pick }: Deed, index: number): NewOrder {
  const { side, type, timeInForce, account, quantity } = order;
  const isShort = type === "limit" || type === "market" || type === "best_limit" || type === "mid_price";
  // Now and then a price that nothing can have that day.
  const price = pick % 40 === 0 ? (side === "buy" ? BAND.upper + 5 : BAND.lower - 1) : GRID.priceOf(order.rung);
  const hasLimit = type === "limit" || type === "conditional_limit" || type === "stop_limit";
  return {
    orderId: `o${index}`,
    accountId: account < 2 ? `account ${account}` : `account of o${index}`,
    side,
    type,
    timeInForce: isShort ? timeInForce : "day",
    limitPrice: hasLimit ? price : null,
    stopPrice: type === "stop_limit" ? GRID.priceOf(order.stopRung) : null,
    quantity,
  };
}

/** The tape of a day: an opening slice, what its moments show, and a closing slice. Its interruptions last three slices or fewer. */
function slicesOf(
  day: { readonly opening: Show | null; readonly moments: readonly Moment[]; readonly closing: Show | null },
  times: readonly number[],
  { closingAuctionFrom, closesAt }: BookRules,
): readonly Slice[] {
  const slices: Slice[] = [];
  const add = (at: number, shown: Shown) => slices.push(slice(slices.length, at, shown));
  if (day.opening !== null) add(OPENS, { ...shownOf(day.opening), rule: "opening_auction", trading: "continuous" });
  let gathers = 0;
  for (const [n, { show }] of day.moments.entries()) {
    if (show === null) continue;
    const at = times[n] ?? OPENS;
    const shown = shownOf(show);
    if (at >= closingAuctionFrom) {
      add(at, { ...shown, trading: "auction" });
    } else if (gathers > 0) {
      gathers--;
      add(at, gathers === 0 ? { ...shown, rule: "volatility_auction" } : { ...shown, trading: "auction" });
    } else if (show.oddity < 4) {
      gathers = show.oddity + 1;
      add(at, { ...shown, trading: "auction" });
    } else add(at, shown);
  }
  if (day.closing !== null) add(closesAt, { ...shownOf(day.closing), rule: "closing_auction", trading: "halted" });
  return slices;
}

/** What is shown around a middle. Some prints are between two ticks; now and then a price is outside the limits, or the tape is halted or reopens. */
function shownOf({ mid, bids, asks, print, oddity }: Show): Shown {
  const level = (rung: number, size: number) => [GRID.priceOf(rung), size] as const;
  const inside = (rung: number) => rung >= 0 && rung < GRID.size;
  const printed = print === null
    ? null
    : GRID.priceOf(print.rung) + (print.off === 0 && print.rung < GRID.size - 1 ? 2 : 0);
  return {
    bids: bids.flatMap((size, n) => inside(mid - 1 - n) ? [level(mid - 1 - n, size)] : []),
    asks: [
      ...asks.flatMap((size, n) => inside(mid + n) ? [level(mid + n, size)] : []),
      ...(oddity === 79 ? [[BAND.upper + 5, 1] as const] : []),
    ],
    ...(print === null || printed === null ? {} : { print: [printed, print.size, print.side] as const }),
    ...(oddity === 78 ? { trading: "halted" as const } : {}),
    ...(oddity === 77 ? { rule: "reopening_auction" as const } : {}),
  };
}
