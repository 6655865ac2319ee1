import assert from "node:assert/strict";
import { type StoredOrder, Timeline } from "@hoga/contracts";
import { quote, standing, storedOrder, storedTrade } from "../testing/documents.ts";
import { harness, problem } from "../testing/harness.ts";

const LIFE = [
  { at: "2025-03-14T09:30:00+09:00", type: "OrderPlaced", data: {} },
  { at: "2025-03-14T09:31:00+09:00", type: "TradeExecuted", data: { tradeId: "o1-5-0", quantity: 4, price: 70_000 } },
];
const lifeOf = (order: StoredOrder, entries: object[] = LIFE) => ({
  "GET /orders/o1/timeline": () => ({ order, entries }),
});

Deno.test("a timeline is told in the caller's language, with the quotes of its trades and why it has not filled", async () => {
  const order = storedOrder({ status: "partially_filled" });
  const h = harness({
    order: lifeOf(order),
    execution: {
      "GET /entries/o1/standing": () => standing(),
      "GET /trades": () => ({ trades: [storedTrade({ id: "o1-9-0" }), storedTrade()], nextCursor: null }),
    },
  });
  const timeline = Timeline.parse(await h.get("/api/orders/o1/timeline", { "x-hoga-lang": "en" }));
  assert.deepEqual(timeline.entries, [
    { ...LIFE[0], message: "The order was recorded: buy 10 shares, limit 70,000 won" },
    { ...LIFE[1], message: "4 shares traded at 70,000 won (bid 69,900, ask 70,000, 0 s old, sim)" },
  ]);
  const sentence = "best ask 70,100 is above your limit 70,000, and 1,200 shares are ahead of yours at 70,000";
  assert.equal(timeline.waitingFor, sentence);
  assert.deepEqual(timeline.order, { ...order, name: "Samsung Electronics", waitingFor: sentence });
  assert.deepEqual(timeline.waiting, {
    code: "queue_ahead",
    side: "buy",
    shares: 1_200,
    opposite: 70_100,
    price: 70_000,
    isLimit: true,
  });
  assert.deepEqual(h.callsTo("execution", "GET /trades").map((call) => call.query), [
    { accountId: "a1", symbol: "005930", since: "2025-03-14", limit: "500" },
  ]);
  assert.deepEqual(h.callsTo("execution", "GET /entries/o1/standing").map((call) => call.query), [
    { symbol: "005930", date: "2025-03-14" },
  ]);
  assert.deepEqual(h.callsTo("market-data", "GET /quotes"), [], "the standing has the quote");
  const korean = Timeline.parse(await h.get("/api/orders/o1/timeline", { "accept-language": "ko-KR,en;q=0.5" }));
  assert.deepEqual(korean.entries.map((entry) => entry.message), [
    "주문을 받았습니다: 매수 10주, 지정가 70,000원",
    "70,000원에 4주가 체결되었습니다 (매수호가 69,900원, 매도호가 70,000원, 0초 전 시세, sim)",
  ]);
  assert.match(korean.waitingFor ?? "", /높고, 70,000원에 먼저 나온 1,200주가 앞에 있습니다$/);
  assert.deepEqual(korean.waiting, timeline.waiting, "the reason is the same in every language");
});

Deno.test("while the execution service does not say how an order stands, its symbol's quote tells why it waits", async () => {
  const gone = () => Promise.reject(new TypeError("connection refused"));
  for (const answer of [() => problem(404, "not_found"), () => problem(500, "internal"), gone]) {
    const h = harness({
      order: lifeOf(storedOrder()),
      execution: { "GET /entries/o1/standing": answer, "GET /trades": answer },
    });
    const timeline = Timeline.parse(await h.get("/api/orders/o1/timeline"));
    assert.equal(timeline.waitingFor, "최우선 매도호가 70,100원이 지정가 70,000원보다 높습니다");
    assert.equal(timeline.order.waitingFor, timeline.waitingFor);
    assert.deepEqual(timeline.waiting, { code: "limit_below_ask", ask: 70_100, price: 70_000, isLimit: true });
    assert.equal(timeline.entries[1]?.message, "70,000원에 4주가 체결되었습니다", "and the trade's quote is left out");
  }
  const alone = harness({
    order: lifeOf(storedOrder(), []),
    execution: { "GET /entries/o1/standing": gone },
    "market-data": { "GET /quotes": gone, "POST /instruments/names": gone },
  });
  const timeline = Timeline.parse(await alone.get("/api/orders/o1/timeline"));
  assert.deepEqual([timeline.waiting, timeline.waitingFor, timeline.order.name], [null, null, "005930"]);
});

Deno.test("an auction's indicative price comes from the quote where only the tape knows it", async () => {
  const shown = quote({ phase: "closing_auction", trading: "auction", indicativePrice: 70_100, indicativeVolume: 900 });
  const h = harness({
    order: lifeOf(storedOrder(), []),
    execution: { "GET /entries/o1/standing": () => standing({ mode: "gathering", rule: "closing_auction" }) },
    "market-data": { "GET /quotes": () => ({ quotes: [shown] }) },
  });
  const timeline = Timeline.parse(await h.get("/api/orders/o1/timeline", { "accept-language": "en" }));
  assert.equal(timeline.waitingFor, "in the closing auction: 70,100 would trade now, your limit is 70,000");
});

Deno.test("an order that does not wait for the market is explained without asking about the market", async () => {
  const asked = { at: "2025-03-14T09:00:00+09:00", type: "HoldChangeRequested", data: { amount: 910_000 } };
  const rows = [
    [storedOrder({ status: "filled" }), null],
    [storedOrder({ status: "pending" }), { code: "cash_pending" }],
    [storedOrder({ status: "reserved", activatesAt: "2025-03-14T09:00:00+09:00" }), {
      code: "amount_pending",
      asset: "KRW",
      amount: 910_000,
    }],
  ] as const;
  for (const [order, waiting] of rows) {
    const h = harness({ order: lifeOf(order, [asked]) });
    const timeline = Timeline.parse(await h.get("/api/orders/o1/timeline"));
    assert.deepEqual(timeline.waiting, waiting);
    assert.deepEqual(h.calls.map((call) => call.service).filter((name) => name === "execution"), []);
    assert.deepEqual(h.callsTo("market-data", "GET /quotes"), []);
  }
});
