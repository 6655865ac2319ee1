import assert from "node:assert/strict";
import { addDays, kstIso, tradingDay } from "@hoga/krx";
import * as documents from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { withBench } from "../testing/run_cli.ts";

/** The calendar of a year as the market answers it. */
function tradingYear(year: number) {
  const days = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}`); date = addDays(date, 1)) {
    const day = tradingDay(date);
    const iso = (ms: number | null) => ms === null ? null : kstIso(ms);
    days.push({ ...day, opensAt: iso(day.opensAt), closesAt: iso(day.closesAt) });
  }
  return days;
}

const { BOOK, CANDLES, HYNIX_QUOTE, MARKET, QUOTE, SAMSUNG } = documents;

Deno.test("hoga quote prints one quote in full and several in a table", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["quote", "005930"],
      "삼성전자 (005930)",
      "Last               ₩71,500  +₩500 (+0.70%)",
      "Bid / ask          ₩71,400 / ₩71,500",
      "Open / high / low  ₩71,000 / ₩71,900 / ₩70,800",
      "Volume             12,345,678 shares",
      "Previous close     ₩71,000",
      "Day's limits       ₩49,700 – ₩92,300",
      "Market             Continuous trading",
      "As of              2025-03-14 (Fri) 10:00:00  replay",
    );
    await prints(
      bench,
      ["quote", "005930", "SK하이닉스", "005930"],
      "Symbol  Name           Last  Change       %      Volume     Bid     Ask  Time",
      "005930  삼성전자     71,500    +500  +0.70%  12,345,678  71,400  71,500  2025-03-14 10:00:00",
      "000660  SK하이닉스  199,000  -1,500  -0.75%  12,345,678       -       -  2025-03-14 10:00:00",
    );
    assert.deepEqual(targets(bench), [
      "GET /api/quotes/005930",
      "GET /api/instruments/resolve?q=SK하이닉스",
      "GET /api/quotes?symbols=005930,000660",
    ]);
    await printsJson(bench, ["quote", "005930"], QUOTE);
    await printsJson(bench, ["quote", "005930", "000660"], { quotes: [QUOTE, HYNIX_QUOTE] });
    assert.match(await fails(bench, ["quote"], 2, "usage"), /^error: The argument <symbol> is missing/);
    bench.gateway.answer(() => problem(422, "no_market_data", "There is no market data for 999999"));
    await fails(bench, ["quote", "999999"], 4, "no_market_data");
  }));

Deno.test("hoga quote tells what a call auction would give, and that a symbol does not trade as usual", () =>
  withBench(async (bench) => {
    const inAuction = { ...QUOTE, indicativePrice: 71_600, indicativeVolume: 1_234, trading: "auction" as const };
    const shows = (quote: typeof inAuction | typeof QUOTE) =>
      bench.gateway.answer(({ target }) => target === "/api/quotes/005930" ? Response.json(quote) : null);
    shows(inAuction);
    const told = await bench.run(["quote", "005930"]);
    assert.match(told.stdout, /^Indicative +₩71,600 {2}1,234 shares$/m);
    assert.match(told.stdout, /^Market +Continuous trading {2}in a call auction$/m);
    shows({ ...QUOTE, ageMs: 12_345 });
    assert.match(
      (await bench.run(["quote", "005930"])).stdout,
      /^As of +2025-03-14 \(Fri\) 10:00:00 {2}replay {2}12 s old$/m,
    );
    shows({ ...QUOTE, trading: "halted" });
    assert.match((await bench.run(["quote", "005930"])).stdout, /^Market +Continuous trading {2}trading halted$/m);
  }));

Deno.test("hoga quote on a terminal is red when up and blue when down, unless colors are off", () =>
  withBench(async (bench) => {
    const args = ["quote", "005930", "000660"];
    const colored = await bench.run(args, { isTerminal: true });
    assert(colored.stdout.includes("\x1b[31m+500\x1b[0m"));
    assert(colored.stdout.includes("\x1b[34m-1,500\x1b[0m"));
    const plain = [
      await bench.run([...args, "--no-color"], { isTerminal: true }),
      await bench.run(args, { isTerminal: true, env: { NO_COLOR: "1" } }),
      await bench.run(args, { isTerminal: true, env: { TERM: "dumb" } }),
      await bench.run(args),
    ];
    for (const { stdout } of plain) assert.equal(stdout.includes("\x1b"), false);
  }));

Deno.test("hoga book puts the asks above the bids", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["book", "삼성전자"],
      "삼성전자 (005930)  ₩71,500  2025-03-14 (Fri) 10:00:00",
      "Ask size   Price  Bid size",
      "   1,200  71,600",
      "     800  71,500",
      "          71,400     2,000",
    );
    await printsJson(bench, ["book", "005930"], BOOK);
    assert.equal(targets(bench).at(-1), "GET /api/books/005930");
  }));

Deno.test("hoga candles prints days by default and passes its range on", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["candles", "005930"],
      "Date          Open    High     Low   Close      Volume",
      "2025-03-13  70,500  71,200  70,100  71,000  10,000,000",
      "2025-03-14  71,000  71,900  70,800  71,500  12,345,678",
    );
    await printsJson(bench, ["candles", "005930", "--from", "2025-03-13", "--to", "2025-03-14T10:00"], CANDLES);
    assert.deepEqual(targets(bench), [
      "GET /api/candles/005930?interval=1d",
      "GET /api/candles/005930?interval=1d&from=2025-03-13&to=2025-03-14T10:00+09:00",
    ]);
    bench.gateway.answer(() => Response.json({ ...CANDLES, interval: "5m", candles: [] }));
    await prints(bench, ["candles", "005930", "--interval", "5m"], "No candles in this range");
    assert.match(
      await fails(bench, ["candles", "005930", "--interval", "2m"], 2, "usage"),
      /one of 1m, 5m, 1d, not "2m"/,
    );
    assert.match(await fails(bench, ["candles", "005930", "--from", "x"], 2, "usage"), /--from: "x" is not a time/);
  }));

Deno.test("hoga search lists what fits", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["search", "samsung", "electronics", "--limit", "3"],
      "Symbol  Name      English name         Market  Kind",
      "005930  삼성전자  Samsung Electronics  KOSPI   Stock",
    );
    assert.deepEqual(targets(bench), ["GET /api/instruments?q=samsung+electronics&limit=3"]);
    await prints(bench, ["search", "없는"], 'No instrument fits "없는"');
    await printsJson(bench, ["search", "ㅅㅅㅈㅈ"], { instruments: [SAMSUNG] });
    await fails(bench, ["search", " "], 2, "unknown_symbol");
  }));

Deno.test("hoga market tells the phase and the next one", () =>
  withBench(async (bench) => {
    const lines = [
      "Now          2025-03-14 (Fri) 10:00:00",
      "Phase        Continuous trading",
      "Trading day  yes",
      "Opens        2025-03-14 (Fri) 09:00:00",
      "Closes       2025-03-14 (Fri) 15:30:00",
      "Next         Closing auction  2025-03-14 (Fri) 15:20:00",
      "Clock        practice, speed 60",
      "Feed         replay",
    ];
    await prints(bench, ["market"], ...lines);
    await prints(bench, ["market", "status"], ...lines);
    await printsJson(bench, ["market"], MARKET);
  }));

Deno.test("hoga market calendar lists the weekdays that differ", () =>
  withBench(async (bench) => {
    const lines = [
      "2 trading days; weekdays that differ:",
      "Date        Trading day  Opens  Closes  Note",
      "2025-01-01  no           -      -       신정",
      "2025-01-02  yes          10:00  15:30   개장일",
    ];
    await prints(bench, ["market", "calendar"], ...lines);
    await prints(bench, ["market", "calendar", "--year", "2026"], ...lines);
    const { stdout } = await bench.run(["market", "calendar", "--date", "2025-01-04", "--json"]);
    assert.equal(JSON.parse(stdout).days.length, 4);
    assert.deepEqual(targets(bench), [
      "GET /api/market/status",
      "GET /api/market/calendar?year=2025",
      "GET /api/market/calendar?year=2026",
      "GET /api/market/calendar?date=2025-01-04",
    ]);
    await fails(bench, ["market", "calendar", "--year", "2026", "--date", "2026-01-02"], 2, "usage");
    for (const year of ["2,026", "26", "20266", "-2026", "x", ""]) {
      await fails(bench, ["market", "calendar", `--year=${year}`], 2, "usage");
    }
    await fails(bench, ["market", "calendar", "--date", "2026-02-30"], 2, "usage");
  }));

Deno.test("hoga market calendar --json lists every day of a year with its hours", () =>
  withBench(async (bench) => {
    const days = tradingYear(2026);
    bench.gateway.answer(({ target }) => target === "/api/market/calendar?year=2026" ? Response.json({ days }) : null);
    await printsJson(bench, ["market", "calendar", "--year", "2026"], { days });
    assert.equal(days.length, 365);
    for (const day of days) {
      assert.deepEqual(Object.keys(day), ["date", "isTradingDay", "opensAt", "closesAt", "note"]);
    }
    const { stdout } = await bench.run(["market", "calendar", "--year", "2026"]);
    assert.match(stdout, /^244 trading days; weekdays that differ:\n/);
    assert.match(stdout, /\n2026-01-02 +yes +10:00 +15:30 +새해 첫 거래일 10:00\n/);
    assert.match(stdout, /\n2026-11-19 +yes +10:00 +16:30 +수능일 10:00–16:30\n/);
    // The header, 17 closed weekdays, two days with other hours.
    assert.equal(stdout.trimEnd().split("\n").length, 1 + 1 + 17 + 2);
  }));

Deno.test("hoga market calendar of a year without data is one line with the year and those that have it", () =>
  withBench(async (bench) => {
    const message = "There is no trading calendar for 2028: it covers 2018 to 2027";
    bench.gateway.answer(() => problem(400, "invalid_request", message));
    const line = await fails(bench, ["market", "calendar", "--year", "2028"], 2, "invalid_request");
    assert.equal(line, `error: ${message} (hint: see hoga market calendar --help)`);
    assert.deepEqual(targets(bench), Array(2).fill("GET /api/market/calendar?year=2028"));
  }));

Deno.test("hoga market limits computes the band of a base price", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["market", "limits", "71,000", "--market", "KOSDAQ", "--date", "2025-03-14"],
      "Base price   ₩71,000",
      "Upper limit  ₩92,300",
      "Lower limit  ₩49,700",
      "Tick         ₩100",
    );
    assert.deepEqual(targets(bench), ["GET /api/market/limits?base=71000&market=kosdaq&date=2025-03-14"]);
    await printsJson(bench, ["market", "limits", "71000"], { base: 71_000, tick: 100, upper: 92_300, lower: 49_700 });
    for (const base of ["0", "-5", "1.5", "x", "100000001"]) {
      await fails(bench, ["market", "limits", base], 2, "invalid_price");
    }
    await fails(bench, ["market", "limits", "71000", "--date", "2026-02-30"], 2, "usage");
    await fails(bench, ["market", "limits"], 2, "usage");
    await fails(bench, ["market", "limits", "71000", "--market", "nasdaq"], 2, "usage");
  }));
