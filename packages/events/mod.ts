// Every event of hoga and the table of who hears what.
export * from "./catalog.ts";
export * from "./parse.ts";
export { Envelope } from "./envelope.ts";
export type { Cumulative, OrderTerms } from "./parts.ts";
