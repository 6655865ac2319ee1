import assert from "node:assert/strict";
import { readAddress, readDatabaseUrl, readDelivery, readQstash, SettingError } from "./environment.ts";

const qstash = {
  QSTASH_URL: "https://qstash.example",
  QSTASH_TOKEN: "t",
  QSTASH_CURRENT_SIGNING_KEY: "c",
  QSTASH_NEXT_SIGNING_KEY: "n",
};

Deno.test("readQstash() wants all of QStash's settings or none, and names the one that is missing", () => {
  assert.equal(readQstash({}), null);
  assert.deepEqual(readQstash(qstash), {
    url: "https://qstash.example",
    token: "t",
    currentSigningKey: "c",
    nextSigningKey: "n",
  });
  for (const name of ["QSTASH_TOKEN", "QSTASH_CURRENT_SIGNING_KEY", "QSTASH_NEXT_SIGNING_KEY"]) {
    assert.throws(() => readQstash({ ...qstash, [name]: "" }), new RegExp(`^SettingError: ${name} is missing`));
  }
  assert.throws(() => readQstash({ QSTASH_DEV: "1" }), SettingError);
});

Deno.test("a service's own database address goes before the shared one", () => {
  const env = { DATABASE_URL: "postgres://shared/db", MARKET_DATA_DATABASE_URL: "postgresql://own/db" };
  assert.equal(readDatabaseUrl(env, "market-data"), "postgresql://own/db");
  assert.equal(readDatabaseUrl(env, "order"), "postgres://shared/db");
  assert.equal(readDatabaseUrl({}, "order"), null);
  assert.throws(
    () => readDatabaseUrl({ DATABASE_URL: "mysql://x" }, "order"),
    /^SettingError: DATABASE_URL is not an address/,
  );
});

Deno.test("readDelivery() takes direct and qstash", () => {
  assert.deepEqual([readDelivery({}), readDelivery({ HOGA_DELIVERY: "qstash" })], ["direct", "qstash"]);
  assert.throws(() => readDelivery({ HOGA_DELIVERY: "kafka" }), /HOGA_DELIVERY is "kafka"/);
});

Deno.test("readAddress() never shows the value: it may hold a password", () => {
  assert.throws(
    () => readAddress({ DATABASE_URL: "secret" }, "DATABASE_URL", ["postgres:"]),
    (error) => error instanceof SettingError && !error.message.includes("secret"),
  );
});
