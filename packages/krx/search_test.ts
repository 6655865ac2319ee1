import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { Instrument } from "./instrument.ts";
import { BUILT_IN_INSTRUMENTS } from "./instruments.ts";
import { parseListing } from "./listing_csv.ts";
import { buildSearchIndex, resolveInstrument, searchInstruments } from "./search.ts";

function stock(symbol: string, nameKo: string, nameEn: string): Instrument {
  return {
    symbol,
    nameKo,
    nameEn,
    market: "KOSPI",
    kind: "stock",
    isin: null,
    listedShares: null,
    referencePrice: null,
    leverage: 1,
    industry: null,
    listedOn: null,
    delisting: false,
  };
}

const index = buildSearchIndex([
  stock("005930", "삼성전자", "Samsung Electronics"),
  stock("000660", "SK하이닉스", "SK hynix"),
  stock("005935", "삼성전자우", "Samsung Electronics (Pref)"),
  stock("035720", "카카오", "Kakao"),
  stock("323410", "카카오뱅크", "KakaoBank"),
  stock("009150", "삼성전기", "Samsung Electro-Mechanics"),
  stock("033780", "KT&G", "KT&G"),
  stock("010950", "S-Oil", "S-Oil"),
  stock("030200", "KT", "KT"),
  stock("000720", "현대건설", "Hyundai E&C"),
  stock("123450", "한국삼성", "Hanguk"),
  stock("064350", "현대로템", "Hyundai Rotem"),
]);

function names(text: string, limit = 20): string {
  return searchInstruments(index, text, limit).map((one) => one.nameKo).join(" ");
}

/** The name of the one, the names of the candidates behind a question mark, or nothing. */
function resolved(text: string, among = index): string {
  const resolution = resolveInstrument(among, text);
  if (resolution.kind === "one") return resolution.instrument.nameKo;
  return resolution.kind === "many" ? `? ${resolution.candidates.map((one) => one.nameKo).join(" ")}` : "";
}

Deno.test("every way of writing a name finds it, best first", () => {
  const rows: readonly (readonly [text: string, found: string])[] = [
    ["005930", "삼성전자"],
    ["0059", "삼성전자 삼성전자우"],
    ["삼성전자", "삼성전자 삼성전자우"],
    ["삼성", "삼성전자 삼성전자우 삼성전기 한국삼성"],
    ["ㅅㅅㅈㅈ", "삼성전자 삼성전자우"],
    ["ㅅㅅㅈ", "삼성전자 삼성전자우 삼성전기"],
    ["ㅅㅅ", "삼성전자 삼성전자우 삼성전기 한국삼성"],
    ["skㅎㅇㄴㅅ", "SK하이닉스"],
    ["SKㅎ", "SK하이닉스"],
    ["삼서", "삼성전자 삼성전자우 삼성전기 한국삼성"],
    ["삼성저", "삼성전자 삼성전자우 삼성전기"],
    ["삼ㅅㅈㄱ", "삼성전기"],
    ["삼성ㅈ", "삼성전자 삼성전자우 삼성전기"],
    ["하이닉", "SK하이닉스"],
    ["하이니", "SK하이닉스"],
    ["kakao", "카카오 카카오뱅크"],
    ["rotem", "현대로템"],
    ["hynix", "SK하이닉스"],
    ["ynix", "SK하이닉스"],
    ["tkatjd", "삼성전자 삼성전자우 삼성전기 한국삼성"],
    ["tkatj", "삼성전자 삼성전자우 삼성전기 한국삼성"],
    ["ttww", "삼성전자 삼성전자우"],
    ["skgkdlslrtm", "SK하이닉스"],
    ["zkzkdh", "카카오 카카오뱅크"],
    ["없는이름", ""],
  ];
  for (const [text, found] of rows) assert.equal(names(text), found, text);
});

Deno.test("case, spaces and punctuation do not count", () => {
  for (const text of ["SK 하이닉스", "sk하이닉스", "Sk Hynix", "  skhynix "]) {
    assert.equal(names(text), "SK하이닉스", text);
  }
  assert.equal(names("kt&g"), "KT&G");
  assert.equal(names("ktg"), "KT&G");
  assert.equal(names("soil"), "S-Oil");
  assert.equal(names("삼성전자".normalize("NFD")), "삼성전자 삼성전자우");
});

Deno.test("consonants that a keyboard joined into one letter are read as two", () => {
  const banks = buildSearchIndex([stock("000001", "기술보증", "KIBO"), stock("000002", "나중", "Later")]);
  assert.deepEqual(searchInstruments(banks, "ㄳ", 5).map((one) => one.nameKo), ["기술보증"]);
  assert.deepEqual(searchInstruments(banks, "ㄵ", 5).map((one) => one.nameKo), ["나중"]);
});

Deno.test("an exact match goes before the start of a name, whatever its place in the list", () => {
  assert.equal(names("kt"), "KT KT&G");
  assert.equal(names("KT", 1), "KT");
});

Deno.test("no more than the limit are found, and nothing by nothing", () => {
  assert.equal(names("삼성", 2), "삼성전자 삼성전자우");
  assert.equal(names("삼성", 0), "");
  assert.equal(names("삼성", -1), "");
  for (const text of ["", "  ", "&-"]) assert.equal(names(text), "", JSON.stringify(text));
});

Deno.test("a text resolves to the one instrument it names", () => {
  const rows: readonly (readonly [text: string, name: string])[] = [
    ["005930", "삼성전자"],
    ["삼성전자", "삼성전자"],
    ["삼성 전자", "삼성전자"],
    ["삼성전자우", "삼성전자우"],
    ["ㅅㅅㅈㅈ", "삼성전자"],
    ["ㅅㅅㅈㅈㅇ", "삼성전자우"],
    ["skㅎㅇㄴㅅ", "SK하이닉스"],
    ["카카오", "카카오"],
    ["kakao", "카카오"],
    ["카카오뱅", "카카오뱅크"],
    ["ㅋㅋㅇㅂ", "카카오뱅크"],
    ["하이닉스", "SK하이닉스"],
    ["hynix", "SK하이닉스"],
    ["tkatjdwjswk", "삼성전자"],
    ["KT", "KT"],
    ["현대건", "현대건설"],
  ];
  for (const [text, name] of rows) assert.equal(resolved(text), name, text);
});

Deno.test("a text that fits several, or fits only loosely, gives candidates", () => {
  assert.equal(resolved("삼성전"), "? 삼성전자 삼성전자우 삼성전기");
  assert.equal(resolved("ㅅㅅㅈ"), "? 삼성전자 삼성전자우 삼성전기");
  assert.equal(resolved("현대"), "? 현대건설 현대로템");
  assert.equal(resolved("00593"), "? 삼성전자 삼성전자우");
  assert.equal(resolved("0006"), "? SK하이닉스");
  assert.equal(resolved("삼ㅅㅈㄱ"), "삼성전기");
  assert.equal(resolved("현대걸"), "", "an unfinished syllable of none");
  assert.equal(resolved("현대거"), "? 현대건설", "an unfinished syllable is not an answer to trade on");
  assert.equal(resolved("tkatjd"), "? 삼성전자 삼성전자우 삼성전기 한국삼성");
});

Deno.test("digits that begin a code are never taken for the part of a name", () => {
  const digits = buildSearchIndex([stock("060310", "3S", "3S"), stock("300000", "가나", "Gana")]);
  assert.equal(resolved("3s", digits), "3S");
  assert.equal(resolved("3", digits), "? 가나 3S");
});

Deno.test("a text that fits nothing resolves to none", () => {
  for (const text of ["999999", "없는이름", "", " ", "zzz"]) assert.equal(resolved(text), "", text);
});

Deno.test("equal initial consonants of two names are candidates, and there are at most ten", () => {
  const twins = buildSearchIndex([stock("000001", "삼성전자", "A"), stock("000002", "상신전자", "B")]);
  assert.equal(resolved("ㅅㅅㅈㅈ", twins), "? 삼성전자 상신전자");
  const many = buildSearchIndex(
    Array.from({ length: 30 }, (_, at) => stock(`${100_000 + at}`, `회사${at}`, `Co ${at}`)),
  );
  const resolution = resolveInstrument(many, "회사");
  assert.ok(resolution.kind === "many" && resolution.candidates.length === 10);
});

Deno.test("every built-in instrument is found by its code, its ISIN and its Korean name", () => {
  const all = buildSearchIndex(BUILT_IN_INSTRUMENTS);
  for (const one of BUILT_IN_INSTRUMENTS) {
    for (const text of [one.symbol, one.nameKo, one.isin ?? one.symbol]) {
      assert.equal(resolved(text, all), one.nameKo, text);
    }
    assert.equal(searchInstruments(all, one.nameEn, 1)[0]?.nameEn, one.nameEn);
  }
  assert.equal(resolved("ㅅㅅㅈㅈ", all), "삼성전자");
  assert.equal(resolved("ㅋㅋㅇ", all), "카카오");
});

Deno.test("every listed instrument is found by its name, each search within a few milliseconds", () => {
  const file = new URL("../../../shared/krx/listing.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/listing.csv is absent");
  const listing = parseListing(readFileSync(file));
  assert.ok("instruments" in listing);
  const all = buildSearchIndex(listing.instruments);
  const some = listing.instruments.filter((_, at) => at % 5 === 0);
  const started = performance.now();
  for (const one of some) assert.equal(searchInstruments(all, one.nameKo, 1)[0]?.symbol, one.symbol, one.nameKo);
  const each = (performance.now() - started) / some.length;
  assert.ok(each < 5, `${each.toFixed(2)} ms each`);
  assert.equal(resolved("skㅎㅇㄴㅅ", all), "SK하이닉스");
  assert.match(resolved("ㅅㅅㅈㅈ", all), /^\? 삼성전자 /);
});
