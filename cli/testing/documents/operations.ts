// What operators see and enter, as the gateway would send it, for the tests of the command line.
import type { CorporateAction, Interruption, OpsStatus, Reconciliation } from "../../api/documents.ts";

export const BALANCED: Reconciliation = {
  balanced: true,
  checkedAt: "2025-03-14T10:00:00+09:00",
  checks: [{ name: "transfers_sum_to_zero", ok: true, count: 12 }],
  findings: [],
};

export const UNBALANCED: Reconciliation = {
  ...BALANCED,
  balanced: false,
  checks: [{ name: "holds_match_orders", ok: false, count: 3 }],
  findings: [{
    check: "holds_match_orders",
    subject: "ord-2",
    expected: "710107",
    actual: "0",
    message: "the order's hold is missing",
  }],
};

export const OPS: OpsStatus = {
  ready: true,
  now: "2025-03-14T10:00:00+09:00",
  delivery: "direct",
  services: [{ name: "gateway", ready: true, detail: null }, { name: "order", ready: true, detail: "2 migrations" }],
  outbox: [{ service: "order", pending: 1, published: 1_234, parked: 0, oldestPendingSeconds: 0.4 }],
  openOrders: 1,
  schedules: [{ id: "session-open", cron: "0 9 * * 1-5", paused: false }],
};

export const HOLIDAY = { date: "2025-03-17", closed: true, opens: null, closes: null, note: "임시공휴일" };

export const HALT: Interruption = {
  id: "halt-005930-20250314T100002",
  kind: "halt",
  symbol: "005930",
  market: null,
  haltedFrom: "2025-03-14T10:00:02+09:00",
  haltedUntil: "2025-03-14T11:00:00+09:00",
  auctionUntil: "2025-03-14T11:10:00+09:00",
  note: null,
};
export const BREAKER: Interruption = {
  id: "breaker-KOSPI-2025-03-14-3",
  kind: "circuit_breaker",
  symbol: null,
  market: "KOSPI",
  haltedFrom: "2025-03-14T14:00:00+09:00",
  haltedUntil: null,
  auctionUntil: null,
  note: "level 3",
};

export const DIVIDEND: CorporateAction = {
  id: "dividend-005930-2025-03-28",
  kind: "cash_dividend",
  symbol: "005930",
  exDate: "2025-03-28",
  payDate: "2025-04-18",
  amountPerShare: 1_361,
  numerator: null,
  denominator: null,
  status: "announced",
};
export const SPLIT: CorporateAction = {
  id: "split-005930-2025-03-17",
  kind: "split",
  symbol: "005930",
  exDate: "2025-03-17",
  payDate: null,
  amountPerShare: null,
  numerator: 5,
  denominator: 1,
  status: "effective",
};
