import assert from "node:assert/strict";
import { drawn, frameTexts, reads, seen, spansWith } from "../testing/frames.ts";
import { press, tradingState } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import { frame } from "./frame.ts";

Deno.test("the orders at 80×24: the list of a filter, and all about the order under the cursor", () => {
  assert.equal(
    reads(seen(viewOf("orders"), 80, 24)),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
╭─  Open  All  Filled  Ended  ─────────────────────────────────────────── 1/3 ─╮
│  Placed         Symbol Name      Side Type    Price Quantity Filled Status   │
│ ▶03-14 10:00:00 005930 삼성전자  Buy  Market      -       10     10 Filled   │
│  03-14 08:55:00 005930 삼성전자  Buy  Limit  71,000       10      0 Reserved │
│  03-14 10:00:00 005930 삼성전자  Buy  Market      -       10      0 Rejected │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Order ──────────────────────────────────────────────────────────────────────╮
│ Order ord-1                                                                  │
│ Buy 삼성전자 005930 Market DAY                                               │
│ Filled 10/10 @ 71,500  Commission, tax 107, 0                                │
│ Placed 2025-03-14 10:00:00  Expires 2025-03-14 15:30:00                      │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
f filter  c cancel order  m amend  e explain  C cancel all      ? help  q quit
`),
  );
});

Deno.test("the order under the cursor tells why it waits, or why it was refused", () => {
  const state = seen(viewOf("orders"), 80, 24);
  const last = (...names: readonly string[]) => frameTexts(press(state, ...names).state).at(-3)?.slice(2, -2).trimEnd();
  assert.equal(last("j"), "Waiting for the market opens at 09:00");
  assert.equal(last("j", "j"), "Reason Needs 715,107 won, 1,000 available");
});

Deno.test("every row has its status whole, in its color, also where there is little room", () => {
  const lines = frame(seen(viewOf("orders"), 60, 20)).lines.slice(4, 7);
  const tones = ["Filled", "Reserved", "Rejected"].map((status) =>
    spansWith(lines, status).find(({ text }) => text === status)?.style?.tone
  );
  assert.deepEqual(tones, ["good", "warning", "danger"]);
});

Deno.test("a list that is being asked for, is empty or failed says so", () => {
  const asking = press(seen(tradingState(), 80, 24), "3", "f").state;
  assert.match(frameTexts(asking)[3] ?? "", /asking…/);
  const empty = { ...asking, orders: { ...asking.orders, orders: [] } };
  assert.match(frameTexts(empty)[3] ?? "", /no orders/i);
  const failed = { ...asking, orders: { ...asking.orders, problem: "the gateway is away" } };
  assert.match(frameTexts(failed)[3] ?? "", /the gateway is away/);
});
