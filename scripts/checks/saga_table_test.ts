import assert from "node:assert/strict";
import { sagaTable, withTable } from "./saga_table.ts";

const CATALOG = {
  OrderPlaced: {
    emitters: ["order"],
    subscribers: ["portfolio"],
    compensation: "OrderRejected",
    summary: "an order is recorded",
  },
  TradeExecuted: {
    emitters: ["execution"],
    subscribers: ["order", "portfolio"],
    compensation: null,
    summary: "shares traded",
  },
};

Deno.test("sagaTable() pads one row per event", () => {
  assert.equal(
    sagaTable(CATALOG),
    [
      "| event           | what happened        | emitted by | heard by         | undone by       |",
      "| --------------- | -------------------- | ---------- | ---------------- | --------------- |",
      "| `OrderPlaced`   | an order is recorded | order      | portfolio        | `OrderRejected` |",
      "| `TradeExecuted` | shares traded        | execution  | order, portfolio | -               |",
    ].join("\n"),
  );
});

Deno.test("withTable() replaces what stands between the markers, and only that", () => {
  const before = "# Map\n\n<!-- saga:begin -->\nold\n<!-- saga:end -->\n\nafter\n";
  const after = withTable(before, "| new |");
  assert.equal(after, "# Map\n\n<!-- saga:begin -->\n\n| new |\n\n<!-- saga:end -->\n\nafter\n");
  assert.equal(withTable(after ?? "", "| new |"), after);
});

Deno.test("withTable() is null without both markers in order", () => {
  assert.equal(withTable("# Map\n", "| new |"), null);
  assert.equal(withTable("<!-- saga:end --><!-- saga:begin -->", "| new |"), null);
});
