import assert from "node:assert/strict";
import { z } from "zod";
import type { Ask } from "./ask.ts";
import { createNames } from "./names.ts";

Deno.test("names are asked for once in ten minutes, together, and a symbol stands for a name that is not known", async () => {
  let wall = 0;
  let isDown = false;
  const asked: string[][] = [];
  const ask: Ask = (_service, _path, schema, options) => {
    const { symbols } = z.object({ symbols: z.array(z.string()) }).parse(options?.json);
    asked.push(symbols);
    if (isDown) {
      const refused = { type: "", title: "", status: 503, detail: "", code: "unavailable", retryable: true };
      return Promise.resolve({ refused });
    }
    const names = Object.fromEntries(
      symbols.filter((one) => one !== "999999").map((one) => [one, { ko: `ko ${one}`, en: `en ${one}` }]),
    );
    return Promise.resolve({ value: schema.parse({ names }), headers: new Headers() });
  };
  const names = createNames(() => wall);

  const first = await names.of(ask, ["005930", "000660", "005930", "999999"], "ko");
  assert.deepEqual([first("005930"), first("000660"), first("999999")], ["ko 005930", "ko 000660", "999999"]);
  assert.deepEqual(asked, [["005930", "000660", "999999"]]);

  assert.equal((await names.of(ask, ["005930"], "en"))("005930"), "en 005930");
  assert.equal(asked.length, 1);
  await names.of(ask, [], "ko");
  assert.equal(asked.length, 1);

  wall = 600_000;
  isDown = true;
  assert.equal((await names.of(ask, ["005930"], "ko"))("005930"), "ko 005930", "an old name is better than none");
  assert.equal(asked.length, 2);
  names.clear();
  assert.equal((await names.of(ask, ["005930"], "ko"))("005930"), "005930");
});
