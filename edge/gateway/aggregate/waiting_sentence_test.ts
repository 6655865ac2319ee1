import assert from "node:assert/strict";
import { Waiting } from "@hoga/contracts";
import { waitingSentence } from "./waiting_sentence.ts";

type Row = readonly [waiting: Waiting, en: string, ko: string];

const at = (time: string) => `2025-03-14T${time}+09:00`;
const LIMIT = { price: 70_000, isLimit: true };
const GIVEN = { price: 70_000, isLimit: false };
const BLIND = { until: null, indicativePrice: null, indicativeVolume: null, ...LIMIT };
const SHOWN = { ...BLIND, indicativePrice: 70_100, indicativeVolume: 900 };

const ROWS: readonly Row[] = [
  [{ code: "cash_pending" }, "cash is being reserved", "주문 증거금을 묶는 중입니다"],
  [{ code: "shares_pending" }, "shares are being reserved", "매도할 주식을 묶는 중입니다"],
  [
    { code: "amount_pending", asset: "KRW", amount: 910_000 },
    "910,000 won are being reserved for it",
    "증거금 910,000원을 묶는 중입니다",
  ],
  [
    { code: "amount_pending", asset: "005930", amount: 50 },
    "50 shares are being reserved for it",
    "매도할 주식 50주를 묶는 중입니다",
  ],
  [
    { code: "reserved_until", at: "2025-03-17T09:00:00+09:00" },
    "the market opens at 2025-03-17 09:00",
    "2025-03-17 09:00에 장이 열리면 접수됩니다",
  ],
  [{ code: "entering_market" }, "the order is on its way to the market", "시장에 접수하는 중입니다"],
  [{ code: "market_closed" }, "the market is closed", "장이 닫혀 있습니다"],
  [
    { code: "trading_halted", from: null, until: null, auctionUntil: null },
    "trading is halted",
    "거래정지 중입니다",
  ],
  [
    { code: "trading_halted", from: at("10:12:00"), until: null, auctionUntil: null },
    "trading has been halted since 10:12, for the rest of the day",
    "10:12부터 오늘 장이 끝날 때까지 거래정지입니다",
  ],
  [
    { code: "trading_halted", from: at("10:12:00"), until: at("10:32:00"), auctionUntil: at("10:42:17") },
    "trading has been halted since 10:12; orders gather from 10:32 and are matched at 10:42:17",
    "10:12부터 거래정지 중이고, 10:32부터 단일가 주문을 모아 10:42:17에 체결합니다",
  ],
  [
    { code: "trading_halted", from: at("10:12:00"), until: at("10:32:00"), auctionUntil: null },
    "trading has been halted since 10:12; orders gather from 10:32",
    "10:12부터 거래정지 중이고, 10:32부터 단일가 주문을 모읍니다",
  ],
  [{ code: "opening_auction", ...BLIND }, "in the opening auction", "시가 단일가매매 중입니다"],
  [
    { code: "closing_auction", ...SHOWN },
    "in the closing auction: 70,100 would trade now, your limit is 70,000",
    "종가 단일가매매 중입니다: 예상체결가 70,100원, 지정가 70,000원",
  ],
  [
    { code: "closing_auction", ...SHOWN, price: null, isLimit: false },
    "in the closing auction: 70,100 would trade now",
    "종가 단일가매매 중입니다: 예상체결가 70,100원",
  ],
  [
    { code: "volatility_interruption", ...SHOWN, ...GIVEN, until: at("10:02:17") },
    "in the call auction of a volatility interruption until 10:02:17: 70,100 would trade now, your price is 70,000",
    "10:02:17까지 변동성완화장치(VI) 발동으로 단일가매매 중입니다: 예상체결가 70,100원, 주문가격 70,000원",
  ],
  [
    { code: "reopening_auction", ...BLIND, until: at("10:42:00") },
    "in the reopening auction until 10:42",
    "10:42까지 거래 재개를 위한 단일가매매 중입니다",
  ],
  [{ code: "call_auction", ...BLIND }, "in a call auction", "단일가매매 중입니다"],
  [
    { code: "stop_not_reached", last: 70_100, stopPrice: 69_000 },
    "last 70,100 is above your stop 69,000",
    "현재가 70,100원이 스톱가격 69,000원보다 높습니다",
  ],
  [
    { code: "stop_not_reached", last: 70_100, stopPrice: 70_500 },
    "last 70,100 is below your stop 70,500",
    "현재가 70,100원이 스톱가격 70,500원보다 낮습니다",
  ],
  [
    { code: "stop_not_reached", last: null, stopPrice: 69_000 },
    "no price has reached your stop 69,000",
    "현재가가 아직 스톱가격 69,000원에 이르지 않았습니다",
  ],
  [
    { code: "mid_suspended", because: "auction" },
    "mid-price orders wait while orders gather for a call auction",
    "단일가매매 중에는 중간가 주문이 체결되지 않습니다",
  ],
  [
    { code: "mid_suspended", because: "one_sided" },
    "a mid-price order needs both a bid and an ask",
    "매수호가와 매도호가가 모두 있어야 중간가 주문이 체결됩니다",
  ],
  [
    { code: "mid_unmatched", price: 70_050 },
    "nobody on the other side trades at the mid-price 70,050",
    "중간가 70,050원에 체결할 상대 주문이 없습니다",
  ],
  [{ code: "no_quote" }, "there is no quote for this symbol", "이 종목의 시세가 없습니다"],
  [
    { code: "quote_stale", at: at("09:59:48"), ageSeconds: 12 },
    "the quote is 12 s old",
    "시세가 12초 전 것입니다",
  ],
  [{ code: "no_offers" }, "there are no offers to sell", "매도호가가 없습니다"],
  [{ code: "no_bids" }, "there are no bids to buy", "매수호가가 없습니다"],
  [
    { code: "limit_below_ask", ask: 70_100, ...LIMIT },
    "best ask 70,100 is above your limit 70,000",
    "최우선 매도호가 70,100원이 지정가 70,000원보다 높습니다",
  ],
  [
    { code: "limit_below_ask", ask: 70_100, ...GIVEN },
    "best ask 70,100 is above your price 70,000",
    "최우선 매도호가 70,100원이 주문가격 70,000원보다 높습니다",
  ],
  [
    { code: "limit_above_bid", bid: 69_900, ...LIMIT },
    "best bid 69,900 is below your limit 70,000",
    "최우선 매수호가 69,900원이 지정가 70,000원보다 낮습니다",
  ],
  [
    { code: "queue_ahead", side: "buy", shares: 1_200, opposite: 70_100, ...LIMIT },
    "best ask 70,100 is above your limit 70,000, and 1,200 shares are ahead of yours at 70,000",
    "최우선 매도호가 70,100원이 지정가 70,000원보다 높고, 70,000원에 먼저 나온 1,200주가 앞에 있습니다",
  ],
  [
    { code: "queue_ahead", side: "sell", shares: 1, opposite: 69_900, ...GIVEN },
    "best bid 69,900 is below your price 70,000, and 1 share is ahead of yours at 70,000",
    "최우선 매수호가 69,900원이 주문가격 70,000원보다 낮고, 70,000원에 먼저 나온 1주가 앞에 있습니다",
  ],
  [
    { code: "more_offers", price: 70_000 },
    "waiting for more shares to be offered at 70,000",
    "70,000원에 매도 물량이 더 나오기를 기다립니다",
  ],
  [
    { code: "more_bids", price: 70_000 },
    "waiting for more shares to be bid for at 70,000",
    "70,000원에 매수 물량이 더 나오기를 기다립니다",
  ],
  [
    { code: "resting" },
    "nothing on the other side meets the price it rests at",
    "주문이 걸린 가격에 맞는 상대 호가가 없습니다",
  ],
  [
    { code: "leaving_market" },
    "the market is done with it, and the news is on its way",
    "시장에서 처리가 끝나 결과를 기다립니다",
  ],
];

Deno.test("every reason to wait has its sentence in both languages", () => {
  for (const [waiting, en, ko] of ROWS) {
    assert.deepEqual(Waiting.parse(waiting), waiting);
    assert.equal(waitingSentence(waiting, "en"), en);
    assert.equal(waitingSentence(waiting, "ko"), ko);
  }
  const codes = Waiting.options.map((option) => option.shape.code.value);
  assert.deepEqual(new Set(ROWS.map(([waiting]) => waiting.code)), new Set(codes));
});
