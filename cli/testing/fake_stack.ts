// A stack that is started at once and does nothing.
import type { StartStack } from "../stack.ts";

/** For `host.startStack`. */
export const fakeStack: StartStack = () =>
  Promise.resolve({
    url: "http://127.0.0.1:8080",
    services: {
      gateway: "http://127.0.0.1:8080",
      order: "http://127.0.0.1:8081",
      portfolio: "http://127.0.0.1:8082",
      execution: "http://127.0.0.1:8083",
      "market-data": "http://127.0.0.1:8084",
    },
    clock: { mode: "practice", speed: 1, now: "2025-03-14T10:00:00+09:00" },
    apiKeyFile: "/nonexistent/api-key",
    apiKey: "test-key",
    stop: () => Promise.resolve(),
  });
