import assert from "node:assert/strict";
import fc from "fast-check";
import { CliError } from "../errors.ts";
import { en } from "../i18n/en.ts";
import { parseCount, parsePositive, parsePrice, parseQuantity, wholeNumber } from "./number.ts";

Deno.test("wholeNumber() reads back every whole number, with and without commas", () => {
  fc.assert(fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (value) => {
    assert.equal(wholeNumber(String(value)), value);
    assert.equal(wholeNumber(` ${value.toLocaleString("en-US")} `), value);
  }));
});

Deno.test("wholeNumber() refuses everything else", () => {
  const refused = [
    "",
    " ",
    "abc",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "1,00",
    "1,0000",
    ",100",
    "1,",
    "0x10",
    "007",
    "١",
    "10주",
  ];
  for (const text of [...refused, "9007199254740993", "∞", "1 000", "NaN"]) assert.equal(wholeNumber(text), null, text);
});

Deno.test("parseQuantity() tells too large from invalid", () => {
  assert.equal(parseQuantity("1,000", 1_000_000, en), 1000);
  const codeOf = (text: string) => {
    try {
      parseQuantity(text, 1_000_000, en);
    } catch (error) {
      assert(error instanceof CliError);
      assert.equal(error.exit, 2);
      return error.code;
    }
  };
  assert.equal(codeOf("1000001"), "quantity_too_large");
  for (const text of ["0", "-1", "1.5", "1e12", "abc", ""]) assert.equal(codeOf(text), "invalid_quantity", text);
});

Deno.test("parsePrice(), parseCount() and parsePositive() hold their ranges", () => {
  assert.equal(parsePrice("71,500", 100_000, en), 71_500);
  assert.throws(() => parsePrice("100001", 100_000, en), /Price "100001" is not valid/);
  assert.equal(parseCount("--limit", "5", 1, 5, en), 5);
  assert.throws(() => parseCount("--limit", "6", 1, 5, en), /^CliError: --limit: "6" is not valid/);
  assert.equal(parsePositive("--speed", "0.5", en), 0.5);
  for (const text of ["0", "-1", "x", "", "1e400"]) assert.throws(() => parsePositive("--speed", text, en), /--speed/);
});
