import assert from "node:assert/strict";
import { MarketStatus, Order, StreamedOrder, Trade } from "@hoga/contracts";
import { marketStatus } from "../testing/documents.ts";
import { harness, problem } from "../testing/harness.ts";
import { line, openTestStream, ordering } from "../testing/stream.ts";

Deno.test("a new stream begins with the session, and tells what happens from then on", async () => {
  const lines = [line(3, "OrderPlaced"), line(4, "OrderAccepted")];
  const s = await openTestStream("/api/stream", ordering(lines));
  const session = await s.next();
  assert.deepEqual([session.event, session.id], ["session", "4"]);
  assert.deepEqual(MarketStatus.parse(session.data), marketStatus());
  await s.poll(() =>
    lines.push(
      line(7, "TradeExecuted", { tradeId: "t1", quantity: 4, price: 70_000 }),
      line(9, "OrderFilled", { tradeId: "t2" }),
    )
  );
  const trades = [await s.next(), await s.next()];
  assert.deepEqual(trades.map(({ event, id, data }) => [event, id, Trade.parse(data).id]), [
    ["trade", "9", "t1"],
    ["trade", "9", "t2"],
  ]);
  assert.equal(trades[0]?.data.name, "삼성전자");
  const order = await s.next();
  assert.deepEqual([order.event, order.id], ["order", "9"]);
  const document = Order.parse(order.data);
  assert.deepEqual(StreamedOrder.parse(order.data), order.data);
  assert.deepEqual([document.name, document.waitingFor], [
    "삼성전자",
    "최우선 매도호가 70,100원이 지정가 70,000원보다 높습니다",
  ]);
  assert.deepEqual(order.data.events, [
    {
      at: "2025-03-14T09:31:00+09:00",
      type: "TradeExecuted",
      message: "70,000원에 4주가 체결되었습니다 (매수호가 69,900원, 매도호가 70,000원, 0초 전 시세, sim)",
      data: { tradeId: "t1", quantity: 4, price: 70_000 },
    },
    { at: "2025-03-14T09:31:00+09:00", type: "OrderFilled", message: "전량 체결되었습니다", data: { tradeId: "t2" } },
  ]);
  await s.leave();
});

Deno.test("a client that names the last event it saw misses nothing and hears nothing twice", async () => {
  const lines = [line(3, "OrderPlaced"), line(4, "OrderAccepted"), line(6, "OrderCanceled")];
  const s = await openTestStream("/api/stream", ordering(lines), { "last-event-id": "4" });
  assert.equal((await s.next()).event, "session");
  const order = await s.next();
  assert.deepEqual([order.event, order.id], ["order", "6"]);
  assert.deepEqual(order.data.events, [
    { at: "2025-03-14T09:31:00+09:00", type: "OrderCanceled", message: "취소되었습니다", data: {} },
  ]);
  await s.poll();
  await s.poll(() => lines.push(line(8, "HoldReleased")));
  assert.equal((await s.next()).id, "8");
  await s.leave();
});

Deno.test("an id that the account does not have begins at the end", async () => {
  const s = await openTestStream("/api/stream", ordering([line(3, "OrderPlaced")]), { "last-event-id": "900" });
  assert.deepEqual([(await s.next()).id], ["3"]);
  await s.leave();
});

Deno.test("a line that was committed late is told, and many lines are all read", async () => {
  const lines = [line(1, "OrderPlaced")];
  const s = await openTestStream("/api/stream", ordering(lines));
  await s.next();
  await s.poll(() => lines.push(line(5, "OrderAccepted")));
  assert.equal((await s.next()).id, "5");
  await s.poll(() => lines.push(line(4, "FundsReserved", { amount: 1 })));
  const late = await s.next();
  assert.deepEqual([late.id, late.data.events], ["5", [
    {
      at: "2025-03-14T09:31:00+09:00",
      type: "FundsReserved",
      message: "증거금 1원을 묶었습니다",
      data: { amount: 1 },
    },
  ]]);
  await s.poll(() => {
    for (let seq = 6; seq <= 1_300; seq++) lines.push(line(seq, "HoldChanged"));
  });
  const many = await s.next();
  assert.equal(many.id, "1300");
  assert.ok(Array.isArray(many.data.events) && many.data.events.length === 1_295);
  await s.leave();
});

Deno.test("a new stream of an account with a long life begins at its end after few questions", async () => {
  // Other accounts' lines may be between those of this one.
  const accounts = [499, 500, 501, 1_000, 20_000].flatMap((count) => [[count, 1], [count, 7]] as const);
  for (const [count, gap] of accounts) {
    const lines = Array.from({ length: count }, (_, n) => line(gap * n + 3, "HoldChanged"));
    const s = await openTestStream("/api/stream", ordering(lines));
    assert.equal((await s.next()).id, String(gap * (count - 1) + 3), `${count} by ${gap}`);
    assert.ok(s.callsTo("order", "GET /stream").length < 35, String(count));
    await s.leave();
  }
});

Deno.test("a gateway that ends takes its streams with it, those that are opened late too", async () => {
  const s = await openTestStream("/api/stream", ordering([]));
  await s.next();
  await s.poll(() => s.endStreams());
  assert.equal(await s.block(), null);
  const late = await s.send("GET", "/api/stream");
  assert.equal(await late.text(), "");
});

Deno.test("a service that is away for a while only delays", async () => {
  const lines = [line(1, "OrderPlaced")];
  const stream = ordering(lines);
  let isAway = false;
  const s = await openTestStream("/api/stream", {
    ...stream,
    order: {
      ...stream.order,
      "GET /stream": (call) => isAway ? problem(503, "unavailable") : stream.order?.["GET /stream"]?.(call),
    },
  });
  await s.next();
  await s.poll(() => {
    lines.push(line(2, "OrderAccepted"));
    isAway = true;
  });
  await s.poll(() => isAway = false);
  assert.equal((await s.next()).id, "2");
  await s.leave();
});

Deno.test("a silent stream shows that it lives, until its key is revoked", async () => {
  let isValid = true;
  const s = await openTestStream("/api/stream", ordering([]), {}, {
    findUserByKey: () => Promise.resolve(isValid ? { userId: "u1" } : null),
  });
  await s.next();
  await s.poll(() => s.clock.wall += 15_000);
  assert.equal(await s.block(), ": alive");
  await s.poll(() => {
    isValid = false;
    s.clock.wall += 15_000;
  });
  assert.equal(await s.block(), null);
});

Deno.test("a stream that fails ends without telling why, and the log knows", async () => {
  let isBroken = false;
  const s = await openTestStream("/api/stream?symbols=005930", {
    ...ordering([]),
    "market-data": { "GET /quotes": () => isBroken ? { quotes: "none" } : { quotes: [] } },
  });
  await s.next();
  await s.poll(() => isBroken = true);
  assert.equal(await s.block(), null);
  assert.match(s.logged.join("\n"), /error an event stream failed .*broke its contract/);
});

Deno.test("the loop ends when the client goes", async () => {
  const s = await openTestStream("/api/stream", ordering([]));
  await s.next();
  await s.leave();
  const { length } = s.calls;
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(s.calls.length, length);
});

Deno.test("what cannot be streamed is refused before it begins", async () => {
  const h = harness(ordering([]));
  const symbols = Array.from({ length: 101 }, (_, i) => String(i).padStart(6, "0")).join(",");
  const rows: readonly (readonly [path: string, headers: HeadersInit, status: number])[] = [
    ["/api/stream?accountId=a2", {}, 404],
    [`/api/stream?symbols=${symbols}`, {}, 400],
    ["/api/stream?books=000001,000002,000003,000004,000005", {}, 400],
    ["/api/stream", { "last-event-id": "abc" }, 400],
    ["/api/stream?symbol=005930", {}, 400],
  ];
  for (const [path, headers, status] of rows) {
    const response = await h.send("GET", path, { headers });
    assert.equal(response.status, status, path);
    assert.match(response.headers.get("content-type") ?? "", /problem/);
    await response.body?.cancel();
  }
  const down = harness({ order: { "GET /stream": () => problem(503, "unavailable") } });
  const response = await down.send("GET", "/api/stream");
  assert.equal(response.status, 503);
  await response.body?.cancel();
});
