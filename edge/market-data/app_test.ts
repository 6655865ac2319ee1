import assert from "node:assert/strict";
import { Cron } from "croner";
import { Book, Calendar, CandleList, InstrumentList, MarketStatus, Problem, QuoteList } from "@hoga/contracts";
import { BUILT_IN_INSTRUMENTS, kstMs, tradingDays } from "@hoga/krx";
import { marketOverCalls, type MarketPort } from "@hoga/market";
import { openTestPglite, type TestClock, testClock } from "@hoga/testing";
import { clearMarketData, hostMarketData, type TestHost } from "./testing.ts";
import { SCHEDULES } from "./schedules.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

async function withHost(now: string, test: (host: TestHost, clock: TestClock) => Promise<void>): Promise<void> {
  const clock = testClock(now);
  await test(await hostMarketData(sql, clock.now), clock);
}

async function problem(response: Response): Promise<Problem> {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const document = Problem.parse(await response.json());
  assert.equal(document.status, response.status);
  return document;
}

/** Status, code and detail of a refusal. */
async function refusal(response: Response): Promise<readonly [number, string, string]> {
  const { status, code, detail } = await problem(response);
  return [status, code, detail];
}

Deno.test("quotes, books and candles of symbols, in Korean or English", () =>
  withHost("2025-03-14T10:00:03+09:00", async ({ ask }) => {
    const { quotes } = QuoteList.parse(await (await ask("/quotes?symbols=005930,000660,%20005930,")).json());
    assert.deepEqual(quotes.map(({ symbol, name, at }) => [symbol, name, at]), [
      ["005930", "삼성전자", "2025-03-14T10:00:00+09:00"],
    ]);
    const english = { headers: { "x-hoga-lang": "en" } };
    assert.equal(Book.parse(await (await ask("/books/005930", english)).json()).name, "Samsung Electronics");
    const list = CandleList.parse(await (await ask("/candles/005930?interval=5m", english)).json());
    assert.deepEqual([list.symbol, list.name, list.interval], ["005930", "Samsung Electronics", "5m"]);
    assert.equal(list.candles[0]?.at, "2025-03-14T09:00:00+09:00");

    const unknown = [422, "unknown_symbol", "No such symbol: 99999Z"];
    assert.deepEqual(await refusal(await ask("/quotes?symbols=005930,99999z")), unknown);
    assert.deepEqual(await refusal(await ask("/books/99999Z")), unknown);
    assert.deepEqual(await refusal(await ask("/candles/99999Z")), unknown);
    assert.deepEqual((await refusal(await ask("/quotes?symbols=000660"))).slice(0, 2), [422, "no_market_data"]);
    const wrong = ["/quotes", "/quotes?symbols=,", "/candles/005930?interval=2h", "/candles/005930?from=1990-01-01"];
    for (const path of wrong) {
      assert.deepEqual((await refusal(await ask(path))).slice(0, 2), [400, "invalid_request"], path);
    }
  }));

Deno.test("instruments are listed, found, resolved and named", () =>
  withHost("2025-03-14T10:00:00+09:00", async ({ ask, post }) => {
    const found = async (query: string) =>
      InstrumentList.parse(await (await ask(`/instruments${query}`)).json()).instruments.map((one) => one.symbol);
    assert.deepEqual(await found("?limit=3"), BUILT_IN_INSTRUMENTS.slice(0, 3).map((one) => one.symbol));
    assert.equal((await found("")).length, 20);
    assert.equal((await found("?q=tkatjdwjswk&limit=5"))[0], "005930");
    assert.deepEqual(await refusal(await ask("/instruments?limit=0")), [
      400,
      "invalid_request",
      'limit must be a whole number from 1 to 500, not "0"',
    ]);

    const one = await ask("/instruments/resolve?q=ㅅㅅㅈㅈ");
    assert.deepEqual(await one.json(), {
      symbol: "005930",
      nameKo: "삼성전자",
      nameEn: "Samsung Electronics",
      market: "KOSPI",
      kind: "stock",
    });
    const several = await problem(await ask("/instruments/resolve?q=삼성"));
    assert.deepEqual([several.status, several.code], [422, "ambiguous_symbol"]);
    assert.ok(several.candidates?.some(({ symbol }) => symbol === "005930"));
    assert.deepEqual(await refusal(await ask("/instruments/resolve?q=QZQZ")), [
      422,
      "unknown_symbol",
      "No such symbol: QZQZ",
    ]);
    assert.equal((await ask("/instruments/resolve")).status, 400);

    const names = await post("/instruments/names", { symbols: ["005930", "999999"] });
    assert.deepEqual(await names.json(), { names: { "005930": { ko: "삼성전자", en: "Samsung Electronics" } } });
    assert.deepEqual((await refusal(await post("/instruments/names", { symbols: "005930" }))).slice(0, 2), [
      400,
      "invalid_request",
    ]);
    const notJson = await ask("/instruments/names", { method: "POST", body: "{" });
    assert.deepEqual((await refusal(notJson)).slice(0, 2), [400, "malformed_json"]);
  }));

Deno.test("a listing is imported up to eight megabytes, by hoga's services only", () =>
  withHost("2025-03-14T10:00:00+09:00", async ({ ask, service }) => {
    const row = "0126Z0,새내기,KOSDAQ,";
    const listing = (size: number) => `code,name_ko,market,note\n${row}${"x".repeat(size)}\n`;
    const send = (body: string) => ask("/instruments/import", { method: "POST", body });
    const total = BUILT_IN_INSTRUMENTS.length + 1;
    const large = await send(listing(5 * 1024 * 1024));
    assert.deepEqual([large.status, await large.json()], [200, { imported: 1, total }]);
    assert.equal((await (await ask("/instruments/resolve?q=새내기")).json()).symbol, "0126Z0");
    assert.deepEqual((await refusal(await send(listing(8 * 1024 * 1024)))).slice(0, 2), [413, "body_too_large"]);
    assert.deepEqual(await refusal(await send("code,name_ko,market\n0126Z0,새내기,NYSE\n")), [
      400,
      "invalid_request",
      'The listing cannot be read: row 2: market "NYSE" is not KOSPI, KOSDAQ or KONEX',
    ]);
    assert.equal((await refusal(await send("")))[1], "invalid_request");
    const stranger = await service.app.request("/instruments/import", { method: "POST", body: listing(1) });
    assert.deepEqual((await refusal(stranger)).slice(0, 2), [401, "unauthorized"]);
    assert.equal((await service.app.request("/status")).status, 401);
    assert.equal((await service.app.request("/livez")).status, 200);
  }));

Deno.test("the market's status, calendar, price limits and schedules", () =>
  withHost("2026-11-19T09:45:00+09:00", async ({ ask, service }, clock) => {
    assert.deepEqual(MarketStatus.parse(await (await ask("/status")).json()), {
      now: "2026-11-19T09:45:00+09:00",
      date: "2026-11-19",
      isTradingDay: true,
      phase: "opening_auction",
      opensAt: "2026-11-19T10:00:00+09:00",
      closesAt: "2026-11-19T16:30:00+09:00",
      next: { phase: "continuous", at: "2026-11-19T10:00:00+09:00" },
      clock: { mode: "practice", speed: 60 },
      feed: "replay",
    });
    const days = async (query: string) => Calendar.parse(await (await ask(`/calendar${query}`)).json()).days;
    assert.deepEqual(await days("?date=2026-12-31"), [
      { date: "2026-12-31", isTradingDay: false, opensAt: null, closesAt: null, note: "연말 휴장" },
    ]);
    assert.deepEqual([(await days("")).length, (await days("?year=2024")).length], [365, 366]);
    const limits = await ask("/limits?base=199900&date=2026-03-20");
    assert.deepEqual(await limits.json(), { base: 199_900, tick: 100, upper: 259_500, lower: 140_000 });
    assert.equal((await (await ask("/limits?base=10000&market=konex")).json()).upper, 11_500);
    assert.equal((await (await ask("/limits?base=10000&market=ETF")).json()).tick, 5);
    const wrong = [
      "/calendar?year=26",
      "/calendar?year=2030",
      "/calendar?date=2026-02-30",
      "/calendar?date=2026-11-19&year=2026",
      "/limits",
      "/limits?base=1.5",
      "/limits?base=200000000",
      "/limits?base=100&market=nyse",
      "/limits?base=100&date=now",
    ];
    for (const path of wrong) assert.equal((await refusal(await ask(path)))[1], "invalid_request", path);

    for (const { path, cron } of SCHEDULES) {
      assert.equal((await ask(path, { method: "POST" })).status, 200, path);
      assert.ok(new Cron(cron.replace(/^CRON_TZ=\S+ /, "")).nextRun() !== null, cron);
    }

    clock.set("2028-01-03T10:00:00+09:00");
    assert.deepEqual(await refusal(await ask("/status")), [
      400,
      "invalid_request",
      "There is no trading calendar for 2028-01-03: it covers 2018 to 2027",
    ]);
    // The tick was late by a year: it still tells of every session that the calendar knows.
    assert.equal(await service.tickSessions(), 2 * tradingDays("2026-11-19", "2027-12-31").length);
  }));

Deno.test("the port answers the same in the process and over HTTP", () =>
  withHost("2025-03-14T10:00:00+09:00", async ({ ask, service }) => {
    const from = kstMs("2025-03-14", "09:00:07");
    const to = kstMs("2025-03-14", "09:00:20");
    const questions = async (port: MarketPort) => ({
      references: await port.references(["005930", "000660", "999999"], "2025-03-14"),
      tapes: await port.tapes([
        { symbol: "005930", date: "2025-03-14", from, to },
        { symbol: "005930", date: "2025-03-14", from: from - 3_600_000, to: from },
        { symbol: "005930", date: "2025-03-14", from: from - 2_000, to: from },
        { symbol: "005930", date: "2025-03-15", from, to },
        { symbol: "000660", date: "2025-03-14", from, to },
        { symbol: "999999", date: "2025-03-14", from, to },
      ]),
      overrides: await port.overrides(),
    });
    const direct = await questions(service.port);
    assert.deepEqual(await questions(marketOverCalls((_service, path, init) => ask(path, init))), direct);

    const english = { nameEn: "Samsung Electronics", nameKo: "삼성전자", market: "KOSPI", kind: "stock" };
    assert.deepEqual(direct.references[0], {
      symbol: "005930",
      ...english,
      base: 54_700,
      upper: 71_100,
      lower: 38_300,
      listedShares: 5_920_000_000,
      listedOn: null,
      delisting: false,
      interruptions: [],
      actions: [],
    });
    const { base, upper, lower } = direct.references[1] ?? {};
    assert.deepEqual([direct.references.length, base, upper, lower], [2, null, null, null]);
    // The slice displayed at the beginning is older than it.
    assert.deepEqual(direct.tapes.map(({ band, slices }) => [band?.upper, slices.map((slice) => slice.seq)]), [
      [71_100, [1, 2, 3, 4]],
      [71_100, [0, 1]],
      [71_100, [1]],
      [71_300, []],
      [undefined, []],
      [undefined, []],
    ]);
    assert.deepEqual(direct.tapes.map((one) => one.source), Array.from({ length: 6 }, () => "replay"));
  }));

Deno.test("closes are those of finished days, or the last before", () =>
  withHost("2025-03-17T15:29:59+09:00", async ({ post }, clock) => {
    const dates = ["2017-01-01", "2025-03-11", "2025-03-12", "2025-03-16", "2025-03-17", "2026-01-01"];
    const closes = async () => (await (await post("/closes", { symbols: ["005930", "999999"], dates })).json()).closes;
    const [before, first, friday, monday] = [null, 54_200, 54_900, 57_600];
    const known = (values: readonly (number | null)[]) => Object.fromEntries(dates.map((date, i) => [date, values[i]]));
    assert.deepEqual(await closes(), {
      "005930": known([before, before, first, friday, friday, friday]),
      "999999": known(dates.map(() => null)),
    });
    clock.advance(1_000);
    assert.deepEqual((await closes())["005930"], known([before, before, first, friday, monday, monday]));
    clock.set("2025-06-02T12:00:00+09:00");
    assert.deepEqual((await closes())["005930"], known([before, before, first, friday, monday, monday]));
  }));
