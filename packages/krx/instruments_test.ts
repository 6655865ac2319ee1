import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { isIsin, isSymbol } from "./codes.ts";
import { BUILT_IN_INSTRUMENTS } from "./instruments.ts";
import { parseListing } from "./listing_csv.ts";
import { isOnTick } from "./ticks.ts";

Deno.test("the built-in instruments are well formed and each is there once", () => {
  assert.ok(BUILT_IN_INSTRUMENTS.length >= 160, `${BUILT_IN_INSTRUMENTS.length}`);
  assert.equal(new Set(BUILT_IN_INSTRUMENTS.map((one) => one.symbol)).size, BUILT_IN_INSTRUMENTS.length);
  assert.equal(new Set(BUILT_IN_INSTRUMENTS.map((one) => one.nameKo)).size, BUILT_IN_INSTRUMENTS.length);
  assert.equal(new Set(BUILT_IN_INSTRUMENTS.map((one) => one.nameEn)).size, BUILT_IN_INSTRUMENTS.length);
  for (const one of BUILT_IN_INSTRUMENTS) {
    assert.ok(isSymbol(one.symbol), one.symbol);
    assert.ok(isIsin(one.isin ?? ""), `${one.symbol} ${one.isin}`);
    assert.ok(isOnTick(one.referencePrice ?? 0, one.kind, "2026-11-20"), `${one.symbol} ${one.referencePrice}`);
    assert.ok(Number.isSafeInteger(one.listedShares) && (one.listedShares ?? 0) > 0, one.symbol);
  }
});

Deno.test("both large markets and funds are among them", () => {
  const count = (test: (one: typeof BUILT_IN_INSTRUMENTS[number]) => boolean) =>
    BUILT_IN_INSTRUMENTS.filter(test).length;
  assert.ok(count((one) => one.market === "KOSPI" && one.kind === "stock") >= 100);
  assert.ok(count((one) => one.market === "KOSDAQ") >= 40);
  assert.ok(count((one) => one.kind === "etf") >= 12);
});

Deno.test("every stock has an industry, shared with others, and every fund its multiple", () => {
  const count = new Map<string | null, number>();
  for (const one of BUILT_IN_INSTRUMENTS) count.set(one.industry, (count.get(one.industry) ?? 0) + 1);
  for (const one of BUILT_IN_INSTRUMENTS) {
    assert.equal(one.industry === null, one.kind === "etf", `${one.symbol} ${one.nameKo}`);
    assert.deepEqual([one.listedOn, one.delisting], [null, false]);
    if (one.kind === "stock") assert.equal(one.leverage, 1, one.nameKo);
  }
  assert.ok(count.size >= 20, `${count.size}`);
  const leverage = (symbol: string) => BUILT_IN_INSTRUMENTS.find((one) => one.symbol === symbol)?.leverage;
  assert.deepEqual(["069500", "122630", "114800", "252670", "233740"].map(leverage), [1, 2, -1, -2, 2]);
});

Deno.test("codes, Korean names, markets and ISINs agree with the exchange's list, share counts roughly", () => {
  const file = new URL("../../../shared/krx/listing.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/listing.csv is absent");
  const listing = parseListing(readFileSync(file));
  assert.ok("instruments" in listing);
  const listed = new Map(listing.instruments.map((one) => [one.symbol, one]));
  for (const one of BUILT_IN_INSTRUMENTS) {
    if (one.kind !== "stock") continue;
    const { symbol, nameKo, market, isin, listedShares } = listed.get(one.symbol) ?? {};
    assert.deepEqual([symbol, nameKo, market, isin], [one.symbol, one.nameKo, one.market, one.isin]);
    const ratio = (one.listedShares ?? 0) / (listedShares ?? NaN);
    assert.ok(0.85 < ratio && ratio < 1.15, `${symbol} ${nameKo}: ${ratio} of the listed shares`);
  }
});
