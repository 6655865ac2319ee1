import assert from "node:assert/strict";
import { Lru } from "./lru.ts";

Deno.test("Lru makes a value once while it is kept, and forgets the one used longest ago", () => {
  const lru = new Lru<string>(2);
  const made: string[] = [];
  const get = (key: string) =>
    lru.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  assert.deepEqual(["a", "b", "a", "c", "a", "b"].map(get), ["A", "B", "A", "C", "A", "B"]);
  assert.deepEqual(made, ["a", "b", "c", "b"]);
  assert.equal(lru.size, 2);
});
