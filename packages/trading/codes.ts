// The closed list of reasons for which hoga refuses something. A code never changes its meaning; sentences may be reworded.
// Listed by precedence: when several apply, the earlier one is told.

/** How a refusal reaches an HTTP caller, whether trying again may help, and the sentence in both languages. */
export interface CodeInfo {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  readonly retryable: boolean;
  readonly en: string;
  readonly ko: string;
}

export const CODES = {
  // The request itself.
  unauthorized: { status: 401, retryable: false, en: "Sign in first", ko: "로그인이 필요합니다" },
  forbidden: { status: 403, retryable: false, en: "Not allowed for this key", ko: "이 키로는 할 수 없습니다" },
  malformed_json: { status: 400, retryable: false, en: "The body is not JSON", ko: "본문이 JSON이 아닙니다" },
  invalid_request: { status: 400, retryable: false, en: "The request is not valid", ko: "요청이 올바르지 않습니다" },
  body_too_large: { status: 413, retryable: false, en: "The body is too large", ko: "본문이 너무 큽니다" },
  too_many_requests: { status: 429, retryable: true, en: "Too many requests", ko: "요청이 너무 많습니다" },
  not_found: { status: 404, retryable: false, en: "Not found", ko: "찾을 수 없습니다" },
  idempotency_mismatch: {
    status: 422,
    retryable: false,
    en: "This key was used for a different order",
    ko: "이 키는 다른 주문에 이미 쓰였습니다",
  },
  // What could not be an order at all.
  unknown_symbol: { status: 422, retryable: false, en: "No such symbol", ko: "없는 종목입니다" },
  ambiguous_symbol: { status: 422, retryable: false, en: "Several instruments fit", ko: "여러 종목이 해당됩니다" },
  invalid_quantity: { status: 422, retryable: false, en: "The quantity is not valid", ko: "수량이 올바르지 않습니다" },
  quantity_too_large: { status: 422, retryable: false, en: "The quantity is too large", ko: "수량이 너무 큽니다" },
  price_required: {
    status: 422,
    retryable: false,
    en: "This kind of order needs a limit price",
    ko: "이 유형의 주문에는 지정가가 필요합니다",
  },
  price_not_allowed: {
    status: 422,
    retryable: false,
    en: "This kind of order takes no limit price",
    ko: "이 유형의 주문에는 지정가를 쓸 수 없습니다",
  },
  stop_price_required: {
    status: 422,
    retryable: false,
    en: "This kind of order needs a stop price",
    ko: "이 유형의 주문에는 스톱가격이 필요합니다",
  },
  stop_price_not_allowed: {
    status: 422,
    retryable: false,
    en: "This kind of order takes no stop price",
    ko: "이 유형의 주문에는 스톱가격을 쓸 수 없습니다",
  },
  invalid_price: { status: 422, retryable: false, en: "The price is not valid", ko: "가격이 올바르지 않습니다" },
  price_off_tick: {
    status: 422,
    retryable: false,
    en: "The price is off the tick",
    ko: "호가가격단위에 맞지 않습니다",
  },
  price_outside_band: {
    status: 422,
    retryable: false,
    en: "The price is outside the day's band",
    ko: "가격제한폭을 벗어났습니다",
  },
  no_market_data: {
    status: 422,
    retryable: false,
    en: "There is no market data for this symbol",
    ko: "이 종목의 시세가 없습니다",
  },
  order_type_not_allowed: {
    status: 422,
    retryable: false,
    en: "This kind of order is not taken with these terms",
    ko: "이 조건으로는 낼 수 없는 주문 유형입니다",
  },
  trading_halted: { status: 422, retryable: true, en: "Trading is halted", ko: "거래가 정지되어 있습니다" },
  order_type_not_now: {
    status: 422,
    retryable: false,
    en: "This kind of order is not taken now",
    ko: "지금은 이 유형의 주문을 낼 수 없습니다",
  },
  // What the rules of trading refuse after the order was recorded.
  insufficient_cash: { status: 422, retryable: false, en: "Not enough cash", ko: "주문가능금액이 부족합니다" },
  insufficient_shares: {
    status: 422,
    retryable: false,
    en: "Not enough shares to sell",
    ko: "주문가능수량이 부족합니다",
  },
  unknown_account: { status: 404, retryable: false, en: "No such account", ko: "없는 계좌입니다" },
  no_liquidity: {
    status: 422,
    retryable: false,
    en: "Nothing on the other side could fill it",
    ko: "맞은편 호가가 없어 체결되지 않았습니다",
  },
  self_trade: {
    status: 422,
    retryable: false,
    en: "It would have traded with an order of the same account",
    ko: "같은 계좌의 주문과 체결될 주문입니다",
  },
  session_over: {
    status: 422,
    retryable: false,
    en: "The session ended before it filled",
    ko: "체결되기 전에 장이 끝났습니다",
  },
  canceled_by_user: { status: 422, retryable: false, en: "Canceled on request", ko: "요청으로 취소되었습니다" },
  // What cannot be done to an order as it is.
  order_ended: { status: 409, retryable: false, en: "The order has ended", ko: "이미 끝난 주문입니다" },
  amend_pending: { status: 409, retryable: true, en: "An amendment is under way", ko: "정정이 진행 중입니다" },
  quantity_below_filled: {
    status: 422,
    retryable: false,
    en: "The quantity must be above what has filled",
    ko: "수량은 체결된 수량보다 커야 합니다",
  },
  nothing_to_amend: { status: 422, retryable: false, en: "Nothing to change", ko: "바꿀 것이 없습니다" },
  key_in_use: { status: 409, retryable: false, en: "The key is the one in use", ko: "지금 쓰고 있는 키입니다" },
  open_orders: { status: 409, retryable: true, en: "The account has open orders", ko: "미체결 주문이 있습니다" },
  // Outages.
  internal: { status: 500, retryable: true, en: "Something went wrong", ko: "문제가 생겼습니다" },
  unavailable: { status: 503, retryable: true, en: "The service is unavailable", ko: "서비스를 쓸 수 없습니다" },
} as const satisfies Record<string, CodeInfo>;

export type Code = keyof typeof CODES;

/** Whether `text` is one of hoga's codes. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}

/** A refusal: a code, its sentence for people with the values filled in, and, where one exists, what would be right. */
export interface Refusal {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

/** The refusal with the code's own sentence, or with `message` where the values belong in it. */
export function refuse(code: Code, message?: string, hint?: string): Refusal {
  return { code, message: message ?? CODES[code].en, ...(hint === undefined ? {} : { hint }) };
}
