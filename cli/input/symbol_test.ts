import assert from "node:assert/strict";
import { en } from "../i18n/en.ts";
import { asCode, checkedSymbolText } from "./symbol.ts";

Deno.test("asCode() tells codes from names", () => {
  const cases: [string, string | null][] = [
    ["005930", "005930"],
    ["00088k", "00088K"],
    ["0001a0", "0001A0"],
    ["A005930", "005930"],
    [" 005930 ", "005930"],
    ["hanwha", null],
    ["NAVER1", null],
    ["삼성전자", null],
    ["00593", null],
    ["0059300", null],
  ];
  for (const [text, code] of cases) assert.equal(asCode(text), code, text);
});

Deno.test("checkedSymbolText() composes Hangul and refuses what is no name", () => {
  assert.equal(checkedSymbolText("삼성".normalize("NFD"), en), "삼성");
  for (const text of ["", "  ", "a\nb", "-x", "가".repeat(65)]) {
    assert.throws(() => checkedSymbolText(text, en), /^CliError: Symbol /, text);
  }
});
