import assert from "node:assert/strict";
import { CalendarOverride, CorporateAction, Interruption, Problem } from "@hoga/contracts";
import { type Fakes, harness, problem } from "../testing/harness.ts";

const HALT: Interruption = {
  id: "halt-005930-20250314T100500",
  kind: "halt",
  symbol: "005930",
  market: null,
  haltedFrom: "2025-03-14T10:05:00+09:00",
  haltedUntil: null,
  auctionUntil: null,
  note: null,
};
const SPLIT: CorporateAction = {
  id: "split-005930-2025-03-17",
  kind: "split",
  symbol: "005930",
  exDate: "2025-03-17",
  payDate: null,
  amountPerShare: null,
  numerator: 5,
  denominator: 1,
  status: "announced",
};
const HOLIDAY: CalendarOverride = { date: "2025-03-17", closed: true, opens: null, closes: null, note: null };

const fakes: Fakes = {
  "market-data": {
    "GET /ops/calendar": () => ({ overrides: [HOLIDAY] }),
    "PUT /ops/calendar/2025-03-17": () => HOLIDAY,
    "DELETE /ops/calendar/2025-03-17": () => ({ removed: "2025-03-17" }),
    "GET /ops/interruptions": () => ({ interruptions: [HALT] }),
    "POST /ops/halts": () => HALT,
    "POST /ops/breakers": () => problem(400, "invalid_request", "Level 1 has to come first"),
    [`DELETE /ops/interruptions/${HALT.id}`]: () => ({ removed: HALT.id }),
    "GET /ops/actions": () => ({ actions: [SPLIT] }),
    "POST /ops/actions": () => SPLIT,
    [`DELETE /ops/actions/${SPLIT.id}`]: () => ({ removed: SPLIT.id }),
  },
};

Deno.test("what operators enter goes to the market-data service, and its answer comes back", async () => {
  const h = harness(fakes);
  const action = { kind: "split", symbol: "005930", exDate: "2025-03-17", numerator: 5, denominator: 1 };
  const rows: readonly (readonly [method: string, path: string, json: unknown, answer: unknown])[] = [
    ["GET", "/api/ops/calendar", undefined, { overrides: [HOLIDAY] }],
    ["PUT", "/api/ops/calendar/2025-03-17", { closed: true }, HOLIDAY],
    ["DELETE", "/api/ops/calendar/2025-03-17", undefined, { removed: "2025-03-17" }],
    ["GET", "/api/ops/interruptions", undefined, { interruptions: [HALT] }],
    ["POST", "/api/ops/halts", { symbol: "005930" }, HALT],
    ["DELETE", `/api/ops/interruptions/${HALT.id}`, undefined, { removed: HALT.id }],
    ["GET", "/api/ops/actions", undefined, { actions: [SPLIT] }],
    ["POST", "/api/ops/actions", action, SPLIT],
    ["DELETE", `/api/ops/actions/${SPLIT.id}`, undefined, { removed: SPLIT.id }],
  ];
  for (const [method, path, json, answer] of rows) {
    const response = await h.send(method, path, json === undefined ? {} : { json });
    assert.deepEqual([response.status, await response.json()], [200, answer], `${method} ${path}`);
    if (json !== undefined) assert.deepEqual(h.calls.at(-1)?.body, json);
  }
});

Deno.test("a body that is not right is refused before it goes anywhere, and a refusal of the service is passed on", async () => {
  const h = harness(fakes);
  const wrong: readonly (readonly [method: string, path: string, json: unknown])[] = [
    ["PUT", "/api/ops/calendar/2025-03-17", { opens: "9:00" }],
    ["PUT", "/api/ops/calendar/2025-03-17", { close: true }],
    ["PUT", "/api/ops/calendar/17-03-2025", { closed: true }],
    ["POST", "/api/ops/halts", {}],
    ["POST", "/api/ops/halts", { symbol: "005930", from: "10:00" }],
    ["POST", "/api/ops/breakers", { market: "KONEX", level: 1 }],
    ["POST", "/api/ops/breakers", { market: "KOSPI", level: 4 }],
    ["POST", "/api/ops/actions", { kind: "merger", symbol: "005930", exDate: "2025-03-17" }],
    ["POST", "/api/ops/actions", {
      kind: "split",
      symbol: "005930",
      exDate: "2025-03-17",
      numerator: 0,
      denominator: 1,
    }],
    ["POST", "/api/ops/actions", {
      kind: "cash_dividend",
      symbol: "005930",
      exDate: "2025-03-17",
      amountPerShare: 361,
    }],
  ];
  for (const [method, path, json] of wrong) {
    const response = await h.send(method, path, { json });
    const { status, code, detail } = Problem.parse(await response.json());
    assert.deepEqual([status, code], [400, "invalid_request"], JSON.stringify(json));
    assert.doesNotMatch(detail, /undefined|\[object|expected/i, detail);
  }
  assert.deepEqual(h.calls.filter((call) => call.service === "market-data"), []);
  const refused = await h.send("POST", "/api/ops/breakers", { json: { market: "KOSPI", level: 2 } });
  assert.equal(Problem.parse(await refused.json()).detail, "Level 1 has to come first");
});

Deno.test("who is no operator may look and not change", async () => {
  const { send } = harness({ "market-data": { "GET /ops/interruptions": () => ({ interruptions: [] }) } }, {
    isOperator: () => false,
  });
  assert.equal((await send("GET", "/api/ops/interruptions")).status, 200);
  const changes = [
    ["POST", "/api/ops/halts"],
    ["PUT", "/api/ops/calendar/2026-12-24"],
    ["DELETE", "/api/ops/actions/x"],
    ["POST", "/api/ops/dead/retry"],
    ["POST", "/api/instruments/import"],
  ] as const;
  for (const [method, path] of changes) {
    const refused = await send(method, path, { json: {} });
    assert.equal(refused.status, 403, path);
    assert.equal((await refused.json()).code, "forbidden");
  }
});
