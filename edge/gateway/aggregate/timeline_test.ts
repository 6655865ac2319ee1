import assert from "node:assert/strict";
import { CODES } from "@hoga/contracts";
import { CATALOG } from "@hoga/events";
import { storedOrder, storedTrade } from "../testing/documents.ts";
import { holdAskedFor, tellsOfTrades, timelineMessage, withPlacedTerms } from "./timeline.ts";
import type { Line, Placed } from "./timeline_facts.ts";

type Data = Record<string, unknown>;
type Row = readonly [type: string, data: Data, en: string, ko: string];

const AT = "2025-03-14T09:31:00+09:00";
const BUY: Placed = { side: "buy", type: "limit", timeInForce: "day" };
const SELL: Placed = { ...BUY, side: "sell" };
const line = (type: string, data: Data = {}): Line => ({ at: AT, type, data });
const reason = (code: keyof typeof CODES, message: string = CODES[code].en) => ({ reason: { code, message } });

function check(placed: Placed, rows: readonly Row[], trades = [storedTrade()]): void {
  const byId = new Map(trades.map((trade) => [trade.id, trade]));
  for (const [type, data, en, ko] of rows) {
    const tell = (lang: "en" | "ko") => timelineMessage(line(type, data), { order: placed, trades: byId, lang });
    assert.equal(tell("en"), en, `${type} ${JSON.stringify(data)}`);
    assert.equal(tell("ko"), ko, `${type} ${JSON.stringify(data)}`);
  }
}

Deno.test("a placed order is told with its type, prices and time in force", () => {
  const rows: readonly (readonly [Partial<Placed>, Data, string, string])[] = [
    [{}, { quantity: 10, limitPrice: 70_000 }, "buy 10 shares, limit 70,000 won", "매수 10주, 지정가 70,000원"],
    [{ side: "sell", type: "market" }, { quantity: 1 }, "sell 1 share, market", "매도 1주, 시장가"],
    [
      { type: "best_limit", timeInForce: "ioc" },
      { quantity: 10 },
      "buy 10 shares, best limit, IOC",
      "매수 10주, 최유리지정가, IOC",
    ],
    [{ type: "top_limit" }, { quantity: 10 }, "buy 10 shares, top limit", "매수 10주, 최우선지정가"],
    [
      { type: "conditional_limit" },
      { quantity: 10, limitPrice: 70_000 },
      "buy 10 shares, conditional limit 70,000 won",
      "매수 10주, 조건부지정가 70,000원",
    ],
    [
      { type: "mid_price", timeInForce: "fok" },
      { quantity: 10 },
      "buy 10 shares, mid-price, FOK",
      "매수 10주, 중간가, FOK",
    ],
    [
      { side: "sell", type: "stop_limit" },
      { quantity: 1_000, limitPrice: 68_900, stopPrice: 69_000 },
      "sell 1,000 shares, stop limit 68,900 won, stop 69,000 won",
      "매도 1,000주, 스톱지정가 68,900원, 스톱가격 69,000원",
    ],
    [{}, { hold: { asset: "KRW", amount: 1 } }, "buy, limit", "매수, 지정가"],
  ];
  for (const [placed, data, en, ko] of rows) {
    check({ ...BUY, ...placed }, [["OrderPlaced", data, `The order was recorded: ${en}`, `주문을 받았습니다: ${ko}`]]);
  }
});

Deno.test("the placed terms are the order's own until a line changes them", () => {
  const order = storedOrder({ quantity: 7, limitPrice: null, stopPrice: null, type: "market" });
  const placed = line("OrderPlaced", { hold: 1 });
  const told = line("OrderPlaced", { quantity: 7, limitPrice: null, stopPrice: null, hold: 1 });
  const accepted = line("OrderAccepted");
  assert.deepEqual(withPlacedTerms(order, [placed, accepted]), [told, accepted]);
  for (const type of ["OrderAmended", "OrderAdjusted"]) {
    const lines = [placed, accepted, line(type, { quantity: 7 })];
    assert.deepEqual(withPlacedTerms(order, lines), lines);
  }
  const own = line("OrderPlaced", { quantity: 3, limitPrice: 5, stopPrice: null });
  assert.deepEqual(withPlacedTerms(order, [own]), [own], "what the line itself says stands");
});

Deno.test("what is reserved is told in won or in shares", () => {
  check(BUY, [
    ["FundsReserved", { amount: 700_105 }, "700,105 won were reserved for it", "증거금 700,105원을 묶었습니다"],
    ["FundsReserved", {}, "Cash was reserved for it", "증거금을 묶었습니다"],
    [
      "HoldChangeRequested",
      { amount: 9_000 },
      "What is reserved for it is to change: 9,000 won",
      "묶는 금액을 바꾸기로 했습니다: 9,000원",
    ],
    [
      "HoldChanged",
      { amount: 9_000 },
      "What is reserved for it was changed: 9,000 won",
      "묶는 금액을 바꾸었습니다: 9,000원",
    ],
    ["HoldChanged", { quantity: 5 }, "What is reserved for it was changed", "묶는 금액을 바꾸었습니다"],
    ["HoldReleased", { asset: "KRW", amount: 105 }, "105 won are free again", "묶였던 105원이 풀렸습니다"],
    ["HoldReleased", {}, "What was left of its reservation is free again", "묶였던 나머지가 풀렸습니다"],
  ]);
  check(SELL, [
    ["SharesReserved", { amount: 10 }, "10 shares were reserved for it", "매도할 10주를 묶었습니다"],
    ["SharesReserved", { amount: 1 }, "1 share was reserved for it", "매도할 1주를 묶었습니다"],
    ["SharesReserved", {}, "Shares were reserved for it", "매도할 주식을 묶었습니다"],
    [
      "HoldChangeRequested",
      { amount: 50 },
      "What is reserved for it is to change: 50 shares",
      "묶는 수량을 바꾸기로 했습니다: 50주",
    ],
    ["HoldChanged", { amount: 1 }, "What is reserved for it was changed: 1 share", "묶는 수량을 바꾸었습니다: 1주"],
    ["HoldReleased", { asset: "005930", amount: 3 }, "3 shares are free again", "묶였던 3주가 풀렸습니다"],
    ["HoldReleased", { asset: "005930", amount: 1 }, "1 share is free again", "묶였던 1주가 풀렸습니다"],
  ]);
});

Deno.test("a trade is told with its auction", () => {
  check(BUY, [
    ["OrderAccepted", { enteredAt: 1 }, "It went to the market", "시장에 접수되었습니다"],
    [
      "TradeExecuted",
      { quantity: 4, price: 71_500, rule: "continuous" },
      "4 shares traded at 71,500 won",
      "71,500원에 4주가 체결되었습니다",
    ],
    [
      "TradeExecuted",
      { quantity: 1, price: 71_500, rule: "opening_auction" },
      "1 share traded at 71,500 won in the opening auction",
      "시가 단일가로 71,500원에 1주가 체결되었습니다",
    ],
    [
      "OrderFilled",
      { quantity: 6, price: 70_000, rule: "closing_auction" },
      "6 shares traded at 70,000 won in the closing auction: it is filled",
      "종가 단일가로 70,000원에 6주가 체결되어 주문이 완료되었습니다",
    ],
    [
      "OrderFilled",
      { quantity: 6, price: 70_000, rule: "volatility_auction" },
      "6 shares traded at 70,000 won in the call auction of a volatility interruption: it is filled",
      "변동성완화장치(VI) 단일가로 70,000원에 6주가 체결되어 주문이 완료되었습니다",
    ],
    [
      "TradeExecuted",
      { quantity: 6, price: 70_000, rule: "reopening_auction" },
      "6 shares traded at 70,000 won in the reopening auction",
      "거래 재개 단일가로 70,000원에 6주가 체결되었습니다",
    ],
    ["TradeExecuted", {}, "Shares traded", "일부가 체결되었습니다"],
    ["OrderFilled", {}, "It was filled", "전량 체결되었습니다"],
  ]);
});

Deno.test("a trade is told with the quote that made its price, where it is known", () => {
  const quote = { last: 70_050, bid: 70_000, ask: 70_100, at: "2025-03-14T09:30:56.100+09:00", source: "sim" } as const;
  const data = { tradeId: "o1-5-0", quantity: 4, price: 70_100 };
  const rows = [
    [quote, "bid 70,000, ask 70,100, 3 s old, sim", "매수호가 70,000원, 매도호가 70,100원, 3초 전 시세, sim"],
    [
      { ...quote, bid: null, at: AT },
      "no bid, ask 70,100, 0 s old, sim",
      "매수호가 없음, 매도호가 70,100원, 0초 전 시세, sim",
    ],
    [
      { ...quote, ask: null, source: "kis" },
      "bid 70,000, no ask, 3 s old, kis",
      "매수호가 70,000원, 매도호가 없음, 3초 전 시세, kis",
    ],
    [{ ...quote, bid: null, ask: null }, "last 70,050, 3 s old, sim", "현재가 70,050원, 3초 전 시세, sim"],
  ] as const;
  for (const [seen, en, ko] of rows) {
    check(BUY, [
      ["TradeExecuted", data, `4 shares traded at 70,100 won (${en})`, `70,100원에 4주가 체결되었습니다 (${ko})`],
      [
        "OrderFilled",
        data,
        `4 shares traded at 70,100 won (${en}): it is filled`,
        `70,100원에 4주가 체결되어 주문이 완료되었습니다 (${ko})`,
      ],
    ], [storedTrade({ quote: seen })]);
  }
  check(BUY, [[
    "TradeExecuted",
    { ...data, tradeId: "o1-6-0" },
    "4 shares traded at 70,100 won",
    "70,100원에 4주가 체결되었습니다",
  ]]);
  assert.equal(tellsOfTrades([line("OrderPlaced"), line("OrderFilled", data)]), true);
  assert.equal(tellsOfTrades([line("OrderPlaced"), line("OrderFilled")]), false);
});

Deno.test("changes are told with the new terms", () => {
  const terms = { quantity: 5, limitPrice: 69_000, stopPrice: 69_500 };
  check(BUY, [
    [
      "AmendRequested",
      terms,
      "A change was asked for: 5 shares, limit 69,000 won, stop 69,500 won",
      "정정을 요청했습니다: 5주, 지정가 69,000원, 스톱가격 69,500원",
    ],
    [
      "OrderAmended",
      { ...terms, limitPrice: null, stopPrice: null },
      "It was changed: 5 shares",
      "정정되었습니다: 5주",
    ],
    ["OrderAmended", {}, "It was changed", "정정되었습니다"],
    [
      "AmendRejected",
      reason("session_over"),
      "The change was refused: The session ended before it filled",
      "정정이 거부되었습니다: 체결되기 전에 장이 끝났습니다",
    ],
    [
      "OrderAdjusted",
      { ratio: { numerator: 5, denominator: 1 }, quantity: 50, limitPrice: 14_000 },
      "A split or a bonus issue changed it (5 for 1): 50 shares, limit 14,000 won",
      "액면분할·병합이나 무상증자로 조정되었습니다(1주 → 5주): 50주, 지정가 14,000원",
    ],
    [
      "OrderAdjusted",
      { quantity: 50, limitPrice: null },
      "A split or a bonus issue changed it: 50 shares",
      "액면분할·병합이나 무상증자로 조정되었습니다: 50주",
    ],
    ["CancelRequested", {}, "Its cancellation was asked for", "취소를 요청했습니다"],
    ["CancelRejected", {}, "It could not be canceled", "취소가 거부되었습니다"],
  ]);
});

Deno.test("every end says why", () => {
  check(BUY, [
    [
      "ReservationRejected",
      reason("insufficient_cash", "Needs 715,107 won, 1,000 available"),
      "It was rejected: Needs 715,107 won, 1,000 available",
      "거부되었습니다: 주문가능금액이 부족합니다 (Needs 715,107 won, 1,000 available)",
    ],
    ["ReservationRejected", {}, "It was rejected", "거부되었습니다"],
    [
      "OrderRejected",
      { reason: "off the tick" },
      "It was rejected when the market opened: off the tick",
      "장이 열릴 때 거부되었습니다: off the tick",
    ],
    [
      "OrderRejected",
      reason("trading_halted", ""),
      "It was rejected when the market opened: Trading is halted",
      "장이 열릴 때 거부되었습니다: 거래가 정지되어 있습니다",
    ],
    [
      "OrderCanceled",
      reason("canceled_by_user"),
      "It was canceled: Canceled on request",
      "취소되었습니다: 요청으로 취소되었습니다",
    ],
    [
      "OrderExpired",
      reason("session_over"),
      "It expired: The session ended before it filled",
      "만료되었습니다: 체결되기 전에 장이 끝났습니다",
    ],
    [
      "OrderUnfilled",
      reason("no_liquidity"),
      "What was left of it found no match: Nothing on the other side could fill it",
      "남은 수량이 체결되지 않고 취소되었습니다: 맞은편 호가가 없어 체결되지 않았습니다",
    ],
    ["OrderUnfilled", {}, "What was left of it found no match", "남은 수량이 체결되지 않고 취소되었습니다"],
    [
      "OrderUnfilled",
      reason("self_trade"),
      "What was left of it ended: It would have traded with an order of the same account",
      "남은 수량이 체결되기 전에 취소되었습니다: 같은 계좌의 주문과 체결될 주문입니다",
    ],
    [
      "OrderUnfilled",
      reason("order_type_not_now"),
      "What was left of it ended: This kind of order is not taken now",
      "남은 수량이 체결되기 전에 취소되었습니다: 지금은 이 유형의 주문을 낼 수 없습니다",
    ],
    [
      "OrderUnfilled",
      { reason: { code: "news", message: "So it is" } },
      "What was left of it ended: So it is",
      "남은 수량이 체결되기 전에 취소되었습니다: So it is",
    ],
  ]);
});

Deno.test("a line of a type without a sentence is told by its name", () => {
  check(BUY, [
    ["SomethingNewHappened", {}, "Something New Happened", "Something New Happened"],
    ["toString", {}, "to String", "to String"],
  ]);
});

Deno.test("no line leaves a hole in its sentence, whatever its data", () => {
  const broken = [{}, { quantity: "x", price: null, reason: 5, amount: NaN }, {
    reason: { message: "" },
    ratio: 5,
    rule: 1,
  }];
  for (const type of [...Object.keys(CATALOG), "OrderFilled", "OrderAdjusted", "HoldChanged"]) {
    for (const data of broken) {
      for (const lang of ["en", "ko"] as const) {
        const told = timelineMessage(line(type, data), { order: BUY, trades: new Map(), lang });
        assert.doesNotMatch(told, /undefined|null|NaN|\[object|^$| $|: ?$|\(\)/, type);
      }
    }
  }
});

Deno.test("a hold that is asked for is known until it has changed", () => {
  const asked = line("HoldChangeRequested", { amount: 9_000 });
  assert.equal(holdAskedFor([]), null);
  assert.equal(holdAskedFor([line("OrderPlaced"), asked, line("OrderPlaced")]), 9_000);
  assert.equal(holdAskedFor([asked, line("HoldChanged", { quantity: 1 })]), null);
  assert.equal(holdAskedFor([line("HoldChangeRequested")]), null);
});
