// The gateway: hoga's only public door.
export { createGateway } from "./app.ts";
export type { GatewayPorts, RateLimit, Schedule } from "./ports.ts";
