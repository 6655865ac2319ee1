import assert from "node:assert/strict";
import { readKisSettings } from "./settings.ts";

const KEYS = { KIS_APP_KEY: "key", KIS_APP_SECRET: "secret" };

Deno.test("readKisSettings() knows the broker's real and mock servers", () => {
  assert.deepEqual(readKisSettings(KEYS), {
    appKey: "key",
    appSecret: "secret",
    mode: "real",
    url: "https://openapi.koreainvestment.com:9443",
    wsUrl: "ws://ops.koreainvestment.com:21000",
  });
  const mock = readKisSettings({ ...KEYS, KIS_MODE: "mock" });
  assert.ok("url" in mock);
  assert.deepEqual([mock.url, mock.wsUrl], [
    "https://openapivts.koreainvestment.com:29443",
    "ws://ops.koreainvestment.com:31000",
  ]);
  const own = readKisSettings({ ...KEYS, KIS_URL: "http://127.0.0.1:9/", KIS_WS_URL: "ws://127.0.0.1:9" });
  assert.ok("url" in own);
  assert.deepEqual([own.url, own.wsUrl], ["http://127.0.0.1:9", "ws://127.0.0.1:9"]);
});

Deno.test("readKisSettings() names the setting that is missing or wrong", () => {
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{}, "The feed kis needs KIS_APP_KEY, the broker's app key"],
    [{ KIS_APP_KEY: "key", KIS_APP_SECRET: "" }, "The feed kis needs KIS_APP_SECRET, the secret of the app key"],
    [{ ...KEYS, KIS_MODE: "paper" }, 'KIS_MODE is "paper"; it must be real or mock'],
    [{ ...KEYS, KIS_URL: "somewhere" }, 'KIS_URL is "somewhere"; it must be an http or https address'],
    [{ ...KEYS, KIS_WS_URL: "http://127.0.0.1" }, 'KIS_WS_URL is "http://127.0.0.1"; it must be a ws or wss address'],
  ];
  for (const [env, error] of cases) assert.deepEqual(readKisSettings(env), { error });
});
