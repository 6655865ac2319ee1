// Outbox, delivery and inbox: how the services tell each other what happened, at least once on the wire and exactly once in effect.
export * from "./deployed.ts";
export * from "./dispatcher.ts";
export * from "./environment.ts";
export * from "./ids.ts";
export * from "./qstash.ts";
export * from "./reaction.ts";
export * from "./runner.ts";
export * from "./service_app.ts";
export * from "./service_parts.ts";
export * from "./statements.ts";
export * from "./store.ts";
export * from "./transport.ts";
