import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { isIsin } from "./codes.ts";
import { type ListingResult, parseListing } from "./listing_csv.ts";

const EXCHANGE_HEADER =
  "표준코드,단축코드,한글 종목명,한글 종목약명,영문 종목명,상장일,시장구분,증권구분,소속부,주식종류,액면가,상장주식수";
const EXCHANGE_FILE = [
  EXCHANGE_HEADER,
  'KR7005930003,005930,삼성전자보통주,삼성전자,"Samsung Electronics Co., Ltd.",1975/06/11,KOSPI,주권,,보통주,100,5919637922',
  "KR7247540008,247540,에코프로비엠보통주,에코프로비엠,Ecopro BM,2019/03/05,KOSDAQ GLOBAL,주권,우량기업부,보통주,500,97801344",
  "",
].join("\r\n");

function parseText(text: string): ListingResult {
  return parseListing(new TextEncoder().encode(text));
}

/** The one line of error that a file of these lines gets. */
function errorOf(...lines: readonly string[]): string {
  const result = parseText(lines.join("\n"));
  assert.ok("error" in result, "an error was expected");
  assert.ok(!result.error.includes("\n"), "one line");
  return result.error;
}

function instrumentsOf(result: ListingResult) {
  assert.ok("instruments" in result, "error" in result ? result.error : "");
  return result.instruments;
}

Deno.test("the exchange's own file is read in UTF-8, with a byte order mark, and in CP949", () => {
  const expected = [
    {
      symbol: "005930",
      nameKo: "삼성전자",
      nameEn: "Samsung Electronics Co., Ltd.",
      market: "KOSPI",
      kind: "stock",
      isin: "KR7005930003",
      listedShares: 5_919_637_922,
      referencePrice: null,
      leverage: 1,
      industry: null,
      listedOn: "1975-06-11",
      delisting: false,
    },
    {
      symbol: "247540",
      nameKo: "에코프로비엠",
      nameEn: "Ecopro BM",
      market: "KOSDAQ",
      kind: "stock",
      isin: "KR7247540008",
      listedShares: 97_801_344,
      referencePrice: null,
      leverage: 1,
      industry: null,
      listedOn: "2019-03-05",
      delisting: false,
    },
  ];
  assert.deepEqual(instrumentsOf(parseText(EXCHANGE_FILE)), expected);
  assert.deepEqual(instrumentsOf(parseText(`\uFEFF${EXCHANGE_FILE}`)), expected);
  assert.deepEqual(instrumentsOf(parseListing(iconv.encode(EXCHANGE_FILE, "cp949"))), expected);
});

Deno.test("syllables that only CP949 has, and not the older KS X 1001, are read", () => {
  const [one] = instrumentsOf(parseListing(iconv.encode("code,name_ko,market\n005930,똠방각하,KOSPI\n", "cp949")));
  assert.equal(one?.nameKo, "똠방각하");
});

Deno.test("plain columns come in any order and case, and the optional ones may be missing", () => {
  const [one] = instrumentsOf(parseText("Market, NAME_KO ,code,other\nkosdaq,알테오젠,196170,x\n"));
  assert.deepEqual(one, {
    symbol: "196170",
    nameKo: "알테오젠",
    nameEn: "알테오젠",
    market: "KOSDAQ",
    kind: "stock",
    isin: null,
    listedShares: null,
    referencePrice: null,
    leverage: 1,
    industry: null,
    listedOn: null,
    delisting: false,
  });
});

Deno.test("kind, share counts with separators, and the newest close are read", () => {
  const [fund, stock] = instrumentsOf(parseText([
    "code,name_ko,name_en,market,kind,isin,listed_shares,close_20260320,close_20251230",
    '069500,KODEX 200,KODEX 200,KOSPI,ETF,KR7069500007,"170,000,000","75,000",60000',
    "005930,삼성전자,,KOSPI,,-,0,-,",
  ].join("\n")));
  assert.deepEqual([fund?.kind, fund?.listedShares, fund?.referencePrice], ["etf", 170_000_000, 75_000]);
  assert.deepEqual([stock?.kind, stock?.isin, stock?.listedShares, stock?.referencePrice], ["stock", null, null, null]);
});

Deno.test("the exchange's names of markets and kinds are understood", () => {
  const market = (name: string) => instrumentsOf(parseText(`code,name_ko,market\n005930,가,${name}\n`))[0]?.market;
  assert.deepEqual(["유가증권", "STK", "코스닥", "KOSDAQ GLOBAL", "KONEX"].map(market), [
    "KOSPI",
    "KOSPI",
    "KOSDAQ",
    "KOSDAQ",
    "KONEX",
  ]);
  const kind = (name: string) =>
    instrumentsOf(parseText(`code,name_ko,market,kind\n005930,가,KOSPI,${name}\n`))[0]?.kind;
  const names = ["주권", "부동산투자회사", "외국주권", "stock", "ST", "RT", "DR", "FS", ""];
  assert.deepEqual(new Set(names.map(kind)), new Set(["stock"]));
  assert.deepEqual(new Set(["ETF", "상장지수집합투자기구", "EF", "FE"].map(kind)), new Set(["etf"]));
  assert.deepEqual(new Set(["etn", "상장지수증권", "EN"].map(kind)), new Set(["etn"]));
});

Deno.test("listing dates, industries, multiples of funds and delistings are read", () => {
  const rows = instrumentsOf(parseText([
    "code,name_ko,market,kind,listing_date,industry_ko,dept",
    "005930,삼성전자,KOSPI,,1975-06-11,통신 및 방송 장비 제조업,",
    "122630,KODEX 레버리지,KOSPI,EF,20100222,-,-",
    "252670,KODEX 200선물인버스2X,KOSPI,ETF,2016/09/22,,",
    "114800,KODEX 인버스,KOSPI,etf,-,,",
    "500001,레버리지주식,KOSPI,stock,,,관리종목(소속부없음)",
    "500002,사라질주식,KOSDAQ,,,,정리매매종목",
    "500003,사라질둘(정리매매),KOSDAQ,,2020.01.02,,",
  ].join("\n")));
  assert.deepEqual(rows.map((one) => [one.listedOn, one.industry, one.leverage, one.delisting]), [
    ["1975-06-11", "통신 및 방송 장비 제조업", 1, false],
    ["2010-02-22", null, 2, false],
    ["2016-09-22", null, -2, false],
    [null, null, -1, false],
    [null, null, 1, false],
    [null, null, 1, true],
    ["2020-01-02", null, 1, true],
  ]);
  const [korean] = instrumentsOf(
    parseText("단축코드,한글 종목약명,시장구분,업종,소속부\n005930,가,KOSPI,반도체,정리매매\n"),
  );
  assert.deepEqual([korean?.industry, korean?.delisting], ["반도체", true]);
});

Deno.test("codes are taken with the A of the exchange's screens and in small letters", () => {
  const symbol = (code: string) => instrumentsOf(parseText(`code,name_ko,market\n${code},가,KOSPI\n`))[0]?.symbol;
  assert.deepEqual(["A005930", "0126z0", "005930"].map(symbol), ["005930", "0126Z0", "005930"]);
});

Deno.test("the first wrong row is named with its line and its value", () => {
  const header = "code,name_ko,market,isin,listed_shares,kind,close,listing_date";
  const good = "005930,삼성전자,KOSPI,KR7005930003,1,stock,71500,1975-06-11";
  const rows: readonly (readonly [row: string, error: string])[] = [
    [
      "00593,가,KOSPI,,,,,",
      'row 3: code "00593" is not six digits or capital letters (did a spreadsheet drop leading zeros of 000593?)',
    ],
    ["00-930,가,KOSPI,,,,,", 'row 3: code "00-930" is not six digits or capital letters'],
    ["000660,,KOSPI,,,,,", "row 3: the Korean name is empty"],
    ["000660,가,NASDAQ,,,,,", 'row 3: market "NASDAQ" is not KOSPI, KOSDAQ or KONEX'],
    ["000660,가,KOSPI,KR7000660002,,,,", 'row 3: ISIN "KR7000660002" is not valid'],
    ["000660,가,KOSPI,,1.5,,,", 'row 3: listed shares "1.5" is not a whole number'],
    ["000660,가,KOSPI,,99999999999999999,,,", 'row 3: listed shares "99999999999999999" is not a whole number'],
    ["000660,가,KOSPI,,,warrant,,", 'row 3: kind "warrant" is not stock, etf or etn'],
    ["000660,가,KOSPI,,,,-5,", 'row 3: close "-5" is not a whole number'],
    ["005930,가,KOSPI,,,,,", 'row 3: code "005930" is in row 2 already'],
    ["000660,가,KOSPI,,,,,2020-02-30", 'row 3: listing date "2020-02-30" is not a date'],
    ["000660,가,KOSPI,,,,,2020-0102", 'row 3: listing date "2020-0102" is not a date'],
    ["000660,가,KOSPI,,,EW,,", 'row 3: kind "EW" is not stock, etf or etn'],
  ];
  for (const [row, error] of rows) assert.equal(errorOf(header, good, row), error);
  assert.match(errorOf(header, good, "", "", "000660,가,NYSE,,,,,"), /^row 5: /, "blank lines count");
});

Deno.test("a file that is no listing is told so", () => {
  assert.equal(errorOf(""), "the file is empty");
  assert.equal(errorOf("code,name_ko,market"), "the file has a header but no rows");
  assert.match(
    errorOf("symbol,name", "005930,삼성전자"),
    /^row 1: no such columns as code, name_ko, market .*"symbol,name"/,
  );
  assert.match(errorOf("code,name_ko,market", "005930,삼성전자"), /^not valid CSV: .*line 2/);
  assert.match(errorOf("code,name_ko,market", '005930,"삼성전자,KOSPI'), /^not valid CSV: /);
  assert.deepEqual(parseListing(Uint8Array.of(0x50, 0x4b, 3, 4, 20)), {
    error: "this is an Excel workbook: save it as CSV and import that",
  });
  assert.deepEqual(parseListing(Uint8Array.of(0xff, 0xff, 0xff)), {
    error: "the file is neither UTF-8 nor CP949 text",
  });
});

Deno.test("the exchange's list of 2026-03-20 is read wholly", () => {
  const file = new URL("../../../shared/krx/listing.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/listing.csv is absent");
  const instruments = instrumentsOf(parseListing(readFileSync(file)));
  const count = (market: string) => instruments.filter((one) => one.market === market).length;
  assert.deepEqual([instruments.length, count("KOSPI"), count("KOSDAQ"), count("KONEX")], [2_879, 951, 1_818, 110]);
  assert.ok(instruments.every((one) => one.isin !== null && one.listedShares !== null && one.referencePrice !== null));
  assert.equal(instruments[0]?.referencePrice, 199_400);
  assert.equal(instruments[0]?.listedOn, "1975-06-11");
  assert.equal(instruments.filter((one) => one.listedOn === null).length, 113);
  assert.ok(instruments.every((one) => one.leverage === 1 && !one.delisting && one.kind === "stock"));
  assert.ok(instruments.every((one) => isIsin(one.isin ?? "")), "every check digit");
  assert.equal(instruments.filter((one) => /[A-Z]/.test(one.symbol)).length, 60);
});
