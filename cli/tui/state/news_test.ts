import assert from "node:assert/strict";
import { BOOK, FILLED, HYNIX_QUOTE, MARKET, PORTFOLIO, QUOTE, RESERVED, TRADE } from "../../testing/documents.ts";
import {
  dashboardNews,
  emptyState,
  keys,
  play,
  press,
  SETTINGS,
  toastsOf,
  tradingState,
  WALL,
} from "../testing/states.ts";
import type { Message } from "./messages.ts";
import { FLASH_MS } from "./model.ts";
import { livePositions, liveTotals, marketNowOf } from "./select.ts";

const quotes = (...news: readonly Partial<typeof QUOTE>[]): Message => ({
  kind: "quotes",
  quotes: news.map((one) => ({ ...QUOTE, ...one })),
  now: WALL,
});
const LATER = "2025-03-14T10:00:02+09:00";
const EARLIER = "2025-03-14T09:59:58+09:00";

Deno.test("the first dashboard fills the screen: market, account, orders, fills, quotes, a point of equity", () => {
  const { state, effects } = play(emptyState(), dashboardNews());
  assert.equal(state.market?.status.phase, "continuous");
  assert.equal(state.portfolio?.accountId, "acc-1");
  assert.deepEqual(state.openOrders.map(({ id }) => id), ["ord-2"]);
  assert.deepEqual(state.recentTrades.map(({ id }) => id), ["trd-1"]);
  assert.deepEqual([...state.quotes.keys()], ["005930", "000660"]);
  // 100,004,893 as told at 72,000, less 5,000 for ten shares at 71,500.
  assert.deepEqual(state.equity, [99_999_893]);
  assert.equal(state.flashes.size, 0, "what was not there before has not changed");
  assert.deepEqual(effects, []);
});

Deno.test("a point of equity is kept when it differs from the last, and the oldest go", () => {
  const asNetAssets = (netAssets: number) =>
    dashboardNews({ portfolio: { ...PORTFOLIO, totals: { ...PORTFOLIO.totals, netAssets } } });
  const { state } = play(emptyState(), asNetAssets(5_000), asNetAssets(5_000), asNetAssets(6_000), asNetAssets(5_000));
  assert.deepEqual(state.equity, [0, 1_000, 0]);
  const many = Array.from({ length: 300 }, (_, index) => asNetAssets(5_000 + index));
  const { equity } = play(emptyState(), ...many).state;
  assert.deepEqual([equity.length, equity[0], equity.at(-1)], [240, 60, 299]);
});

Deno.test("the market's time goes on by its speed from when it was told", () => {
  assert.equal(marketNowOf(emptyState()), null);
  const { state } = play(tradingState(), { kind: "tick", now: WALL + 1_000 });
  assert.equal(marketNowOf(state), Date.parse(MARKET.now) + 60_000);
});

Deno.test("a price that changed flashes in its direction for a moment, unless motion is off", () => {
  const news = [quotes({ last: 71_600, at: LATER }, { ...HYNIX_QUOTE, last: 198_500, at: LATER })];
  const { state } = play(tradingState(), ...news);
  const until = WALL + FLASH_MS;
  assert.deepEqual([...state.flashes], [["005930", { sign: 1, until }], ["000660", { sign: -1, until }]]);
  assert.equal(play(state, { kind: "tick", now: until - 1 }).state.flashes.size, 2);
  assert.equal(play(state, { kind: "tick", now: until }).state.flashes.size, 0);
  const same = play(tradingState(), quotes({ volume: 99_999_999, at: LATER })).state;
  assert.equal(same.flashes.size, 0);
  const still = play(tradingState({ settings: { ...SETTINGS, motion: false } }), ...news).state;
  assert.deepEqual([still.flashes.size, still.quotes.get("005930")?.last], [0, 71_600]);
});

Deno.test("an older quote changes nothing, one of the same time does, and one from before a clock that went back does", () => {
  const last = (...news: readonly Message[]) => play(tradingState(), ...news).state.quotes.get("005930")?.last;
  assert.equal(last(quotes({ last: 71_600, at: LATER }), quotes({ last: 71_700, at: LATER })), 71_700);
  const late = [quotes({ last: 71_300, at: EARLIER })];
  assert.equal(last(...late), 71_500);
  // The market began anew an hour ago: what was known is of a future that is gone.
  const restarted: Message = { kind: "market", status: { ...MARKET, now: "2025-03-14T09:00:00+09:00" }, now: WALL };
  assert.equal(last(restarted, ...late), 71_300);
});

Deno.test("positions and sums move with the quotes", () => {
  const { state } = play(tradingState(), quotes({ last: 73_000, at: LATER }));
  const [position] = livePositions(state);
  assert.deepEqual(
    [position?.last, position?.marketValue, position?.unrealizedPnl, position?.unrealizedReturn.toFixed(5)],
    [73_000, 730_000, 14_893, "0.02083"],
  );
  assert.deepEqual(liveTotals(state), {
    netAssets: 100_014_893,
    marketValue: 730_000,
    unrealizedPnl: 14_893,
    realizedPnl: -1_200,
  });
  assert.equal(liveTotals(emptyState()), null);
});

const order = (change: Partial<typeof RESERVED>, ...messages: readonly string[]): Message => ({
  kind: "order",
  order: { ...RESERVED, ...change },
  events: messages.map((message) => ({ at: LATER, type: message, message })),
  now: WALL,
});

Deno.test("an order that is new stands first among the open ones, one that is known in its place, one that ended nowhere", () => {
  const ids = (state: ReturnType<typeof tradingState>) => state.openOrders.map(({ id, status }) => `${id} ${status}`);
  const one = play(tradingState(), order({ id: "ord-9", status: "accepted" }, "Accepted")).state;
  assert.deepEqual(ids(one), ["ord-9 accepted", "ord-2 reserved"]);
  const two = play(one, order({ status: "partially_filled", filledQuantity: 4 }, "Traded")).state;
  assert.deepEqual(ids(two), ["ord-9 accepted", "ord-2 partially_filled"]);
  assert.deepEqual(ids(play(two, order({ id: "ord-9", status: "filled" }, "Traded")).state), [
    "ord-2 partially_filled",
  ]);
});

Deno.test("what became of an order is told in a toast and by the bell; a step on its way is not", () => {
  const table: readonly [Partial<typeof RESERVED>, readonly string[], string][] = [
    [{ status: "filled", filledQuantity: 10 }, ["삼성전자 Buy: Filled 10/10"], "good"],
    [{ status: "partially_filled", filledQuantity: 3 }, ["삼성전자 Buy: Partly filled 3/10"], "good"],
    [{ status: "rejected" }, ["삼성전자 Buy: Rejected 0/10"], "warning"],
    [{ status: "expired", side: "sell" }, ["삼성전자 Sell: Expired 0/10"], "warning"],
    [{ status: "accepted" }, [], ""],
    [{ status: "reserved" }, [], ""],
  ];
  for (const [change, told, tone] of table) {
    const { state, effects } = play(tradingState(), order(change, "Something"));
    assert.deepEqual(toastsOf(state), told);
    assert.equal(state.toasts[0]?.tone ?? "", tone);
    const rest = told.length === 0 ? [] : [{ kind: "bell" }];
    assert.deepEqual(effects, [{ kind: "refresh" }, ...rest], JSON.stringify(change));
  }
  // Told again without anything new, as after a reconnection, it is no news.
  assert.deepEqual(toastsOf(play(tradingState(), order({ status: "filled" })).state), []);
});

Deno.test("toasts go after five seconds, the same one is not told twice, and three are shown at most", () => {
  const toast = (text: string, now: number): Message => ({ kind: "toast", text, tone: "good", now });
  const { state } = play(emptyState(), toast("a", WALL), toast("b", WALL), toast("a", WALL + 1_000));
  assert.deepEqual(toastsOf(state), ["b", "a"]);
  assert.deepEqual(toastsOf(play(state, { kind: "tick", now: WALL + 4_999 }).state), ["b", "a"]);
  assert.deepEqual(toastsOf(play(state, { kind: "tick", now: WALL + 5_000 }).state), ["a"]);
  assert.deepEqual(toastsOf(play(state, { kind: "tick", now: WALL + 6_000 }).state), []);
  assert.deepEqual(toastsOf(play(state, toast("c", WALL), toast("d", WALL)).state), ["a", "c", "d"]);
});

Deno.test("a fill stands first among the recent ones, once, and the account is asked for", () => {
  const trade: Message = { kind: "trade", trade: { ...TRADE, id: "trd-2" }, now: WALL };
  const { state, effects } = play(tradingState(), trade, trade);
  assert.deepEqual(state.recentTrades.map(({ id }) => id), ["trd-2", "trd-1"]);
  assert.deepEqual(effects, [{ kind: "refresh" }, { kind: "refresh" }]);
});

Deno.test("a cursor stays upon a row that is there when rows go", () => {
  const three = [RESERVED, { ...RESERVED, id: "ord-5" }, { ...RESERVED, id: "ord-6" }];
  const many = play(tradingState(), dashboardNews({ openOrders: three })).state;
  const onLast = press({ ...many, dashboard: { ...many.dashboard, focus: "openOrders" } }, "G").state;
  assert.equal(onLast.dashboard.cursors.openOrders, 2);
  assert.equal(play(onLast, dashboardNews({ openOrders: [RESERVED] })).state.dashboard.cursors.openOrders, 0);

  const inOrders = play(many, ...keys("3", "G")).state;
  assert.equal(inOrders.orders.cursor, 2);
  const ended = play(inOrders, order({ id: "ord-6", status: "filled" }, "Traded")).state;
  assert.equal(ended.orders.cursor, 1, "the order under the cursor ended");
  assert.equal(play(inOrders, dashboardNews({ openOrders: [] })).state.orders.cursor, 0);
});

Deno.test("an order in the list of orders changes there, and one that the list lacks makes it be asked for anew", () => {
  const listed = play(tradingState({ screen: "orders" }), ...keys("f"), {
    kind: "orders",
    filter: "all",
    orders: [FILLED, RESERVED],
  }).state;
  const changed = play(listed, order({ status: "canceled" }, "Canceled"));
  assert.deepEqual(changed.state.orders.orders?.map(({ status }) => status), ["filled", "canceled"]);
  assert.deepEqual(changed.effects, [{ kind: "refresh" }, { kind: "bell" }]);
  const fresh = play(listed, order({ id: "ord-9", status: "accepted" }, "Accepted"));
  assert.deepEqual(fresh.effects, [{ kind: "refresh" }, { kind: "loadOrders", filter: "all" }]);
});

Deno.test("a book of another symbol than the one that is looked at changes nothing", () => {
  const { state } = play(tradingState(), ...keys("enter"), { kind: "book", book: BOOK });
  assert.equal(state.instrument.book?.last, 71_500);
  const other = play(state, { kind: "book", book: { ...BOOK, symbol: "000660", last: 199_000 } }).state;
  assert.equal(other.instrument.book?.last, 71_500);
});
