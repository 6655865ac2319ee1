import assert from "node:assert/strict";
import { PREVIEW, STOPPED } from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { type Bench, withBench } from "../testing/run_cli.ts";

/** The terms that the gateway was sent, of the last request. */
function termsSent(bench: Bench): unknown {
  const { type, limitPrice, stopPrice } = JSON.parse(bench.gateway.seen.at(-1)?.body ?? "{}");
  return [type, limitPrice, stopPrice];
}

Deno.test("hoga buy --type takes short words, the API's names and Korean, and --stop means a stop limit order", () =>
  withBench(async (bench) => {
    const words: Record<string, readonly string[]> = {
      market: ["market", "시장가", "MARKET"],
      best_limit: ["best", "best_limit", "best-limit", "최유리", "최유리지정가", "최유리".normalize("NFD")],
      top_limit: ["top", "top_limit", "최우선", "최우선지정가"],
      mid_price: ["mid", "mid_price", "중간가"],
    };
    for (const [type, names] of Object.entries(words)) {
      for (const name of names) {
        await prints(bench, ["-q", "buy", "005930", "10", "--type", name], "ord-1");
        assert.deepEqual(termsSent(bench), [type, null, undefined], name);
      }
    }
    const limited: Record<string, readonly string[]> = {
      limit: ["limit", "지정가"],
      conditional_limit: ["conditional", "conditional_limit", "조건부", "조건부지정가"],
    };
    for (const [type, names] of Object.entries(limited)) {
      for (const name of names) {
        await prints(bench, ["-q", "buy", "005930", "10", "--type", name, "--limit", "71,000"], "ord-1");
        assert.deepEqual(termsSent(bench), [type, 71_000, undefined], name);
      }
    }
    const stops = ["--limit", "71,000", "--stop", "70,500"];
    for (
      const type of [[], ["--type", "stop"], ["--type", "stop_limit"], ["--type", "스톱"], ["--type", "스톱지정가"]]
    ) {
      await prints(bench, ["-q", "buy", "005930", "10", ...stops, ...type], "ord-1");
      assert.deepEqual(termsSent(bench), ["stop_limit", 71_000, 70_500], type.join(" "));
    }
  }));

Deno.test("hoga buy refuses a type without its prices, or with others, before anything is sent", () =>
  withBench(async (bench) => {
    const hint = "limit and conditional orders take --limit, stop orders --limit and --stop, the others neither";
    const cases: [string[], string, string][] = [
      [["--type", "limit"], "price_required", "A limit order needs a limit price"],
      [["--type", "conditional"], "price_required", "A conditional limit order needs a limit price"],
      [["--stop", "70000"], "price_required", "A stop limit order needs a limit price"],
      [["--type", "stop", "--limit", "71000"], "stop_price_required", "A stop limit order needs a stop price"],
      [["--type", "market", "--limit", "71000"], "price_not_allowed", "A market order takes no limit price"],
      [["--type", "best", "--limit", "71000"], "price_not_allowed", "A best limit order takes no limit price"],
      [["--type", "mid", "--stop", "71000"], "stop_price_not_allowed", "A mid-price order takes no stop price"],
      [
        ["--type", "limit", "--limit", "71000", "--stop", "70000"],
        "stop_price_not_allowed",
        "A limit order takes no stop price",
      ],
    ];
    for (const [flags, code, sentence] of cases) {
      const line = await fails(bench, ["buy", "005930", "10", ...flags], 2, code);
      assert.equal(line, `error: ${sentence} (hint: ${hint})`);
    }
    assert.equal(
      await fails(bench, ["buy", "005930", "10", "--type", "gtc"], 2, "usage"),
      'error: --type: must be one of limit, market, best, top, conditional, mid, stop, not "gtc" (hint: see hoga buy --help)',
    );
    assert.match(await fails(bench, ["buy", "005930", "10", "--type", ""], 2, "usage"), /^error: --type: /);
    assert.match(await fails(bench, ["buy", "005930", "10", "--type", "toString"], 2, "usage"), /^error: --type: /);
    await fails(bench, ["buy", "005930", "10", "--stop", "0", "--limit", "1"], 2, "invalid_price");
    const korean = await bench.run(["buy", "005930", "10", "--type", "최유리", "--limit", "71000", "--lang", "ko"]);
    assert.deepEqual([korean.code, korean.stderr.split(" (힌트")[0]], [
      2,
      "오류: 이 유형의 주문에는 지정가를 쓸 수 없습니다 (A best limit order takes no limit price)",
    ]);
    assert.deepEqual(targets(bench), []);
  }));

Deno.test("hoga sell prints a stop limit order's type and stop price in both languages", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json(STOPPED, { status: 201 }));
    const args = ["sell", "005930", "10", "--stop", "69,000", "--limit", "68,500"];
    await prints(
      bench,
      args,
      "Accepted: Sell 10 삼성전자 (005930)",
      "Order       ord-4",
      "Status      Accepted",
      "Type        Stop limit  DAY",
      "Price       ₩68,500",
      "Stop price  ₩69,000",
      "Filled      0 / 10 shares",
      "Held        10 shares of 005930",
      "Placed      2025-03-14 (Fri) 10:00:00",
      "Expires     2025-03-14 (Fri) 15:30:00",
      "Key         key-4",
    );
    const korean = await bench.run([...args, "--lang", "ko"]);
    assert.match(korean.stdout, /^유형 +스톱지정가 {2}DAY\n가격 +68,500원\n스톱가격 +69,000원$/m);
    await printsJson(bench, args, STOPPED);
  }));

Deno.test("hoga buy --dry-run previews every type by its name in both languages", () =>
  withBench(async (bench) => {
    const names: Record<string, readonly [english: string, korean: string]> = {
      limit: ["Limit", "지정가"],
      market: ["Market", "시장가"],
      best_limit: ["Best limit", "최유리지정가"],
      top_limit: ["Top limit", "최우선지정가"],
      conditional_limit: ["Conditional limit", "조건부지정가"],
      mid_price: ["Mid-price", "중간가"],
      stop_limit: ["Stop limit", "스톱지정가"],
    };
    for (const [type, [english, korean]] of Object.entries(names)) {
      bench.gateway.answer(() => Response.json({ ...PREVIEW, type }));
      const inEnglish = await bench.run(["buy", "005930", "10", "--dry-run"]);
      assert.match(inEnglish.stdout, new RegExp(`^Type +${english} {2}DAY$`, "m"));
      const inKorean = await bench.run(["buy", "005930", "10", "--dry-run", "--lang", "ko"]);
      assert.match(inKorean.stdout, new RegExp(`^유형 +${korean} {2}DAY$`, "m"));
    }
    bench.gateway.answer(() =>
      Response.json({ ...PREVIEW, type: "stop_limit", limitPrice: 73_500, stopPrice: 73_000, estimatedPrice: 73_500 })
    );
    const { stdout } = await bench.run(["buy", "005930", "10", "--stop", "73000", "--limit", "73500", "--dry-run"]);
    assert.match(stdout, /^Type +Stop limit {2}DAY\nPrice +₩73,500\nStop price +₩73,000\nEstimated price +₩73,500$/m);
  }));

Deno.test("hoga buy of a type that is not taken then exits 4 with the reason", () =>
  withBench(async (bench) => {
    const cases = [
      ["order_type_not_now", "A best limit order is not taken in the closing auction"],
      ["order_type_not_allowed", "A top limit order cannot be IOC"],
      ["trading_halted", "Trading is halted: orders can only be canceled"],
      ["quantity_too_large", "Quantity 10 is above 5, the most shares that one order of 005930 may have"],
    ] as const;
    for (const [code, sentence] of cases) {
      bench.gateway.answer(() => problem(422, code, sentence));
      const line = await fails(bench, ["buy", "005930", "10", "--type", "best"], 4, code);
      assert.equal(line, `error: ${sentence}`);
    }
    const korean = await bench.run(["buy", "005930", "10", "--lang", "ko"]);
    assert.match(korean.stderr, /^오류: 수량이 너무 큽니다 \(Quantity 10 /);
  }));
