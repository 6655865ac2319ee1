import assert from "node:assert/strict";
import fc from "fast-check";
import { isApiKey, newApiKey } from "./api_key.ts";

const BYTES = fc.uint8Array({ minLength: 32, maxLength: 32 });

Deno.test("a key is hoga_, 43 digits for the secret and 6 for the checksum", () => {
  assert.match(newApiKey(new Uint8Array(32)), /^hoga_0{43}[0-9A-Za-z]{6}$/);
  assert.match(newApiKey(new Uint8Array(32).fill(255)), /^hoga_[0-9A-Za-z]{49}$/);
  assert.throws(() => newApiKey(new Uint8Array(16)), RangeError);
});

Deno.test("every new key is recognised, and different bytes make different keys", () => {
  fc.assert(fc.property(BYTES, BYTES, (a, b) => {
    assert.ok(isApiKey(newApiKey(a)));
    assert.equal(newApiKey(a) === newApiKey(b), a.every((byte, i) => byte === b[i]));
  }));
});

Deno.test("a key with one character changed is no key", () => {
  fc.assert(fc.property(BYTES, fc.nat({ max: 53 }), fc.constantFrom(..."azAZ09-_ "), (bytes, at, other) => {
    const key = newApiKey(bytes);
    fc.pre(key[at] !== other);
    assert.equal(isApiKey(key.slice(0, at) + other + key.slice(at + 1)), false);
  }));
});

Deno.test("texts that are no keys", () => {
  for (const text of ["", "hoga_", "sk_live_1234", `${newApiKey(new Uint8Array(32))}x`, " "]) {
    assert.equal(isApiKey(text), false, text);
  }
});
