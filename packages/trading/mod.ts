// The rules of trading that are hoga's own: orders, holds, positions, refusals.
export * from "./codes.ts";
export * from "./corporate_action.ts";
export * from "./estimate.ts";
export * from "./hold.ts";
export * from "./ledger.ts";
export * from "./order.ts";
export * from "./order_type.ts";
export * from "./validate.ts";
