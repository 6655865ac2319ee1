// The order service.
export type { OrderPorts } from "./ports.ts";
export { createOrder, type OrderService } from "./service.ts";
export { SCHEDULES } from "./schedules/mod.ts";
