// The lines of an order's life in Korean. Sentences only.
import { count } from "./figures.ts";
import type { AuctionRule, Facts, Placed, QuoteSeen, Sentences, Terms } from "./timeline_facts.ts";

const TYPES: Readonly<Record<Placed["type"], string>> = {
  limit: "지정가",
  market: "시장가",
  best_limit: "최유리지정가",
  top_limit: "최우선지정가",
  conditional_limit: "조건부지정가",
  mid_price: "중간가",
  stop_limit: "스톱지정가",
};

const AUCTIONS: Readonly<Record<AuctionRule, string>> = {
  opening_auction: "시가 단일가로",
  closing_auction: "종가 단일가로",
  volatility_auction: "변동성완화장치(VI) 단일가로",
  reopening_auction: "거래 재개 단일가로",
};

export const SENTENCES_KO: Sentences = {
  OrderPlaced: (facts) => `주문을 받았습니다: ${asPlaced(facts)}`,
  FundsReserved: ({ amount }) => `증거금${amount === null ? "을" : ` ${count(amount)}원을`} 묶었습니다`,
  SharesReserved: ({ amount }) => `매도할 ${amount === null ? "주식을" : `${count(amount)}주를`} 묶었습니다`,
  ReservationRejected: (facts) => `거부되었습니다${because(facts)}`,
  OrderAccepted: () => "시장에 접수되었습니다",
  OrderRejected: (facts) => `장이 열릴 때 거부되었습니다${because(facts)}`,
  OrderAdjusted: (facts) => `액면분할·병합이나 무상증자로 조정되었습니다${ratio(facts)}${toTerms(facts)}`,
  OrderRescheduled: () => "거래소 일정이 바뀌어 다른 개장을 기다립니다",
  TradeExecuted: (facts) => `${traded(facts)} 체결되었습니다${quote(facts)}`,
  OrderFilled: (facts) =>
    facts.quantity === null ? "전량 체결되었습니다" : `${traded(facts)} 체결되어 주문이 완료되었습니다${quote(facts)}`,
  OrderUnfilled: (facts) =>
    `남은 수량이 ${withoutMatch(facts) ? "체결되지 않고" : "체결되기 전에"} 취소되었습니다${because(facts)}`,
  OrderExpired: (facts) => `만료되었습니다${because(facts)}`,
  CancelRequested: () => "취소를 요청했습니다",
  OrderCanceled: (facts) => `취소되었습니다${because(facts)}`,
  CancelRejected: (facts) => `취소가 거부되었습니다${because(facts)}`,
  AmendRequested: (facts) => `정정을 요청했습니다${toTerms(facts)}`,
  OrderAmended: (facts) => `정정되었습니다${toTerms(facts)}`,
  AmendRejected: (facts) => `정정이 거부되었습니다${because(facts)}`,
  HoldChangeRequested: (facts) => `묶는 ${held(facts)} 바꾸기로 했습니다${toAmount(facts)}`,
  HoldChanged: (facts) => `묶는 ${held(facts)} 바꾸었습니다${toAmount(facts)}`,
  HoldReleased: ({ amount, isShares }) => {
    if (amount === null) return "묶였던 나머지가 풀렸습니다";
    return `묶였던 ${isShares ? `${count(amount)}주가` : `${won(amount)}이`} 풀렸습니다`;
  },
};

function won(amount: number): string {
  return `${count(amount)}원`;
}

function asPlaced({ placed, quantity, limitPrice, stopPrice }: Facts): string {
  const { side, type, timeInForce } = placed;
  const name = side === "buy" ? "매수" : "매도";
  const what = quantity === null ? name : `${name} ${count(quantity)}주`;
  const limit = limitPrice === null ? TYPES[type] : `${TYPES[type]} ${won(limitPrice)}`;
  const stop = stopPrice === null ? [] : [`스톱가격 ${won(stopPrice)}`];
  return [what, limit, ...stop, ...(timeInForce === "day" ? [] : [timeInForce.toUpperCase()])].join(", ");
}

/** What traded, up to the verb. */
function traded({ quantity, price, rule }: Facts): string {
  const how = rule === null ? [] : [AUCTIONS[rule]];
  const at = price === null ? [] : [`${won(price)}에`];
  return [...how, ...at, quantity === null ? "일부가" : `${count(quantity)}주가`].join(" ");
}

function quote({ quote }: Facts): string {
  return quote === null ? "" : ` (${shown(quote)}, ${count(quote.ageSeconds)}초 전 시세, ${quote.source})`;
}

/** What was displayed; in an auction that is the last price alone. */
function shown({ last, bid, ask }: QuoteSeen): string {
  if (bid === null && ask === null) return `현재가 ${won(last)}`;
  const bidText = bid === null ? "매수호가 없음" : `매수호가 ${won(bid)}`;
  return `${bidText}, ${ask === null ? "매도호가 없음" : `매도호가 ${won(ask)}`}`;
}

function withoutMatch({ reasonCode }: Facts): boolean {
  return reasonCode === null || reasonCode === "no_liquidity";
}

function because({ reason }: Facts): string {
  return reason === null ? "" : `: ${reason}`;
}

function ratio({ ratio }: Facts): string {
  return ratio === null ? "" : `(${count(ratio.denominator)}주 → ${count(ratio.numerator)}주)`;
}

/** The new terms, as far as they are told. */
function toTerms({ quantity, limitPrice, stopPrice }: Terms): string {
  const parts = [
    ...(quantity === null ? [] : [`${count(quantity)}주`]),
    ...(limitPrice === null ? [] : [`지정가 ${won(limitPrice)}`]),
    ...(stopPrice === null ? [] : [`스톱가격 ${won(stopPrice)}`]),
  ];
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What is held: cash for a buy, shares for a sell. */
function held({ isShares }: Facts): string {
  return isShares ? "수량을" : "금액을";
}

function toAmount({ amount, isShares }: Facts): string {
  if (amount === null) return "";
  return `: ${isShares ? `${count(amount)}주` : won(amount)}`;
}
