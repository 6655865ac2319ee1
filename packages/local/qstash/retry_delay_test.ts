import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRetryDelay, MAX_RETRY_DELAY_MS, retryDelayMs } from "./retry_delay.ts";

Deno.test("a retry delay is what the expression says", () => {
  const cases: [string, number, number][] = [
    ["1000", 0, 1000],
    ["1000 * (1 + retried)", 3, 4000],
    ["pow(2, retried) * 1000", 3, 8000],
    ["max(1000, pow(2, retried) * 100)", 1, 1000],
    ["max(1000, pow(2, retried) * 100)", 5, 3200],
    ["min(500,retried*100)", 9, 500],
    ["2 + 3 * 4 - 6 / 3", 0, 12],
    ["10 - 4 - 3", 0, 3],
    ["16 / 4 / 2", 0, 2],
    ["17 % 5", 0, 2],
    ["-retried + 10", 4, 6],
    ["--3", 0, 3],
    ["2 * -3 + 10", 0, 4],
    ["sqrt(16) + abs(-2) + floor(1.9) + ceil(1.1) + round(2.5)", 0, 12],
    ["round(exp(retried))", 1, 3],
    ["  ( ( 7 ) ) ", 0, 7],
  ];
  for (const [text, retried, expected] of cases) assert.equal(compileRetryDelay(text)?.(retried), expected, text);
});

Deno.test("what is not in the language is refused", () => {
  const wrong = [
    "",
    " ",
    "1 +",
    "* 2",
    "(1",
    "1)",
    "1 2",
    "retry",
    "Retried",
    "pow(1)",
    "pow(1,2,3)",
    "sqrt()",
    "min(1)",
  ];
  const hostile = [
    "process.exit()",
    "constructor(1)",
    "__proto__",
    "toString(1)",
    "1;2",
    "a=>1",
    "`1`",
    "0x10",
    "1e3",
    ".5",
  ];
  const deep = ["(".repeat(60) + "1" + ")".repeat(60), "-".repeat(2000) + "1", "1+".repeat(600) + "1"];
  for (const text of [...wrong, ...hostile, ...deep]) assert.equal(compileRetryDelay(text), null, text.slice(0, 40));
});

Deno.test("no text breaks the parser, and every delay is within a day", () => {
  const pieces = fc.constantFrom(
    "1",
    "2.5",
    "retried",
    "pow",
    "min",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "%",
    " ",
    "sqrt",
    "€",
  );
  const text = fc.oneof(fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")), fc.string());
  fc.assert(fc.property(text, fc.nat(1000), (expression, retried) => {
    const compiled = compileRetryDelay(expression);
    if (compiled !== null) assert.equal(typeof compiled(retried), "number");
    const delay = retryDelayMs(compiled === null ? null : expression, retried);
    assert.ok(Number.isSafeInteger(delay) && delay >= 0 && delay <= MAX_RETRY_DELAY_MS);
  }));
});

Deno.test("sums and products agree with JavaScript's own", () => {
  const number = fc.integer({ min: 0, max: 50 }).map(String);
  const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, number, tie("node")),
    node: fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree"), fc.boolean())
      .map(([left, sign, right, group]) => group ? `(${left} ${sign} ${right})` : `${left} ${sign} ${right}`),
  }));
  fc.assert(fc.property(tree, (text) => {
    // Adding zero makes -0 and 0 the same, which they are for a delay.
    assert.equal((compileRetryDelay(text)?.(0) ?? NaN) + 0, reference(text) + 0);
  }));
});

/** Evaluates by rewriting the innermost parentheses, then products, then sums: another way than the parser's. */
function reference(text: string): number {
  const inner = /\(([^()]*)\)/.exec(text);
  if (inner !== null) return reference(text.replace(inner[0], String(reference(inner[1] ?? ""))));
  const parts = text.split(" ");
  const sums: number[] = [Number(parts[0])];
  for (let n = 1; n < parts.length; n += 2) {
    const value = Number(parts[n + 1]);
    if (parts[n] === "*") sums.push((sums.pop() ?? NaN) * value);
    else sums.push(parts[n] === "-" ? -value : value);
  }
  return sums.reduce((sum, value) => sum + value, 0);
}

Deno.test("without an expression the delay is e^(2.5 n) seconds, and never more than a day", () => {
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => retryDelayMs(null, n)), [
    12_182,
    148_413,
    1_808_042,
    22_026_466,
    86_400_000,
  ]);
  assert.equal(retryDelayMs("0 / 0", 0), 12_182);
  assert.equal(retryDelayMs("1 / 0", 0), MAX_RETRY_DELAY_MS);
  assert.equal(retryDelayMs("-5", 0), 0);
});
