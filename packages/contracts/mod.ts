// The public contract of the gateway: documents, codes and problems, shared by the gateway and its clients.
export { type Code, type CodeInfo, CODES, isCode, type Refusal, refuse } from "@hoga/trading";
export * from "./primitives.ts";
export * from "./market.ts";
export * from "./explain.ts";
export * from "./orders.ts";
export * from "./portfolio.ts";
export * from "./stream.ts";
export * from "./keys.ts";
export * from "./ops.ts";
export * from "./problem.ts";
export * from "./internal.ts";
