import assert from "node:assert/strict";
import { BOT_KEY, LAPTOP_KEY, SECRET } from "../testing/documents.ts";
import { fails, prints, printsJson, targets, text } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { withBench } from "../testing/run_cli.ts";

Deno.test("hoga key list shows the keys by what tells them apart", () =>
  withBench(async (bench) => {
    const lines = [
      "ID                    Label   Ends with  Created",
      "key_0123456789abcdef  laptop  4Xyz       2025-03-10 08:00:00  in use now",
      "key_fedcba9876543210  bot     9Bot       2025-03-14 10:00:00",
    ];
    await prints(bench, ["key", "list"], ...lines);
    await prints(bench, ["key"], ...lines);
    await printsJson(bench, ["key", "list"], { keys: [LAPTOP_KEY, BOT_KEY] });
    const korean = await bench.run(["key", "--lang", "ko"]);
    assert.match(korean.stdout, /^ID +이름표 +끝자리 +발급\nkey_0123456789abcdef .* 지금 사용 중\n/);
  }));

Deno.test("hoga key create prints the secret once, and with --quiet nothing else", () =>
  withBench(async (bench) => {
    assert.deepEqual(await bench.run(["key", "create", "--label", " 봇 1 "]), {
      code: 0,
      stdout: text(
        "ID       key_fedcba9876543210",
        "Label    bot",
        "Created  2025-03-14 (Fri) 10:00:00",
        `Key      ${SECRET}`,
      ),
      stderr: "Keep it: it is shown this once.\n",
    });
    assert.equal(bench.gateway.seen.at(-1)?.body, '{"label":"봇 1"}');
    await printsJson(bench, ["key", "create"], { ...BOT_KEY, key: SECRET });
    assert.equal(bench.gateway.seen.at(-1)?.body, '{"label":"cli"}');
    await prints(bench, ["key", "create", "--quiet"], SECRET);
    const before = bench.gateway.seen.length;
    for (const label of ["", " ", "x".repeat(41), "a\tb"]) {
      assert.match(
        await fails(bench, ["key", "create", "--label", label], 2, "usage"),
        /^error: --label: must be 1 to 40 characters without control characters/,
      );
    }
    assert.equal(bench.gateway.seen.length, before);
  }));

Deno.test("hoga key revoke ends a key, and that in use by force alone", () =>
  withBench(async (bench) => {
    await prints(bench, ["key", "revoke", BOT_KEY.id], `Revoked: ${BOT_KEY.id}`);
    await prints(bench, ["key", "revoke", BOT_KEY.id, "-q"], BOT_KEY.id);
    await printsJson(bench, ["key", "revoke", BOT_KEY.id, "--force"], { revoked: BOT_KEY.id });
    assert.deepEqual(targets(bench), [
      ...Array.from({ length: 2 }, () => `DELETE /api/keys/${BOT_KEY.id}`),
      `DELETE /api/keys/${BOT_KEY.id}?force=true`,
    ]);
    bench.gateway.answer(() =>
      problem(409, "key_in_use", "k is the key of this request", { hint: "?force=true ends it" })
    );
    assert.equal(
      await fails(bench, ["key", "revoke", "k"], 2, "key_in_use"),
      "error: k is the key that you use now (hint: --force revokes it all the same)",
    );
    bench.gateway.answer(() => problem(404, "not_found", 'You have no key "k" in use'));
    assert.equal(
      await fails(bench, ["key", "revoke", "k"], 2, "not_found"),
      'error: You have no key "k" in use (hint: hoga key list shows your keys)',
    );
    await fails(bench, ["key", "revoke", ""], 2, "usage");
  }));

Deno.test("hoga key revoke asks on a terminal", () =>
  withBench(async (bench) => {
    const refused = await bench.run(["key", "revoke", "k"], { isTerminal: true, input: ["n"] });
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(refused.stderr, /^Revoke k\? Whoever uses it is shut out\. \[y\/N\] error: Nothing was done/);
    assert.deepEqual(bench.gateway.seen, []);
    const agreed = await bench.run(["key", "revoke", "k", "--no-color"], { isTerminal: true, input: ["y"] });
    assert.deepEqual([agreed.code, agreed.stdout], [0, "Revoked: k\n"]);
    const sure = await bench.run(["key", "revoke", "k", "--yes"], { isTerminal: true });
    assert.deepEqual([sure.code, sure.stderr], [0, ""]);
  }));
