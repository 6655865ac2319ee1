import assert from "node:assert/strict";
import { z } from "zod";
import { NewAccount, PlaceOrder } from "@hoga/contracts";
import { requestError } from "./request_errors.ts";

const ORDER = { symbol: "005930", side: "buy", quantity: 10 };
const FIELDS = Object.keys(PlaceOrder.shape);

const ROWS: readonly (readonly [schema: z.ZodType, input: unknown, sentence: string])[] = [
  [PlaceOrder, { ...ORDER, quantity: "ten" }, 'quantity must be a number, not "ten"'],
  [PlaceOrder, { ...ORDER, quantity: null }, "quantity must be a number, not null"],
  [PlaceOrder, { ...ORDER, quantity: [10] }, "quantity must be a number, not a list"],
  [PlaceOrder, { ...ORDER, quantity: {} }, "quantity must be a number, not an object"],
  [PlaceOrder, { ...ORDER, quantity: true }, "quantity must be a number, not true"],
  [PlaceOrder, { symbol: "005930", side: "buy" }, "quantity is missing: it must be a number"],
  [PlaceOrder, { ...ORDER, side: "long" }, 'side must be buy or sell, not "long"'],
  [PlaceOrder, { ...ORDER, symbol: 5930 }, "symbol must be a string, not 5930"],
  [PlaceOrder, { ...ORDER, symbol: "" }, 'symbol must be at least 1 character long, not ""'],
  [PlaceOrder, { ...ORDER, timeInForce: "gtc" }, 'timeInForce must be day or ioc or fok, not "gtc"'],
  [PlaceOrder, { ...ORDER, clientOrderId: "a b" }, 'clientOrderId must be printable ASCII without spaces, not "a b"'],
  [
    PlaceOrder,
    { ...ORDER, qty: 1 },
    '"qty" is not a field here: the fields are symbol, side, type, timeInForce, quantity, limitPrice, stopPrice, clientOrderId, accountId',
  ],
  [PlaceOrder, [], "The body must be an object, not a list"],
  [PlaceOrder, null, "The body must be an object, not null"],
  [PlaceOrder, "buy", 'The body must be an object, not "buy"'],
  [NewAccount, { name: "x", openingCash: 1.5 }, "openingCash must be a whole number, not 1.5"],
  [NewAccount, { name: "x", openingCash: 0 }, "openingCash must be at least 1, not 0"],
  [NewAccount, { name: "x", openingCash: 2e12 }, "openingCash must be at most 1000000000000, not 2000000000000"],
  [NewAccount, { name: "x".repeat(41) }, `name must be at most 40 characters long, not "${"x".repeat(41)}"`],
  [z.object({ since: z.iso.date() }), { since: "yesterday" }, 'since must be a date like 2025-03-14, not "yesterday"'],
];

Deno.test("a refused request is told in one sentence that names the field, the value and what would be right", () => {
  for (const [schema, input, sentence] of ROWS) {
    const parsed = schema.safeParse(input);
    assert.ok(!parsed.success, JSON.stringify(input));
    assert.equal(requestError("json", parsed.error, input, FIELDS), sentence);
  }
});

Deno.test("what a caller sent is quoted on one line and cut short", () => {
  const input = { ...ORDER, side: `buy\n${"x".repeat(5_000)}` };
  const parsed = PlaceOrder.safeParse(input);
  assert.ok(!parsed.success);
  const sentence = requestError("json", parsed.error, input, FIELDS);
  assert.match(sentence, /^side must be buy or sell, not "buy\\nx+…$/);
  assert.ok(sentence.length < 120);
});

Deno.test("an unknown query parameter is told apart from a field", () => {
  const parsed = z.strictObject({ symbol: z.string().optional() }).safeParse({ symbl: "005930" });
  assert.ok(!parsed.success);
  const sentence = requestError("query", parsed.error, { symbl: "005930" }, ["symbol"]);
  assert.equal(sentence, '"symbl" is not a query parameter here: the query parameters are symbol');
});
