// Stand-ins for hosted services, for a machine with no cloud account. Their real clients talk to them unchanged.
export * from "./qstash/mod.ts";
