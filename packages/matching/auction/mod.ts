// Call auctions: many orders, one price. Pure.
export { callAuction } from "./call_auction.ts";
export { auctionPrice } from "./price.ts";
export type { AuctionOrder, AuctionPrice, AuctionResult, AuctionRules } from "./types.ts";
