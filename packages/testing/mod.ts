// What tests share: databases that are real, a clock that stands still, and randomness that repeats.

export { type TestClock, testClock } from "./clock.ts";
export { bundleForNode } from "./on_node.ts";
export { openTestPglite } from "./pglite.ts";
export { startPostgres, type TestPostgres, withPostgres } from "./postgres.ts";
export { seededRandom, testSeeds } from "./seeds.ts";
