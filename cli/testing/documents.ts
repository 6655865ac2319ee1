// Documents as the gateway would send them, for the tests of the command line.
export * from "./documents/account.ts";
export * from "./documents/identity.ts";
export * from "./documents/market.ts";
export * from "./documents/operations.ts";
export * from "./documents/orders.ts";
