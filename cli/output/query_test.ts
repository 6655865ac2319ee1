import assert from "node:assert/strict";
import { CliError } from "../errors.ts";
import { en } from "../i18n/en.ts";
import { ko } from "../i18n/ko.ts";
import { compileQuery, rawLines } from "./query.ts";

const DOCUMENT = {
  orders: [
    { id: "a", side: "buy", quantity: 10, price: null },
    { id: "b", side: "sell", quantity: 2, price: 71_500 },
  ],
  nextCursor: undefined,
};

function mistake(text: string): string {
  try {
    compileQuery(text, en);
  } catch (error) {
    assert(error instanceof CliError);
    assert.deepEqual([error.exit, error.code, error.hint], [2, "usage", "see hoga help output"], text);
    return error.message;
  }
  return "";
}

Deno.test("a query gives the part of the document that it names", () => {
  const cases: [string, unknown][] = [
    ["orders[0].id", "a"],
    ["orders[*].id", ["a", "b"]],
    ["orders[?side=='sell'] | [0].price", 71_500],
    ["sum(orders[].quantity)", 12],
    ["nextCursor", null],
    ["no.such.thing", null],
    ["{first: orders[0].id, count: length(orders)}", { first: "a", count: 2 }],
    ["let $side = 'buy' in orders[?side==$side].id", ["a"]],
    ["orders[?quantity > `5`].id", ["a"]],
  ];
  for (const [text, expected] of cases) assert.deepEqual(compileQuery(text, en)(DOCUMENT), expected, text);
});

Deno.test("a query that cannot be read is told with its place", () => {
  const cases: [string, string][] = [
    ["orders[", '--query: "orders[" is not finished'],
    ["orders[?side=='buy'", `--query: "orders[?side=='buy'" is not finished`],
    ["sum(", '--query: "sum(" is not finished'],
    ["a..b", '--query: "a..b" goes wrong at character 3: .b'],
    ["a.b c", '--query: "a.b c" goes wrong at character 5: c'],
    ["#", '--query: "#" goes wrong at character 1: #'],
    ["a.#b", '--query: "a.#b" goes wrong at character 3: #b'],
    ["가 나", '--query: "가 나" goes wrong at character 1: 가 나'],
    ['"가" 나', '--query: ""가" 나" goes wrong at character 5: 나'],
    ["nope(@)", "--query: there is no function nope()"],
    ["orders[].{x: nope(@)}", "--query: there is no function nope()"],
    ["orders[?side='buy']", `--query: "orders[?side='buy']" has a single =; == compares`],
  ];
  for (const [text, expected] of cases) assert.equal(mistake(text), expected);
  assert.throws(() => compileQuery("a..b", ko), /--query: "a\.\.b"의 3번째 글자가 잘못되었습니다: \.b$/);
});

Deno.test("a function that does not take what it is given fails when the document is there", () => {
  const query = compileQuery("sum(orders[].side)", en);
  assert.throws(
    () => query(DOCUMENT),
    (error) =>
      error instanceof CliError && error.exit === 2 && error.hint === "the command itself was done" &&
      /^--query: Invalid type: sum\(\)/.test(error.message),
  );
});

Deno.test("rawLines() prints text bare and one element a line", () => {
  const cases: [unknown, string][] = [
    ["a b", "a b\n"],
    [71_500, "71500\n"],
    [null, "null\n"],
    [true, "true\n"],
    [["a", 1, { b: [2] }, ["c"]], 'a\n1\n{"b":[2]}\n["c"]\n'],
    [[], ""],
    [{ a: "b" }, '{"a":"b"}\n'],
  ];
  for (const [result, text] of cases) assert.equal(rawLines(result), text);
});
