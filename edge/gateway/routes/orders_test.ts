import assert from "node:assert/strict";
import { Order, OrderPage, OrderPreview, OrderType } from "@hoga/contracts";
import { quote, storedOrder, storedPortfolio } from "../testing/documents.ts";
import { harness, problem, TRACE } from "../testing/harness.ts";

const ORDER = { symbol: "005930", side: "buy", quantity: 10, limitPrice: 70_000 };
const placing = () => harness({ order: { "POST /orders": () => storedOrder() } });

Deno.test("an order is placed, told with its name and what it waits for", async () => {
  const h = placing();
  const response = await h.send("POST", "/api/orders", {
    json: ORDER,
    headers: { "idempotency-key": "key-1", traceparent: TRACE },
  });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("location"), "/api/orders/o1");
  assert.equal(response.headers.get("idempotency-replayed"), null);
  const order = Order.parse(await response.json());
  assert.deepEqual(order, {
    ...storedOrder(),
    name: "삼성전자",
    waitingFor: "최우선 매도호가 70,100원이 지정가 70,000원보다 높습니다",
  });
  const [call] = h.callsTo("order", "POST /orders");
  assert.deepEqual(call?.body, {
    accountId: "a1",
    idempotencyKey: "key-1",
    waitMs: 2_000,
    order: { ...ORDER, type: "limit", timeInForce: "day", stopPrice: null },
  });
  assert.ok(h.calls.every((one) => one.headers.get("traceparent") === TRACE));
  assert.ok(
    h.calls.every((one) => one.headers.get("authorization") === "Bearer service-token"),
    "the caller's key stays here",
  );
});

Deno.test("what was left out is filled in", async () => {
  const rows: readonly (readonly [body: object, headers: HeadersInit, expected: object])[] = [
    [{ symbol: " 005930 " }, {}, {
      idempotencyKey: "id-1",
      order: { symbol: "005930", type: "market", limitPrice: null },
    }],
    [{ symbol: "00104k" }, {}, { order: { symbol: "00104K" } }],
    [{ limitPrice: null }, {}, { order: { type: "market", limitPrice: null } }],
    [{ limitPrice: 0 }, {}, { order: { type: "limit", limitPrice: 0 } }],
    [{ type: "limit" }, {}, { order: { type: "limit", limitPrice: null } }],
    [{ stopPrice: null }, {}, { order: { type: "market", limitPrice: null, stopPrice: null } }],
    [{ type: "best_limit" }, {}, { order: { type: "best_limit", limitPrice: null, stopPrice: null } }],
    [{ type: "stop_limit", limitPrice: 69_000, stopPrice: 69_100 }, {}, {
      order: { type: "stop_limit", limitPrice: 69_000, stopPrice: 69_100 },
    }],
    [{ limitPrice: 69_000, stopPrice: 69_100 }, {}, { order: { type: "limit", stopPrice: 69_100 } }],
    [{ timeInForce: "ioc" }, {}, { order: { timeInForce: "ioc" } }],
    [{ clientOrderId: "mine" }, {}, { idempotencyKey: "mine" }],
    [{ clientOrderId: "mine" }, { "idempotency-key": "mine" }, { idempotencyKey: "mine" }],
    [{ accountId: "a1" }, {}, { accountId: "a1" }],
    [{}, { prefer: "respond-async" }, { waitMs: 0 }],
    [{}, { prefer: "wait=10" }, { waitMs: 10_000 }],
    [{}, { prefer: "wait=600" }, { waitMs: 30_000 }],
  ];
  for (const [body, headers, expected] of rows) {
    const h = placing();
    const response = await h.send("POST", "/api/orders", {
      json: { symbol: "005930", side: "buy", quantity: 1, ...body },
      headers,
    });
    assert.equal(response.status, 201, await response.text());
    const [call] = h.callsTo("order", "POST /orders");
    assert.partialDeepStrictEqual(call?.body, expected);
  }
});

Deno.test("every type of order goes through with its prices, to the order service and back", async () => {
  const limit = { limitPrice: 70_000, stopPrice: null };
  const none = { limitPrice: null, stopPrice: null };
  const rows = [
    ["limit", limit],
    ["market", none],
    ["best_limit", none],
    ["top_limit", none],
    ["conditional_limit", limit],
    ["mid_price", none],
    ["stop_limit", { limitPrice: 70_000, stopPrice: 70_500 }],
  ] as const;
  for (const [type, prices] of rows) {
    const h = harness({ order: { "POST /orders": () => storedOrder({ type, ...prices }) } });
    const json = { symbol: "005930", side: "buy", quantity: 10, type, ...prices };
    const response = await h.send("POST", "/api/orders", { json });
    assert.equal(response.status, 201, type);
    assert.partialDeepStrictEqual(h.callsTo("order", "POST /orders")[0]?.body, { order: { type, ...prices } });
    assert.partialDeepStrictEqual(Order.parse(await response.json()), { type, ...prices });
  }
});

Deno.test("a type that there is none of is refused with those that there are", async () => {
  const h = harness();
  const response = await h.send("POST", "/api/orders", { json: { ...ORDER, type: "best" } });
  assert.equal(response.status, 400);
  const types = OrderType.options.join(" or ");
  assert.equal((await response.json()).detail, `type must be ${types}, not "best"`);
});

Deno.test("a replay says so, and is 201 whatever the order service answers with", async () => {
  const h = harness({
    order: {
      "POST /orders": () => Response.json(storedOrder(), { status: 200, headers: { "idempotency-replayed": "true" } }),
    },
  });
  const response = await h.send("POST", "/api/orders", { json: ORDER, headers: { prefer: "wait=5" } });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("idempotency-replayed"), "true");
  assert.equal(response.headers.get("preference-applied"), "wait=5");
  await response.body?.cancel();
});

Deno.test("an order that was placed is told even when the market-data service is gone", async () => {
  const gone = () => Promise.reject(new TypeError("connection refused"));
  const h = harness({
    order: { "POST /orders": () => storedOrder() },
    "market-data": { "POST /instruments/names": gone, "GET /quotes": gone },
  });
  const response = await h.send("POST", "/api/orders", { json: ORDER });
  assert.equal(response.status, 201);
  const order = Order.parse(await response.json());
  assert.deepEqual([order.id, order.name, order.waitingFor], ["o1", "005930", null]);
});

Deno.test("an order costs one question beside the order service's once keys, accounts and names are known", async () => {
  const h = placing();
  await h.send("POST", "/api/orders", { json: ORDER });
  h.calls.length = 0;
  const response = await h.send("POST", "/api/orders", { json: ORDER });
  await response.body?.cancel();
  assert.deepEqual(h.calls.map((call) => call.line), ["POST /orders", "GET /quotes"]);
});

Deno.test("a preview is compared with what the account has", async () => {
  const preview = {
    symbol: "005930",
    side: "buy",
    type: "limit",
    timeInForce: "day",
    quantity: 10,
    limitPrice: 70_000,
    stopPrice: null,
    estimatedPrice: 70_000,
    amount: 700_000,
    commission: 105,
    tax: 0,
    held: { asset: "KRW", amount: 700_105 },
    wouldBe: "accepted",
    activatesAt: null,
    expiresAt: "2025-03-14T15:30:00+09:00",
    warnings: [],
  };
  const h = harness({
    order: { "POST /orders/preview": () => preview },
    portfolio: { "GET /accounts/a1/portfolio": () => storedPortfolio([], 500_000) },
  });
  const response = await h.send("POST", "/api/orders/preview", { json: ORDER });
  assert.equal(response.status, 200);
  const told = OrderPreview.parse(await response.json());
  assert.deepEqual([told.availableBefore, told.availableAfter, told.wouldBe], [500_000, -200_105, "rejected"]);
  assert.equal(told.reason?.code, "insufficient_cash");
  assert.deepEqual(h.callsTo("order", "POST /orders/preview")[0]?.body, {
    accountId: "a1",
    order: { ...ORDER, type: "limit", timeInForce: "day", stopPrice: null },
  });
});

Deno.test("a page of orders asks once for names and once for quotes, in the caller's language", async () => {
  const orders = [
    storedOrder({ id: "o3", symbol: "000660" }),
    storedOrder({ id: "o2" }),
    storedOrder({ id: "o1", status: "filled" }),
  ];
  const h = harness({
    order: { "GET /orders": () => ({ orders, nextCursor: "next" }) },
    "market-data": { "GET /quotes": () => ({ quotes: [quote(), quote({ symbol: "000660", ask: null })] }) },
  });
  const query = "status=open&symbol=005930&since=2025-03-01&limit=900&cursor=c&accountId=a1";
  const page = OrderPage.parse(await h.get(`/api/orders?${query}`, { "accept-language": "en-US,en;q=0.9,ko;q=0.8" }));
  assert.deepEqual(page.orders.map((order) => [order.id, order.name, order.waitingFor]), [
    ["o3", "SK hynix", "there are no offers to sell"],
    ["o2", "Samsung Electronics", "best ask 70,100 is above your limit 70,000"],
    ["o1", "Samsung Electronics", null],
  ]);
  assert.equal(page.nextCursor, "next");
  assert.deepEqual(h.callsTo("order", "GET /orders")[0]?.query, {
    accountId: "a1",
    status: "open",
    symbol: "005930",
    since: "2025-03-01",
    limit: "500",
    cursor: "c",
  });
  assert.deepEqual(h.callsTo("market-data", "GET /quotes").map((call) => call.query), [{ symbols: "000660,005930" }]);
  assert.equal(h.callsTo("market-data", "POST /instruments/names").length, 1);
});

Deno.test("lists refuse filters that they do not know", async () => {
  const h = harness();
  for (
    const query of [
      "status=done",
      "since=yesterday",
      "since=2025-02-30",
      "limit=0",
      "limit=1001",
      "limit=ten",
      "page=2",
    ]
  ) {
    const response = await h.send("GET", `/api/orders?${query}`);
    assert.equal(response.status, 400, query);
    const { code, detail } = await response.json();
    assert.equal(code, "invalid_request");
    assert.ok(detail.includes(query.split("=")[0] ?? "?"), detail);
  }
});

Deno.test("one order, and one that is not there", async () => {
  const h = harness({
    order: {
      "GET /orders/o1": () => storedOrder({ status: "pending" }),
      "GET /orders/o9": () => problem(404, "not_found"),
    },
  });
  assert.equal(Order.parse(await h.get("/api/orders/o1")).waitingFor, "주문 증거금을 묶는 중입니다");
  assert.deepEqual(h.callsTo("order", "GET /orders/o1")[0]?.query, { accountId: "a1" });
  const response = await h.send("GET", "/api/orders/o9");
  assert.equal(response.status, 404);
  assert.equal((await response.json()).code, "not_found");
});

Deno.test("an order that waits for no market costs no quotes", async () => {
  for (const status of ["pending", "reserved", "filled", "rejected"] as const) {
    const h = harness({ order: { "GET /orders/o1": () => storedOrder({ status }) } });
    await h.get("/api/orders/o1");
    assert.deepEqual(h.callsTo("market-data", "GET /quotes"), [], status);
  }
});

Deno.test("an order's id cannot climb out of its path", async () => {
  const h = harness({ order: { "GET /orders/..%2Fstream": () => problem(404, "not_found") } });
  const response = await h.send("GET", "/api/orders/..%2Fstream");
  assert.equal(response.status, 404);
  await response.body?.cancel();
});

Deno.test("an order is amended and canceled in the account that is meant", async () => {
  const h = harness({
    order: {
      "PATCH /orders/o1": () => storedOrder({ limitPrice: 69_000 }),
      "DELETE /orders/o1": () =>
        storedOrder({ status: "canceled", reason: { code: "canceled_by_user", message: "x" } }),
      "DELETE /orders": () => ({ orders: [storedOrder({ status: "canceled" })] }),
    },
  });
  const amended = await h.send("PATCH", "/api/orders/o1?accountId=a1", {
    json: { limitPrice: 69_000 },
    headers: { prefer: "wait=1" },
  });
  assert.equal(Order.parse(await amended.json()).limitPrice, 69_000);
  const [patch] = h.callsTo("order", "PATCH /orders/o1");
  assert.deepEqual([patch?.query, patch?.body], [{ accountId: "a1" }, { limitPrice: 69_000, waitMs: 1_000 }]);
  const stopped = await h.send("PATCH", "/api/orders/o1", { json: { limitPrice: 69_000, stopPrice: 69_100 } });
  await stopped.body?.cancel();
  assert.partialDeepStrictEqual(h.callsTo("order", "PATCH /orders/o1")[1]?.body, { stopPrice: 69_100 });
  const canceled = await h.send("DELETE", "/api/orders/o1");
  assert.equal(Order.parse(await canceled.json()).status, "canceled");
  assert.deepEqual(h.callsTo("order", "DELETE /orders/o1")[0]?.query, { accountId: "a1" });
  const all = await h.send("DELETE", "/api/orders?symbol=005930");
  assert.equal(Order.parse((await all.json()).orders[0]).name, "삼성전자");
  assert.deepEqual(h.callsTo("order", "DELETE /orders")[0]?.query, { accountId: "a1", symbol: "005930" });
});

Deno.test("no route about orders touches an account that is not the caller's", async () => {
  const h = harness();
  const requests = [
    ["GET", "/api/orders"],
    ["DELETE", "/api/orders"],
    ["GET", "/api/orders/o1"],
    ["PATCH", "/api/orders/o1"],
    ["DELETE", "/api/orders/o1"],
    ["GET", "/api/orders/o1/timeline"],
  ] as const;
  for (const [method, path] of requests) {
    const response = await h.send(method, `${path}?accountId=a2`, method === "PATCH" ? { json: {} } : {});
    assert.equal(response.status, 404, `${method} ${path}`);
    assert.equal((await response.json()).code, "unknown_account");
  }
  assert.ok(h.calls.every((call) => call.line === "GET /accounts" && call.query.userId === "u1"));
});
