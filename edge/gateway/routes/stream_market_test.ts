import assert from "node:assert/strict";
import { Book, Quote } from "@hoga/contracts";
import { marketStatus, quote } from "../testing/documents.ts";
import { problem } from "../testing/harness.ts";
import { openTestStream, ordering } from "../testing/stream.ts";

Deno.test("a session is told again when its phase changes, which is looked for only when it is due", async () => {
  let status = marketStatus();
  const s = await openTestStream("/api/stream", { ...ordering([]), "market-data": { "GET /status": () => status } });
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
  const s = await openTestStream("/api/stream?symbols=005930,000660", {
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

Deno.test("a quote that has only grown older is not told again", async () => {
  let ageMs = 500;
  let last = 70_000;
  const s = await openTestStream("/api/stream?symbols=005930", {
    ...ordering([]),
    "market-data": { "GET /quotes": () => ({ quotes: [quote({ last, ageMs })] }) },
  });
  await s.next();
  assert.equal((await s.next()).data.ageMs, 500);
  await s.poll(() => ageMs = 1_000);
  await s.poll(() => {
    ageMs = 1_500;
    last = 70_100;
  });
  assert.deepEqual((await s.next()).data, quote({ last: 70_100, ageMs: 1_500 }));
  await s.leave();
});

const LEVEL = { price: 70_100, size: 500 };
const book = (symbol: string, size: number) => ({
  symbol,
  name: symbol,
  at: "2025-03-14T10:00:00+09:00",
  source: "sim",
  last: 70_000,
  asks: [{ ...LEVEL, size }],
  bids: [],
});

Deno.test("books are told at once and when they change, beside quotes of other symbols", async () => {
  let size = 500;
  const s = await openTestStream("/api/stream?symbols=000660&books=005930,%20000660", {
    ...ordering([]),
    "market-data": {
      "GET /quotes": () => ({ quotes: [quote({ symbol: "000660" })] }),
      "GET /books/005930": () => book("005930", size),
      "GET /books/000660": () => book("000660", 3),
    },
  });
  const first = [await s.next(), await s.next(), await s.next(), await s.next()];
  assert.deepEqual(first.map(({ event, data }) => [event, data.symbol]), [
    ["session", undefined],
    ["quote", "000660"],
    ["book", "005930"],
    ["book", "000660"],
  ]);
  assert.deepEqual(Book.parse(first[2]?.data), book("005930", 500));
  await s.poll();
  await s.poll(() => size = 400);
  const changed = await s.next();
  assert.deepEqual([changed.event, changed.data], ["book", book("005930", 400)]);
  await s.leave();
});

Deno.test("a symbol without a book does not keep the others from being told", async () => {
  const s = await openTestStream("/api/stream?books=999999,005930", {
    ...ordering([]),
    "market-data": {
      "GET /books/999999": () => problem(422, "unknown_symbol"),
      "GET /books/005930": () => book("005930", 1),
    },
  });
  await s.next();
  assert.equal((await s.next()).data.symbol, "005930");
  await s.leave();
});
