// Why an order waits, in Korean. Sentences only: what applies has been decided.
import type { Waiting } from "@hoga/contracts";
import { count, moment, timeOfDay } from "./figures.ts";

type Auction = Extract<Waiting, { indicativePrice: unknown }>;

const AUCTIONS: Readonly<Record<Auction["code"], string>> = {
  opening_auction: "시가 단일가매매 중입니다",
  closing_auction: "종가 단일가매매 중입니다",
  volatility_interruption: "변동성완화장치(VI) 발동으로 단일가매매 중입니다",
  reopening_auction: "거래 재개를 위한 단일가매매 중입니다",
  call_auction: "단일가매매 중입니다",
};

/** The reason as a Korean sentence without a full stop. */
export function waitingKo(waiting: Waiting): string {
  switch (waiting.code) {
    case "cash_pending":
      return "주문 증거금을 묶는 중입니다";
    case "shares_pending":
      return "매도할 주식을 묶는 중입니다";
    case "amount_pending":
      return `${waiting.asset === "KRW" ? "증거금" : "매도할 주식"} ${amount(waiting)} 묶는 중입니다`;
    case "reserved_until":
      return `${moment(waiting.at)}에 장이 열리면 접수됩니다`;
    case "entering_market":
      return "시장에 접수하는 중입니다";
    case "market_closed":
      return "장이 닫혀 있습니다";
    case "trading_halted":
      return halted(waiting);
    case "opening_auction":
    case "closing_auction":
    case "volatility_interruption":
    case "reopening_auction":
    case "call_auction":
      return auction(waiting);
    case "stop_not_reached":
      return stop(waiting);
    case "mid_suspended":
      return waiting.because === "auction"
        ? "단일가매매 중에는 중간가 주문이 체결되지 않습니다"
        : "매수호가와 매도호가가 모두 있어야 중간가 주문이 체결됩니다";
    case "mid_unmatched":
      return `중간가 ${count(waiting.price)}원에 체결할 상대 주문이 없습니다`;
    case "no_quote":
      return "이 종목의 시세가 없습니다";
    case "quote_stale":
      return `시세가 ${count(waiting.ageSeconds)}초 전 것입니다`;
    case "no_offers":
      return "매도호가가 없습니다";
    case "no_bids":
      return "매수호가가 없습니다";
    case "limit_below_ask":
      return `${best("buy", waiting.ask, waiting)} 높습니다`;
    case "limit_above_bid":
      return `${best("sell", waiting.bid, waiting)} 낮습니다`;
    case "queue_ahead":
      return queue(waiting);
    case "more_offers":
      return `${count(waiting.price)}원에 매도 물량이 더 나오기를 기다립니다`;
    case "more_bids":
      return `${count(waiting.price)}원에 매수 물량이 더 나오기를 기다립니다`;
    case "resting":
      return "주문이 걸린 가격에 맞는 상대 호가가 없습니다";
    case "leaving_market":
      return "시장에서 처리가 끝나 결과를 기다립니다";
  }
}

function amount({ asset, amount }: Extract<Waiting, { code: "amount_pending" }>): string {
  return asset === "KRW" ? `${count(amount)}원을` : `${count(amount)}주를`;
}

function halted({ from, until, auctionUntil }: Extract<Waiting, { code: "trading_halted" }>): string {
  if (from === null) return "거래정지 중입니다";
  const since = `${timeOfDay(from)}부터`;
  if (until === null) return `${since} 오늘 장이 끝날 때까지 거래정지입니다`;
  const matched = auctionUntil === null ? "주문을 모읍니다" : `주문을 모아 ${timeOfDay(auctionUntil)}에 체결합니다`;
  return `${since} 거래정지 중이고, ${timeOfDay(until)}부터 단일가 ${matched}`;
}

function auction({ code, until, indicativePrice, price, isLimit }: Auction): string {
  const where = (until === null ? "" : `${timeOfDay(until)}까지 `) + AUCTIONS[code];
  if (indicativePrice === null) return where;
  const own = price === null ? "" : `, ${limit(isLimit)} ${count(price)}원`;
  return `${where}: 예상체결가 ${count(indicativePrice)}원${own}`;
}

function stop({ last, stopPrice }: Extract<Waiting, { code: "stop_not_reached" }>): string {
  if (last === null) return `현재가가 아직 스톱가격 ${count(stopPrice)}원에 이르지 않았습니다`;
  return `현재가 ${count(last)}원이 스톱가격 ${count(stopPrice)}원보다 ${last > stopPrice ? "높습니다" : "낮습니다"}`;
}

function limit(isLimit: boolean): string {
  return isLimit ? "지정가" : "주문가격";
}

/** The best price of the other side, as far as the comparison with the order's. */
function best(
  side: "buy" | "sell",
  opposite: number,
  { price, isLimit }: { readonly price: number; readonly isLimit: boolean },
): string {
  const name = side === "buy" ? "최우선 매도호가" : "최우선 매수호가";
  return `${name} ${count(opposite)}원이 ${limit(isLimit)} ${count(price)}원보다`;
}

function queue(waiting: Extract<Waiting, { code: "queue_ahead" }>): string {
  const { side, shares, price, opposite } = waiting;
  const compared = `${best(side, opposite, waiting)} ${side === "buy" ? "높고" : "낮고"}`;
  return `${compared}, ${count(price)}원에 먼저 나온 ${count(shares)}주가 앞에 있습니다`;
}
