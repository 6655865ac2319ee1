// The portfolio service.
export type { PortfolioPorts } from "./ports.ts";
export { createPortfolio, type PortfolioService } from "./service.ts";
export { SCHEDULES } from "./schedules/mod.ts";
