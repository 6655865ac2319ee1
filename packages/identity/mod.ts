// Who may call: users and their API keys.
export * from "./api_key.ts";
export * from "./store.ts";
