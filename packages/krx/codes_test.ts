import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { isinCheckDigit, isIsin, isSymbol } from "./codes.ts";

Deno.test("a symbol is six digits or capital letters", () => {
  for (const text of ["005930", "00104K", "0126Z0", "0009K0", "950160"]) assert.equal(isSymbol(text), true, text);
  for (const text of ["5930", "0059300", "00593O ", "00104k", "삼성전자", "", "A005930", "005930\n"]) {
    assert.equal(isSymbol(text), false, text);
  }
});

Deno.test("ISINs of ordinary and preferred shares, letters, foreign issuers and other countries", () => {
  const valid = ["KR7005930003", "KR7005931001", "KR700104K010", "KR8840120008", "US0378331005", "KR7069500007"];
  for (const isin of valid) {
    assert.equal(isIsin(isin), true, isin);
    assert.equal(isinCheckDigit(isin.slice(0, 11)), Number(isin[11]), isin);
  }
  for (const isin of ["KR7005930004", "KR700593000", "kr7005930003", "KR70059300030", "KR700593000A", ""]) {
    assert.equal(isIsin(isin), false, isin);
  }
  for (const body of ["", "KR70059300", "KR7005930003", "7R700593000", "kr700593000"]) {
    assert.throws(() => isinCheckDigit(body), RangeError, body);
  }
});

Deno.test("a wrong digit never passes", () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });
  fc.assert(fc.property(digits, fc.integer({ min: 2, max: 11 }), fc.integer({ min: 1, max: 9 }), (some, at, by) => {
    const body = `KR${some.join("")}`;
    const isin = `${body}${isinCheckDigit(body)}`;
    assert.ok(isIsin(isin));
    const changed = (Number(isin[at]) + by) % 10;
    assert.ok(!isIsin(`${isin.slice(0, at)}${changed}${isin.slice(at + 1)}`));
  }));
});

Deno.test("every listed code is a symbol, and every listed ISIN valid", () => {
  const file = new URL("../../../shared/krx/listing.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/listing.csv is absent");
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true, bom: true });
  assert.equal(rows.length, 2_879);
  for (const { code = "", isin = "" } of rows) {
    assert.ok(isSymbol(code), code);
    assert.ok(isIsin(isin), `${code} ${isin}`);
  }
});
