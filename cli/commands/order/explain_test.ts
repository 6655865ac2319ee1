import assert from "node:assert/strict";
import type { Order, Timeline } from "../../api/documents.ts";
import { FILLED, REJECTED, RESERVED, TIMELINE } from "../../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../../testing/expect.ts";
import { problem } from "../../testing/fake_gateway.ts";
import { type Bench, withBench } from "../../testing/run_cli.ts";

/** The gateway tells this life instead of its own. */
function tells(bench: Bench, timeline: Timeline): void {
  bench.gateway.answer(({ target }) => target.includes("/timeline") ? Response.json(timeline) : null);
}

/** The last line that is printed of an order in a language. */
async function lastLine(bench: Bench, order: Order, waitingFor: string | null, lang: "en" | "ko"): Promise<string> {
  tells(bench, { ...TIMELINE, order, waitingFor, waiting: null });
  const { code, stdout } = await bench.run(["order", "explain", order.id, "--lang", lang]);
  assert.equal(code, 0);
  return stdout.trimEnd().split("\n").at(-1) ?? "";
}

Deno.test("hoga order explain tells an order's life, and why it has not filled yet", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["order", "explain", "ord-2"],
      "Reserved: Buy 10 삼성전자 (005930)",
      "Order      ord-2",
      "Status     Reserved",
      "Type       Limit  DAY",
      "Price      ₩71,000",
      "Filled     0 / 10 shares",
      "Held       ₩710,107",
      "Placed     2025-03-14 (Fri) 08:55:00",
      "Activates  2025-03-14 (Fri) 09:00:00",
      "Expires    2025-03-14 (Fri) 15:30:00",
      "Key        key-2",
      "",
      "Time (KST)           What happened",
      "2025-03-14 08:55:00  Placed",
      "2025-03-14 08:55:00  Held 710,107 won",
      "",
      "Why it has not filled yet: the market opens at 09:00",
    );
    assert.deepEqual(targets(bench), ["GET /api/orders/ord-2/timeline"]);
    assert.equal(bench.gateway.seen[0]?.headers["accept-language"], "en");
    await printsJson(bench, ["order", "explain", "ord-2"], TIMELINE);
  }));

Deno.test("hoga order explain speaks Korean, and gives times in Korea's", () =>
  withBench(async (bench) => {
    const order = { ...FILLED, reason: null };
    const entries = [
      {
        at: "2025-03-14T01:00:00Z",
        type: "OrderPlaced",
        message: "주문을 받았습니다: 매수 10주, 시장가",
        data: {},
      },
      { at: "2025-03-14T10:00:01+09:00", type: "OrderFilled", message: "71,500원에 10주가 체결되었습니다", data: {} },
    ];
    tells(bench, { order, entries, waitingFor: null, waiting: null });
    await prints(
      bench,
      ["order", "explain", "ord-1", "--lang", "ko"],
      "체결: 삼성전자(005930) 10주 매수",
      "주문          ord-1",
      "상태          체결",
      "유형          시장가  DAY",
      "체결수량      10 / 10주",
      "평균체결가    71,500원",
      "체결금액      715,000원",
      "수수료, 세금  107원, 0원",
      "주문시각      2025-03-14 (금) 10:00:00",
      "만료          2025-03-14 (금) 15:30:00",
      "키            key-1",
      "",
      "시각(KST)            내용",
      "2025-03-14 10:00:00  주문을 받았습니다: 매수 10주, 시장가",
      "2025-03-14 10:00:01  71,500원에 10주가 체결되었습니다",
      "",
      "결과: 체결, 10주 중 10주가 평균 71,500원에 체결",
    );
    assert.equal(bench.gateway.seen[0]?.headers["accept-language"], "ko");
  }));

Deno.test("hoga order explain ends with how the order ended, or with why it is open", () =>
  withBench(async (bench) => {
    const part = { filledQuantity: 4, filledAmount: 280_000, averagePrice: 70_000 };
    const over = { code: "session_over", message: "The session ended before it filled" };
    const rows: readonly (readonly [order: Order, waitingFor: string | null, en: string, ko: string])[] = [
      [
        FILLED,
        null,
        "How it ended: Filled, 10 of 10 shares filled, at ₩71,500 on average",
        "결과: 체결, 10주 중 10주가 평균 71,500원에 체결",
      ],
      [
        { ...RESERVED, ...part, status: "expired", reason: over },
        null,
        "How it ended: Expired, 4 of 10 shares filled, at ₩70,000 on average: The session ended before it filled",
        "결과: 만료, 10주 중 4주가 평균 70,000원에 체결: 체결되기 전에 장이 끝났습니다",
      ],
      [
        REJECTED,
        null,
        "How it ended: Rejected, nothing filled: Needs 715,107 won, 1,000 available",
        "결과: 거부, 체결 없음: 주문가능금액이 부족합니다 (Needs 715,107 won, 1,000 available)",
      ],
      [
        { ...RESERVED, ...part, status: "partially_filled" },
        "W",
        "Why the rest has not filled yet: W",
        "나머지 미체결 사유: W",
      ],
      [{ ...RESERVED, status: "accepted" }, "W", "Why it has not filled yet: W", "미체결 사유: W"],
      [
        { ...RESERVED, status: "accepted" },
        null,
        "Why it has not filled yet: the market cannot be asked now",
        "미체결 사유: 지금은 시장에 물어볼 수 없습니다",
      ],
    ];
    for (const [order, waitingFor, en, ko] of rows) {
      assert.equal(await lastLine(bench, order, waitingFor, "en"), en);
      assert.equal(await lastLine(bench, order, waitingFor, "ko"), ko);
    }
  }));

Deno.test("hoga order explain refuses what is no id, and tells of an order that is not there", () =>
  withBench(async (bench) => {
    await fails(bench, ["order", "explain", ""], 2, "usage");
    await fails(bench, ["order", "explain"], 2, "usage");
    bench.gateway.answer(() => problem(404, "not_found", "No order ord-9"));
    assert.equal(
      await fails(bench, ["order", "explain", "ord-9"], 2, "not_found"),
      "error: No order ord-9 (hint: hoga order list shows your orders)",
    );
  }));
