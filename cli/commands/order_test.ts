import assert from "node:assert/strict";
import * as documents from "../testing/documents.ts";
import { fails, prints, printsJson, targets, text } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { withBench } from "../testing/run_cli.ts";

const { FILLED, RESERVED, STOPPED } = documents;

Deno.test("hoga order list prints a page and tells that there is more", () =>
  withBench(async (bench) => {
    const expected = text(
      "ID     Placed               Symbol  Name      Side  Type    Quantity  Filled   Price  Status",
      "ord-1  2025-03-14 10:00:00  005930  삼성전자  Buy   Market        10      10       -  Filled",
      "ord-2  2025-03-14 08:55:00  005930  삼성전자  Buy   Limit         10       0  71,000  Reserved",
    );
    assert.deepEqual(await bench.run(["order", "list"]), {
      code: 0,
      stdout: expected,
      stderr: "more: --cursor next-1\n",
    });
    assert.deepEqual(await bench.run(["order", "--quiet"]), { code: 0, stdout: expected, stderr: "" });
    await printsJson(bench, ["order", "list"], { orders: [FILLED, RESERVED], nextCursor: "next-1" });
  }));

Deno.test("hoga order list has a column of stop prices where there are any", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json({ orders: [STOPPED, RESERVED], nextCursor: null }));
    await prints(
      bench,
      ["order", "list"],
      "ID     Placed               Symbol  Name      Side  Type        Quantity  Filled   Price  Stop price  Status",
      "ord-4  2025-03-14 10:00:00  005930  삼성전자  Sell  Stop limit        10       0  68,500      69,000  Accepted",
      "ord-2  2025-03-14 08:55:00  005930  삼성전자  Buy   Limit             10       0  71,000           -  Reserved",
    );
    const korean = await bench.run(["order", "list", "--lang", "ko"]);
    assert.match(
      korean.stdout,
      /^.+유형 +수량 +체결 +가격 +스톱가격 +상태\n.+ 스톱지정가 +10 +0 +68,500 +69,000 +접수\n/,
    );
  }));

Deno.test("hoga order list asks for what its flags say", () =>
  withBench(async (bench) => {
    const flags = [
      "--status",
      "OPEN",
      "--symbol",
      "SK하이닉스",
      "--since",
      "2025-03-01",
      "--limit",
      "5",
      "--cursor",
      "c",
    ];
    await bench.run(["order", "list", ...flags, "--account", "acc-9"]);
    assert.deepEqual(targets(bench), [
      "GET /api/instruments/resolve?q=SK하이닉스",
      "GET /api/orders?since=2025-03-01&symbol=000660&cursor=c&limit=5&status=open&accountId=acc-9",
    ]);
    const before = bench.gateway.seen.length;
    assert.match(
      await fails(bench, ["order", "list", "--status", "done"], 2, "usage"),
      /--status: must be one of open, /,
    );
    assert.match(
      await fails(bench, ["order", "list", "--since", "March"], 2, "usage"),
      /--since: "March" is not a date/,
    );
    assert.match(await fails(bench, ["order", "list", "--limit", "0"], 2, "usage"), /--limit: "0" is not valid/);
    assert.equal(bench.gateway.seen.length, before);
  }));

Deno.test("hoga order show prints an order", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["order", "show", "ord-1"],
      "Filled: Buy 10 삼성전자 (005930)",
      "Order            ord-1",
      "Status           Filled",
      "Type             Market  DAY",
      "Filled           10 / 10 shares",
      "Average price    ₩71,500",
      "Amount           ₩715,000",
      "Commission, tax  ₩107, ₩0",
      "Placed           2025-03-14 (Fri) 10:00:00",
      "Expires          2025-03-14 (Fri) 15:30:00",
      "Key              key-1",
    );
    await printsJson(bench, ["order", "show", "a/b"], FILLED);
    assert.equal(bench.gateway.seen.at(-1)?.target, "/api/orders/a%2Fb");
    await fails(bench, ["order", "show", ""], 2, "usage");
    await fails(bench, ["order", "show", ".."], 2, "usage");
    bench.gateway.answer(() => problem(404, "not_found", "No order ord-9"));
    assert.equal(
      await fails(bench, ["order", "show", "ord-9"], 2, "not_found"),
      "error: No order ord-9 (hint: hoga order list shows your orders)",
    );
  }));

Deno.test("hoga order cancel prints the order as it is by then", () =>
  withBench(async (bench) => {
    const canceled = { ...RESERVED, status: "canceled", held: { asset: "KRW", amount: 0 } };
    await printsJson(bench, ["order", "cancel", "ord-2"], canceled);
    assert.equal(targets(bench)[0], "DELETE /api/orders/ord-2");
    await prints(bench, ["order", "cancel", "ord-2", "-q"], "ord-2");
    const ran = await bench.run(["order", "cancel", "ord-2"]);
    assert.match(ran.stdout, /^Canceled: Buy 10 삼성전자 \(005930\)\n/);
    bench.gateway.answer(() => problem(409, "order_ended", "The order has ended: filled"));
    const line = await fails(bench, ["order", "cancel", "ord-1"], 4, "order_ended");
    assert.equal(line, "error: The order has ended: filled");
  }));

Deno.test("hoga order amend sends only what changes", () =>
  withBench(async (bench) => {
    await printsJson(bench, ["order", "amend", "ord-2", "--qty", "20"], { ...RESERVED, quantity: 20 });
    await bench.run(["order", "amend", "ord-2", "--limit", "71,500", "--account", "a"]);
    assert.deepEqual(bench.gateway.seen.map(({ method, target, body }) => [method, target, body]), [
      ["PATCH", "/api/orders/ord-2", `{"quantity":20}`],
      ["PATCH", "/api/orders/ord-2?accountId=a", `{"limitPrice":71500}`],
    ]);
    await bench.run(["order", "amend", "ord-4", "--stop", "69,500", "--limit", "69,000", "--qty", "5"]);
    await bench.run(["order", "amend", "ord-4", "--stop", "69500"]);
    assert.deepEqual(bench.gateway.seen.slice(2).map(({ body }) => JSON.parse(body ?? "")), [
      { quantity: 5, limitPrice: 69_000, stopPrice: 69_500 },
      { stopPrice: 69_500 },
    ]);
    await fails(bench, ["order", "amend", "ord-4", "--stop", "-1"], 2, "invalid_price");
    await fails(bench, ["order", "amend", "ord-2"], 2, "nothing_to_amend");
    await fails(bench, ["order", "amend", "ord-2", "--qty", "-1"], 2, "invalid_quantity");
    await fails(bench, ["order", "amend", "ord-2", "--limit", "1.5"], 2, "invalid_price");
    assert.equal(bench.gateway.seen.length, 4);
  }));

Deno.test("hoga order cancel-all cancels at once without a terminal", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["order", "cancel-all", "--symbol", "005930"],
      "Canceled 1 order",
      "ID     Placed               Symbol  Name      Side  Type   Quantity  Filled   Price  Status",
      "ord-2  2025-03-14 08:55:00  005930  삼성전자  Buy   Limit        10       0  71,000  Canceled",
    );
    assert.deepEqual(targets(bench), ["DELETE /api/orders?symbol=005930"]);
    await printsJson(bench, ["order", "cancel-all"], { orders: [{ ...RESERVED, status: "canceled" }] });
    bench.gateway.answer(({ method }) => method === "DELETE" ? Response.json({ orders: [] }) : null);
    await prints(bench, ["order", "cancel-all"], "No open orders");
  }));

Deno.test("hoga order cancel-all asks on a terminal, and a no cancels nothing", () =>
  withBench(async (bench) => {
    const no = await bench.run(["order", "cancel-all"], { isTerminal: true, input: [""] });
    assert.deepEqual(no, {
      code: 1,
      stdout: "",
      stderr: "Cancel 2 open orders? [y/N] error: Nothing was done\n",
    });
    assert.deepEqual(targets(bench), ["GET /api/orders?status=open"]);
    const yes = await bench.run(["order", "cancel-all", "--no-color"], { isTerminal: true, input: ["y"] });
    assert.equal(yes.code, 0);
    const sure = await bench.run(["order", "cancel-all", "--yes", "--no-color"], { isTerminal: true });
    assert.equal(sure.code, 0);
    assert.equal(sure.stderr, "");
  }));
