// The gateway's documents as types. The schemas themselves are loaded only when an answer has to be parsed.
import type * as contracts from "@hoga/contracts";
import type { z } from "zod";

export type Contracts = typeof contracts;

export type {
  Account,
  ApiKey,
  Book,
  CalendarChange,
  CandleList,
  CorporateAction,
  CreatedApiKey,
  Dashboard,
  EquityDay,
  History,
  Instrument,
  Interruption,
  LedgerEntry,
  MarketStatus,
  NewCircuitBreaker,
  NewCorporateAction,
  NewHalt,
  OpsStatus,
  Order,
  OrderPage,
  OrderPreview,
  PlaceOrder,
  Portfolio,
  Position,
  Quote,
  Reconciliation,
  StreamedOrder,
  Timeline,
  Trade,
  Whoami,
} from "@hoga/contracts";

export type AccountList = z.infer<Contracts["AccountList"]>;
export type Calendar = z.infer<Contracts["Calendar"]>;
export type CalendarDay = Calendar["days"][number];
export type CancelAll = z.infer<Contracts["CancelAll"]>;
export type DeadRetry = z.infer<Contracts["DeadRetry"]>;
export type ImportResult = z.infer<Contracts["ImportResult"]>;
export type InstrumentList = z.infer<Contracts["InstrumentList"]>;
export type LedgerPage = z.infer<Contracts["LedgerPage"]>;
export type Limits = z.infer<Contracts["Limits"]>;
export type OutboxList = z.infer<Contracts["OutboxList"]>;
export type QuoteList = z.infer<Contracts["QuoteList"]>;
export type TradePage = z.infer<Contracts["TradePage"]>;
