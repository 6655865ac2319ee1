// How services ask the market-data service.
export * from "./http.ts";
export * from "./port.ts";
