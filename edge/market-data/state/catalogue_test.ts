import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { BUILT_IN_INSTRUMENTS, type Instrument } from "@hoga/krx";
import { countingSql } from "@hoga/db";
import { openTestPglite } from "@hoga/testing";
import { importInstruments } from "../commands/import_instruments.ts";
import { resolve, search } from "../queries/instruments.ts";
import { clearMarketData } from "../testing.ts";
import { openCatalogue } from "./catalogue.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

async function symbolsFound(text: string, catalogue: Awaited<ReturnType<typeof openCatalogue>>): Promise<string[]> {
  return (await search(catalogue, text, 3)).map((one) => one.symbol);
}

Deno.test("an empty table lists the built-in instruments, once", async () => {
  const catalogue = await openCatalogue(sql);
  assert.deepEqual(catalogue.listing().instruments, BUILT_IN_INSTRUMENTS);
  assert.deepEqual((await openCatalogue(sql)).listing().instruments, BUILT_IN_INSTRUMENTS);
  assert.equal(await catalogue.refresh(), false);
});

Deno.test("an import adds and renews in one statement, and keeps what the file lacks and what a tape is made from", async () => {
  const counter = { statements: 0 };
  const catalogue = await openCatalogue(countingSql(sql, counter));
  const before = catalogue.listing();
  const samsung = before.bySymbol.get("005930");
  const fund = before.instruments.find((one) => one.kind === "etf");
  assert.ok(samsung !== undefined && fund !== undefined);

  counter.statements = 0;
  const wrong = bytes("code,name_ko,market\n0126Z0,새내기,KOSDAQ\n5930,삼성,KOSPI");
  const outcome = await importInstruments(catalogue, wrong);
  assert.ok("refusal" in outcome);
  assert.equal(outcome.refusal.code, "invalid_request");
  assert.match(outcome.refusal.message, /row 3.*5930.*005930/);
  assert.equal(counter.statements, 0);

  const imported = await importInstruments(
    catalogue,
    bytes(
      "code,name_ko,market,listed_shares,close_20260320\n0126Z0,새내기,KOSDAQ,1000000,12300\n" +
        `005930,삼성전자새이름,KOSPI,5,99900\n${fund.symbol},${fund.nameKo},KOSPI,5,1\n`,
    ),
  );
  assert.deepEqual(imported, { value: { imported: 3, total: before.instruments.length + 1 } });
  // The write, the version and the rows.
  assert.equal(counter.statements, 3);
  const after = catalogue.listing();
  assert.deepEqual(after.bySymbol.get("005930"), { ...samsung, nameKo: "삼성전자새이름" });
  assert.deepEqual(after.bySymbol.get(fund.symbol), fund);
  assert.equal(after.instruments[0]?.symbol, before.instruments[0]?.symbol);
  const added: Instrument = {
    symbol: "0126Z0",
    nameKo: "새내기",
    nameEn: "새내기",
    market: "KOSDAQ",
    kind: "stock",
    isin: null,
    listedShares: 1_000_000,
    referencePrice: 12_300,
    leverage: 1,
    industry: null,
    listedOn: null,
    delisting: false,
  };
  assert.deepEqual(after.instruments.at(-1), added);
  assert.deepEqual(await symbolsFound("새내기", catalogue), ["0126Z0"]);
});

Deno.test("an import writes what it knows of a listing, and keeps what a tape is made from and what the file lacks", async () => {
  const catalogue = await openCatalogue(sql);
  const HEADER = "code,name_ko,market,kind,listing_date,industry_ko,dept,listed_shares,close\n";
  const put = async (...lines: readonly string[]) => {
    assert.ok("value" in await importInstruments(catalogue, bytes(HEADER + lines.join("\n"))));
  };
  const told = (symbol: string) => {
    const one = catalogue.listing().bySymbol.get(symbol);
    return [one?.kind, one?.leverage, one?.industry, one?.listedOn, one?.delisting, one?.referencePrice];
  };
  await put(
    "0126Z0,새내기,KOSDAQ,,2026-03-20,반도체 제조업,,1000000,12300",
    "500001,어떤 인버스2X,KOSPI,ETF,2020-01-02,,,1000,5000",
    "005930,삼성전자,KOSPI,,1975-06-11,통신 및 방송 장비 제조업,,5,99900",
  );
  assert.deepEqual(told("0126Z0"), ["stock", 1, "반도체 제조업", "2026-03-20", false, 12_300]);
  assert.deepEqual(told("500001"), ["etf", -2, null, "2020-01-02", false, 5_000]);
  assert.deepEqual(told("005930"), ["stock", 1, "반도체", "1975-06-11", false, 71_500], "the built-in industry stays");
  await put(
    "0126Z0,새내기,KOSDAQ,,,화학,정리매매종목,7,7",
    "500001,어떤 인버스2X,KOSPI,,,화학,,7,7",
  );
  assert.deepEqual(told("0126Z0"), ["stock", 1, "반도체 제조업", "2026-03-20", true, 12_300]);
  assert.deepEqual(told("500001"), ["etf", -2, null, "2020-01-02", false, 5_000]);
  await put("0126Z0,새내기,KOSDAQ,,2026-03-21,,,,", "500001,어떤 레버리지,KOSPI,ETN,,,,,");
  assert.deepEqual(told("0126Z0"), ["stock", 1, "반도체 제조업", "2026-03-21", false, 12_300]);
  assert.deepEqual(told("500001"), ["etn", 2, null, "2020-01-02", false, 5_000]);
  const reopened = (await openCatalogue(sql)).listing();
  assert.deepEqual(reopened.instruments, catalogue.listing().instruments);
});

Deno.test("what another process imported is found by symbol, by search and by name", async () => {
  const other = await openCatalogue(sql);
  const [bySymbol, bySearch, byName] = [await openCatalogue(sql), await openCatalogue(sql), await openCatalogue(sql)];
  await importInstruments(other, bytes("code,name_ko,market\n0126Z0,쾌청증권,KOSDAQ\n"));
  assert.equal((await bySymbol.find(["0126Z0", "005930", "999999"])).size, 2);
  assert.deepEqual(await symbolsFound("쾌청", bySearch), ["0126Z0"]);
  const resolved = await resolve(byName, "ㅋㅊㅈㄱ");
  assert.ok("value" in resolved && resolved.value.symbol === "0126Z0");
});

Deno.test("the exchange's listing is imported in one go, twice with the same result", async () => {
  const file = new URL("../../../../shared/krx/listing.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/listing.csv is absent");
  const catalogue = await openCatalogue(sql);
  const listing = readFileSync(file);
  const first = await importInstruments(catalogue, listing);
  assert.ok("value" in first);
  const funds = BUILT_IN_INSTRUMENTS.filter((one) => one.kind !== "stock").length;
  assert.deepEqual(first.value, { imported: 2_879, total: 2_879 + funds });
  const once = catalogue.listing().instruments;
  assert.deepEqual(await importInstruments(catalogue, listing), first);
  assert.deepEqual(catalogue.listing().instruments, once);
  const { bySymbol } = catalogue.listing();
  assert.equal(bySymbol.get("0126Z0")?.market, "KOSPI");
  assert.equal(bySymbol.get("005930")?.listedOn, "1975-06-11");
  assert.equal(once.filter((one) => one.isin === null || one.leverage === 0).length, 0);
});
