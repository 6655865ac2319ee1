// Bad input: one clear line each, and nothing changed.
import assert from "node:assert/strict";
import { PlaceOrder } from "@hoga/contracts";
import { storedOrder } from "./testing/documents.ts";
import { type Call, harness, problem } from "./testing/harness.ts";

const ORDER = { symbol: "005930", side: "buy", quantity: 10, limitPrice: 70_000 };
const CHANGES = ["POST", "PATCH", "DELETE"];

/** Whether a service was asked to change anything. */
const isChange = (call: Call) => CHANGES.some((method) => call.line.startsWith(`${method} /orders`));

interface Row {
  readonly what: string;
  readonly request: readonly [
    method: string,
    path: string,
    body: BodyInit | undefined,
    headers?: Record<string, string>,
  ];
  readonly status: number;
  readonly code: string;
  readonly detail: RegExp;
}

const json = (value: unknown) => JSON.stringify(value);
const place = (body: BodyInit | undefined, headers?: Record<string, string>): Row["request"] =>
  headers === undefined ? ["POST", "/api/orders", body] : ["POST", "/api/orders", body, headers];

const ROWS: readonly Row[] = [
  {
    what: "no JSON",
    request: place('{"symbol":'),
    status: 400,
    code: "malformed_json",
    detail: /^The body is not JSON: /,
  },
  { what: "no body", request: place(undefined), status: 400, code: "malformed_json", detail: /it is empty/ },
  { what: "lines of rubbish", request: place("a\nb"), status: 400, code: "malformed_json", detail: /^[^\n]+$/ },
  {
    what: "a list",
    request: place("[]"),
    status: 400,
    code: "invalid_request",
    detail: /^The body must be an object, not a list$/,
  },
  {
    what: "null",
    request: place("null"),
    status: 400,
    code: "invalid_request",
    detail: /must be an object, not null$/,
  },
  {
    what: "a quantity in words",
    request: place(json({ ...ORDER, quantity: "10" })),
    status: 400,
    code: "invalid_request",
    detail: /^quantity must be a number, not "10"$/,
  },
  {
    what: "a quantity beyond numbers",
    request: place('{"symbol":"005930","side":"buy","quantity":1e999}'),
    status: 400,
    code: "invalid_request",
    detail: /^quantity must be a number/,
  },
  {
    what: "a price in words",
    request: place(json({ ...ORDER, limitPrice: "70000" })),
    status: 400,
    code: "invalid_request",
    detail: /^limitPrice must be a number, not "70000"$/,
  },
  {
    what: "another side",
    request: place(json({ ...ORDER, side: "BUY" })),
    status: 400,
    code: "invalid_request",
    detail: /^side must be buy or sell, not "BUY"$/,
  },
  {
    what: "a stop price in words",
    request: place(json({ ...ORDER, type: "stop_limit", stopPrice: "70000" })),
    status: 400,
    code: "invalid_request",
    detail: /^stopPrice must be a number, not "70000"$/,
  },
  {
    what: "an unknown field",
    request: place(json({ ...ORDER, qty: 1 })),
    status: 400,
    code: "invalid_request",
    detail: new RegExp(`^"qty" is not a field here: the fields are ${Object.keys(PlaceOrder.shape).join(", ")}$`),
  },
  {
    what: "a missing field",
    request: place(json({ symbol: "005930", side: "buy" })),
    status: 400,
    code: "invalid_request",
    detail: /^quantity is missing: it must be a number$/,
  },
  {
    what: "a form",
    request: place("symbol=005930", { "content-type": "application/x-www-form-urlencoded" }),
    status: 400,
    code: "invalid_request",
    detail: /^Content-Type must be application\/json, not "application\/x-www-form-urlencoded"$/,
  },
  {
    what: "a body of 1 MB",
    request: place(json({ ...ORDER, clientOrderId: "x".repeat(1024 * 1024) })),
    status: 413,
    code: "body_too_large",
    detail: /^The body is larger than 64 KB$/,
  },
  {
    what: "a body of 1 MB that says it is small",
    request: place(json({ ...ORDER, clientOrderId: "x".repeat(1024 * 1024) }), { "content-length": "10" }),
    status: 413,
    code: "body_too_large",
    detail: /64 KB/,
  },
  {
    what: "two keys",
    request: place(json({ ...ORDER, clientOrderId: "one" }), { "idempotency-key": "two" }),
    status: 400,
    code: "invalid_request",
    detail: /^Idempotency-Key and clientOrderId differ/,
  },
  {
    what: "an empty key",
    request: place(json({ ...ORDER, clientOrderId: "" })),
    status: 400,
    code: "invalid_request",
    detail: /^clientOrderId must be at least 1 character long, not ""$/,
  },
  {
    what: "a key that is too long",
    request: place(json(ORDER), { "idempotency-key": "x".repeat(256) }),
    status: 400,
    code: "invalid_request",
    detail: /^idempotency-key must be at most 255 characters long/,
  },
  {
    what: "another's account",
    request: place(json({ ...ORDER, accountId: "a2" })),
    status: 404,
    code: "unknown_account",
    detail: /^You have no account "a2"$/,
  },
  {
    what: "a mistyped parameter of cancel-all",
    request: ["DELETE", "/api/orders?symbl=005930", undefined],
    status: 400,
    code: "invalid_request",
    detail: /^"symbl" is not a query parameter here: the query parameters are accountId, symbol$/,
  },
  {
    what: "an unknown field of an amendment",
    request: ["PATCH", "/api/orders/o1", json({ price: 1 })],
    status: 400,
    code: "invalid_request",
    detail: /^"price" is not a field here: the fields are quantity, limitPrice, stopPrice$/,
  },
  {
    what: "a parameter given twice",
    request: ["DELETE", "/api/orders?symbol=005930&symbol=000660", undefined],
    status: 400,
    code: "invalid_request",
    detail: /^symbol must be a string, not a list$/,
  },
  {
    what: "a route that is not there",
    request: ["POST", "/api/order", json(ORDER)],
    status: 404,
    code: "not_found",
    detail: /^No route POST \/api\/order$/,
  },
];

Deno.test("what the gateway refuses itself reaches no service", async (t) => {
  for (const { what, request: [method, path, body, headers], status, code, detail } of ROWS) {
    await t.step(what, async () => {
      const h = harness();
      const response = await h.send(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      });
      const document = await response.json();
      assert.equal(response.status, status, document.detail);
      assert.equal(response.headers.get("content-type"), "application/problem+json");
      assert.equal(document.code, code);
      assert.equal(document.status, status);
      assert.match(document.detail, detail);
      assert.match(document.traceId, /^[0-9a-f]{32}$/);
      assert.deepEqual(h.calls.filter(isChange), []);
    });
  }
});

const REFUSALS:
  readonly (readonly [what: string, order: object, status: number, code: string, hint: string | undefined])[] = [
    ["unknown symbol", { symbol: "999999" }, 422, "unknown_symbol", undefined],
    ["quantity 0", { quantity: 0 }, 422, "invalid_quantity", undefined],
    ["negative", { quantity: -1 }, 422, "invalid_quantity", undefined],
    ["fractional", { quantity: 1.5 }, 422, "invalid_quantity", undefined],
    ["1e12", { quantity: 1e12 }, 422, "quantity_too_large", undefined],
    ["off the tick", { limitPrice: 70_050 }, 422, "price_off_tick", "70000 or 70100"],
    ["outside the band", { limitPrice: 700_000 }, 422, "price_outside_band", "91000"],
    ["selling what you do not hold", { side: "sell" }, 422, "insufficient_shares", undefined],
    ["not enough cash", { quantity: 1e6 }, 422, "insufficient_cash", undefined],
    ["another order under the same key", {}, 422, "idempotency_mismatch", undefined],
  ];

Deno.test("what the order service refuses is told as it says it, with the request's own trace", async () => {
  for (const [what, change, status, code, hint] of REFUSALS) {
    const order = { ...ORDER, ...change };
    const h = harness({
      order: { "POST /orders": () => problem(status, code, `about ${what}`, hint === undefined ? {} : { hint }) },
    });
    const response = await h.send("POST", "/api/orders", { json: order });
    const document = await response.json();
    assert.equal(response.status, status, what);
    assert.deepEqual([document.code, document.detail, document.hint], [code, `about ${what}`, hint]);
    assert.equal(document.traceId, "07".repeat(16));
    const [call] = h.callsTo("order", "POST /orders");
    assert.partialDeepStrictEqual(call?.body, { order });
  }
});

Deno.test("amending or canceling what has ended, or is not there, is told as the order service says it", async () => {
  for (const [status, code] of [[409, "order_ended"], [404, "not_found"], [409, "amend_pending"]] as const) {
    const h = harness({
      order: { "PATCH /orders/o1": () => problem(status, code), "DELETE /orders/o1": () => problem(status, code) },
    });
    for (
      const response of [
        await h.send("PATCH", "/api/orders/o1", { json: { quantity: 5 } }),
        await h.send("DELETE", "/api/orders/o1"),
      ]
    ) {
      assert.equal(response.status, status);
      assert.equal((await response.json()).code, code);
    }
  }
});

Deno.test("JSON is JSON whatever it is called, with a type or without", async () => {
  for (
    const type of [
      undefined,
      "application/json",
      "application/json; charset=utf-8",
      "text/json",
      "application/vnd.x+json",
    ]
  ) {
    const h = harness({ order: { "POST /orders": () => storedOrder() } });
    const response = await h.app.request("/api/orders", {
      method: "POST",
      headers: { authorization: "Bearer hoga_test", ...(type === undefined ? {} : { "content-type": type }) },
      body: new TextEncoder().encode(JSON.stringify(ORDER)),
    });
    assert.equal(response.status, 201, String(type));
    await response.body?.cancel();
  }
});
