import assert from "node:assert/strict";
import { MarketStatus, Order, Quote, Trade } from "@hoga/contracts";
import { marketStatus, quote, storedOrder, storedTrade } from "../testing/documents.ts";
import { type Fakes, harness, problem } from "../testing/harness.ts";
import type { GatewayPorts } from "../ports.ts";

interface Line {
  readonly seq: number;
  readonly orderId: string;
  readonly at: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

const line = (seq: number, type: string, data: Record<string, unknown> = {}, orderId = "o1"): Line => (
  { seq, orderId, at: "2025-03-14T09:31:00+09:00", type, data }
);

interface Message {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** An open stream that a test reads message by message and lets poll when it wants. */
async function open(path: string, fakes: Fakes, headers: HeadersInit = {}, change: Partial<GatewayPorts> = {}) {
  const pauses: (() => void)[] = [];
  let hasLeft = false;
  const h = harness(fakes, {
    pause: () => new Promise((resolve) => hasLeft ? resolve() : pauses.push(resolve)),
    ...change,
  });
  const response = await h.send("GET", path, { headers });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.ok(response.body !== null);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";

  /** The next block of the stream, or null at its end. */
  async function block(): Promise<string | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  }
  return {
    ...h,
    block,
    async next(): Promise<Message> {
      const found = await block();
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(found ?? "")?.[1] ?? "";
      return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) };
    },
    /** Waits until the loop pauses, lets `change` happen while nothing else does, and lets the loop poll again. */
    async poll(change: () => unknown = () => {}): Promise<void> {
      for (let turn = 0; pauses.length === 0; turn++) {
        assert.ok(turn < 1_000, "the loop has ended, or waits for its reader");
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      change();
      pauses.shift()?.();
    },
    /** Goes away, and lets the loop notice. */
    async leave(): Promise<void> {
      hasLeft = true;
      await reader.cancel();
      for (const end of pauses) end();
    },
  };
}

/** An order service with a stream of `lines` that grows. */
function ordering(lines: Line[], orders: Readonly<Record<string, () => unknown>> = {}): Fakes {
  return {
    order: {
      "GET /stream": ({ query }) => ({
        entries: lines.filter((one) => one.seq > Number(query.after)).sort((a, b) => a.seq - b.seq).slice(
          0,
          Number(query.limit),
        ),
      }),
      "GET /orders/o1": () => storedOrder(),
      ...orders,
    },
    execution: {
      "GET /trades": () => ({ trades: [storedTrade({ id: "t2" }), storedTrade({ id: "t1" })], nextCursor: null }),
    },
  };
}

Deno.test("a new stream begins with the session, and tells what happens from then on", async () => {
  const lines = [line(3, "OrderPlaced"), line(4, "OrderAccepted")];
  const s = await open("/api/stream", ordering(lines));
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
  const s = await open("/api/stream", ordering(lines), { "last-event-id": "4" });
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
  const s = await open("/api/stream", ordering([line(3, "OrderPlaced")]), { "last-event-id": "900" });
  assert.deepEqual([(await s.next()).id], ["3"]);
  await s.leave();
});

Deno.test("a line that was committed late is told, and many lines are all read", async () => {
  const lines = [line(1, "OrderPlaced")];
  const s = await open("/api/stream", ordering(lines));
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

Deno.test("a session is told again when its phase changes, which is looked for only when it is due", async () => {
  let status = marketStatus();
  const s = await open("/api/stream", { ...ordering([]), "market-data": { "GET /status": () => status } });
  await s.next();
  await s.poll();
  await s.poll(() => {
    status = marketStatus({
      phase: "closing_auction",
      next: { phase: "after_close", at: "2025-03-14T15:30:00+09:00" },
    });
    s.clock.now = Date.parse("2025-03-14T15:20:00+09:00");
  });
  assert.equal((await s.next()).data.phase, "closing_auction");
  assert.equal(s.callsTo("market-data", "GET /status").length, 2);
  await s.leave();
});

Deno.test("quotes are told when they change, for the symbols that are asked for", async () => {
  let last = 70_000;
  const s = await open("/api/stream?symbols=005930,000660", {
    ...ordering([]),
    "market-data": { "GET /quotes": () => ({ quotes: [quote({ last }), quote({ symbol: "000660" })] }) },
  });
  await s.next();
  assert.deepEqual([(await s.next()).data.symbol, (await s.next()).data.symbol], ["005930", "000660"]);
  await s.poll();
  await s.poll(() => last = 70_100);
  const changed = Quote.parse((await s.next()).data);
  assert.deepEqual([changed.symbol, changed.last], ["005930", 70_100]);
  await s.leave();
});

Deno.test("a service that is away for a while only delays", async () => {
  const lines = [line(1, "OrderPlaced")];
  const stream = ordering(lines);
  let isAway = false;
  const s = await open("/api/stream", {
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
  const s = await open("/api/stream", ordering([]), {}, {
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
  const s = await open("/api/stream?symbols=005930", {
    ...ordering([]),
    "market-data": { "GET /quotes": () => isBroken ? { quotes: "none" } : { quotes: [] } },
  });
  await s.next();
  await s.poll(() => isBroken = true);
  assert.equal(await s.block(), null);
  assert.match(s.logged.join("\n"), /error an event stream failed .*broke its contract/);
});

Deno.test("the loop ends when the client goes", async () => {
  const s = await open("/api/stream", ordering([]));
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
