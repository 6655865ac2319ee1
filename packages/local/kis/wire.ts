// The broker's wire formats, as its servers write them.

/** A trade as a record of H0STCNT0. Prices in won, sizes in shares, `time` HHMMSS, `date` YYYYMMDD. */
export interface WireTrade {
  readonly symbol: string;
  readonly date: string;
  readonly time: string;
  readonly price: number;
  readonly size: number;
  readonly total: number;
  /** 1: bought from the ask, 5: sold to the bid, 3: an auction before the open. */
  readonly side: "1" | "3" | "5";
  readonly ask?: readonly [price: number, size: number];
  readonly bid?: readonly [price: number, size: number];
  readonly halted?: boolean;
  /** The market's class (1 pre-market, 2 regular, 3 after-market), the 47th field since 2026-09-14; left out it is not sent. */
  readonly market?: "1" | "2" | "3" | "5";
}

/** A book as a record of H0STASP0. */
export interface WireBook {
  readonly symbol: string;
  readonly time: string;
  /** 0 continuous, A closing, B opening, C interruption, D after hours. */
  readonly hour?: "0" | "A" | "B" | "C" | "D";
  readonly asks: readonly (readonly [price: number, size: number])[];
  readonly bids: readonly (readonly [price: number, size: number])[];
  readonly expected?: readonly [price: number, size: number];
}

/** A frame of trades: one or several records. */
export function tradeFrame(...trades: readonly WireTrade[]): string {
  return frame("H0STCNT0", trades.map(tradeRecord));
}

/** A frame of one book. */
export function bookFrame(book: WireBook): string {
  return frame("H0STASP0", [bookRecord(book)]);
}

function frame(channel: string, records: readonly (readonly (string | number)[])[]): string {
  const count = String(records.length).padStart(3, "0");
  return `0|${channel}|${count}|${records.map((fields) => fields.join("^")).join("^")}`;
}

function tradeRecord(trade: WireTrade): (string | number)[] {
  const { symbol, date, time, price, size, total, side, ask = [price + 100, 500], bid = [price, 400] } = trade;
  // deno-fmt-ignore
  const fields = [
    symbol, time, price, "2", "500", "0.72", "70012.35", price, price, price, ask[0], bid[0], size, total, total * price,
    "1020", "1187", "167", "104.55", "81234", "84932", side, "0.51", "38.21", "090012", "3", "0", "101502", "5", "-300",
    "092233", "2", "400", date, "20", trade.halted === true ? "Y" : "N", ask[1], bid[1], "98123", "121004", "0.03",
    "150231", "88.12", "0", "", "70000",
  ];
  return trade.market === undefined ? fields : [...fields, trade.market];
}

function bookRecord({ symbol, time, hour = "0", asks, bids, expected = [0, 0] }: WireBook): (string | number)[] {
  const side = (levels: WireBook["asks"], part: 0 | 1) => Array.from({ length: 10 }, (_, i) => levels[i]?.[part] ?? 0);
  const sum = (levels: WireBook["asks"]) => levels.reduce((total, [, size]) => total + size, 0);
  // deno-fmt-ignore
  return [
    symbol, time, hour, ...side(asks, 0), ...side(bids, 0), ...side(asks, 1), ...side(bids, 1), sum(asks), sum(bids), 0, 0,
    expected[0], expected[1], expected[1], "100", "2", "0.14", "1203440", "0", "0", "0", "0", "0",
  ];
}
