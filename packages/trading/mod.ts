// The rules of trading that are hoga's own: orders, holds, positions, refusals.
export * from "./codes.ts";
export * from "./hold.ts";
export * from "./ledger.ts";
export * from "./order.ts";
export * from "./validate.ts";
