import assert from "node:assert/strict";
import { startLocalKis } from "@hoga/local/kis";
import { PLAIN } from "../testing/kis_bench.ts";
import { virtualTime } from "../testing/virtual_time.ts";
import { FieldError } from "./fields.ts";
import { KisError, openKisRest } from "./rest.ts";
import { createTokens } from "./tokens.ts";

const AT = "2026-11-20T10:00:00";
const LEVEL = { price: 70_200, size: 30 };

Deno.test("what is asked twice at a time goes out once, and is asked again once it was answered", async () => {
  const time = virtualTime(AT);
  const kis = startLocalKis({ now: time.now, requests: 18, quote: (symbol) => symbol === "999999" ? null : PLAIN });
  const rest = openKisRest({
    settings: { appKey: "key", appSecret: "secret", mode: "real", url: kis.url, wsUrl: kis.wsUrl },
    time,
    fetch: time.fetch,
    log: () => {},
    tokenFile: null,
  });
  const questions = () => kis.seen.filter(({ symbol }) => symbol !== null).length;
  try {
    const both = [rest.price("005930", "later"), rest.price("005930", "now")];
    const depth = rest.depth("005930", "now");
    assert.deepEqual((await Promise.all(both)).map(({ price, total }) => [price, total]), [[70_100, 1_000], [
      70_100,
      1_000,
    ]]);
    assert.deepEqual((await depth).asks[0], LEVEL);
    assert.equal(questions(), 2);
    await rest.price("005930", "now");
    assert.equal(questions(), 3);
    assert.deepEqual(
      (await rest.daily("005930", "2026-11-18", "2026-11-19", "now")).map(({ date, close }) => [date, close]),
      [
        ["2026-11-19", 69_950],
        ["2026-11-18", 69_100],
      ],
    );
    await assert.rejects(
      rest.price("999999", "now"),
      (error) => error instanceof KisError && error.code === "MCA00124",
    );
    assert.equal(await rest.approvalKey(), "local-approval-key");
  } finally {
    rest.stop();
    await kis.close();
  }
  await assert.rejects(rest.price("005930", "now"), /stopped/);
});

Deno.test("an answer whose fields are not what they should be is refused, naming the field", async () => {
  const time = virtualTime(AT);
  const answers: Record<string, object> = {
    tokenP: { access_token: "token", expires_in: 86_400 },
    "inquire-price": { rt_cd: "0", output: { stck_prpr: "70,100", stck_oprc: "0", acml_vol: "0", stck_sdpr: "70000" } },
    "inquire-asking-price-exp-ccn": { rt_cd: "0", output1: { askp1: "1" }, output2: {} },
    "inquire-daily-itemchartprice": { rt_cd: "0", output2: "none" },
  };
  const rest = openKisRest({
    settings: {
      appKey: "key",
      appSecret: "secret",
      mode: "real",
      url: "http://kis.invalid",
      wsUrl: "ws://kis.invalid",
    },
    time,
    fetch: (input) => Promise.resolve(Response.json(answers[new URL(String(input)).pathname.split("/").at(-1) ?? ""])),
    log: () => {},
    tokenFile: null,
  });
  const refused = (part: string) => (error: unknown) => error instanceof FieldError && error.message.includes(part);
  await assert.rejects(rest.price("005930", "now"), refused('stck_prpr "70,100" is not a whole number'));
  await assert.rejects(rest.depth("005930", "now"), refused("ask 1 size undefined"));
  await assert.rejects(rest.daily("005930", "2026-11-18", "2026-11-19", "now"), refused("output2"));
  rest.stop();
});

Deno.test("a token is renewed once, however late those who carried the old one say so, and before it ends", async () => {
  const time = virtualTime(AT);
  let issued = 0;
  const tokens = createTokens({
    time,
    log: () => {},
    issue: () => Promise.resolve({ token: `token-${++issued}`, expiresAt: time.now() + 86_400_000 }),
    owner: "owner",
    file: null,
  });
  assert.deepEqual(await Promise.all([tokens.get(), tokens.get()]), ["token-1", "token-1"]);
  tokens.refused("token-1");
  assert.equal(await tokens.get(), "token-2");
  tokens.refused("token-1");
  assert.equal(await tokens.get(), "token-2");
  await time.pass(86_400_000 - 10 * 60_000);
  assert.equal(await tokens.get(), "token-3");
});
