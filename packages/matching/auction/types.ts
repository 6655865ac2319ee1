/** What takes part in a call auction: a user's order, or a displayed price level as one large order. */
export interface AuctionOrder {
  /** Unique within an auction; fills refer to it. */
  readonly id: string;
  readonly side: "buy" | "sell";
  /** The limit in won, on the tick and within the day's limits; null is a market order. */
  readonly price: number | null;
  /** Shares still to fill, at least 1. */
  readonly quantity: number;
  /** Time priority at one price: the lower came first. Equal ones rank as they are given. */
  readonly seq: number;
}

/** What an auction knows besides its orders. Prices are whole won. */
export interface AuctionRules {
  /**
   * The most recent price, on the tick or not: a mid-price trade may have left it between two ticks. At the open, and
   * for the first trade of a new or an ex-rights issue, the base price.
   */
  readonly last: number;
  /** The day's price limits, at least a tick apart; null for an issue that has none (delisting trading). */
  readonly upper: number | null;
  readonly lower: number | null;
  /** The lowest valid price not below `price`, and the highest not above it. */
  readonly ceilToTick: (price: number) => number;
  readonly floorToTick: (price: number) => number;
  /**
   * Whether quotes at the limit count as simultaneous (동시호가) when the price is the limit: so at the open and when
   * trading reopens after a halt or a circuit breaker, not at the close nor in a volatility interruption (Reg §22, §34).
   */
  readonly simultaneous: boolean;
}

/** The price of an auction and what made it. */
export interface AuctionPrice {
  /** Won. */
  readonly price: number;
  /** Shares traded, each counted once; at least 1. The same at every matched price. */
  readonly volume: number;
  /** The lowest and the highest matched price: `price` is one of them or stands between, where the last price led it. */
  readonly lowest: number;
  readonly highest: number;
}

/** Shares for one order. */
export interface AuctionFill {
  readonly id: string;
  readonly quantity: number;
}

/** The outcome of an auction. */
export interface AuctionResult extends AuctionPrice {
  /** One entry an order that got shares: bids, then offers, each side in the order in which shares were given. */
  readonly fills: readonly AuctionFill[];
  /**
   * The side whose quotes at `price` are simultaneous. Until they are all filled, what trades with them goes by
   * `simultaneousShares` and not by time (Enf §34).
   */
  readonly simultaneous: "buy" | "sell" | null;
}
