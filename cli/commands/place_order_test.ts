import assert from "node:assert/strict";
import { join } from "node:path";
import * as documents from "../testing/documents.ts";
import { fails, prints, printsJson, targets, text } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { type Bench, withBench } from "../testing/run_cli.ts";

const { FILLED, PREVIEW, REJECTED, RESERVED } = documents;

/** The notes of unanswered orders on disk. */
async function notes(bench: Bench): Promise<readonly string[]> {
  const directory = join(bench.home, "hoga", "state", "pending-orders");
  try {
    return (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name);
  } catch (error) {
    assert(error instanceof Deno.errors.NotFound);
    return [];
  }
}

Deno.test("hoga buy places at once without a terminal", () =>
  withBench(async (bench) => {
    await printsJson(bench, ["buy", "005930", "10"], FILLED);
    await printsJson(
      bench,
      ["sell", "SK하이닉스", "1,000", "--limit", "71,500", "--tif", "ioc", "--key", "k-1"],
      { ...FILLED, side: "sell" },
    );
    const [buy, , sell] = bench.gateway.seen;
    assert.deepEqual(JSON.parse(buy?.body ?? ""), {
      symbol: "005930",
      side: "buy",
      type: "market",
      timeInForce: "day",
      quantity: 10,
      limitPrice: null,
    });
    assert.equal(buy?.headers["idempotency-key"], "new-key");
    assert.equal(buy?.headers["authorization"], "Bearer test-key");
    assert.equal(buy?.headers["prefer"], undefined);
    assert.deepEqual(JSON.parse(sell?.body ?? ""), {
      symbol: "000660",
      side: "sell",
      type: "limit",
      timeInForce: "ioc",
      quantity: 1000,
      limitPrice: 71_500,
    });
    assert.equal(sell?.headers["idempotency-key"], "k-1");
    assert.deepEqual(await notes(bench), []);
  }));

Deno.test("hoga buy --account and --wait reach the gateway", () =>
  withBench(async (bench) => {
    await prints(bench, ["--account", "acc-2", "-q", "buy", "a005930", "10", "--wait", "5"], "ord-1");
    await prints(bench, ["-q", "buy", "005930", "10", "--wait", "0"], "ord-1");
    const [five, none] = bench.gateway.seen;
    assert.equal(JSON.parse(five?.body ?? "").accountId, "acc-2");
    assert.equal(JSON.parse(five?.body ?? "").symbol, "005930");
    assert.equal(five?.headers["prefer"], "wait=5");
    assert.equal(none?.headers["prefer"], "respond-async");
  }));

Deno.test("hoga buy tells a reserved order's opening", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json(RESERVED, { status: 201 }));
    await prints(
      bench,
      ["buy", "005930", "10", "--limit", "71000"],
      "Reserved: Buy 10 삼성전자 (005930)",
      "Order        ord-2",
      "Status       Reserved",
      "Waiting for  the market opens at 09:00",
      "Type         Limit  DAY",
      "Price        ₩71,000",
      "Filled       0 / 10 shares",
      "Held         ₩710,107",
      "Placed       2025-03-14 (Fri) 08:55:00",
      "Activates    2025-03-14 (Fri) 09:00:00",
      "Expires      2025-03-14 (Fri) 15:30:00",
      "Key          key-2",
    );
  }));

Deno.test("hoga buy of a rejected order prints it and exits 4", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => Response.json(REJECTED, { status: 201 }));
    const human = await bench.run(["buy", "005930", "10"]);
    assert.equal(human.code, 4);
    assert.match(human.stdout, /^Rejected: Buy 10 삼성전자 \(005930\)\n/);
    assert.match(human.stdout, /^Reason +Needs 715,107 won, 1,000 available \[insufficient_cash\]$/m);
    assert.equal(human.stderr, "error: The order was rejected: Needs 715,107 won, 1,000 available\n");
    const json = await bench.run(["buy", "005930", "10", "--json"]);
    assert.deepEqual([json.code, JSON.parse(json.stdout), json.stderr], [4, REJECTED, ""]);
    const korean = await bench.run(["buy", "005930", "10", "--lang", "ko"]);
    assert.equal(
      korean.stderr,
      "오류: 주문이 거부되었습니다: 주문가능금액이 부족합니다 (Needs 715,107 won, 1,000 available)\n",
    );
  }));

Deno.test("hoga buy of what could not be an order exits by its code", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() =>
      problem(422, "price_off_tick", "71,050 is off the tick of 100", { hint: "71,000 or 71,100" })
    );
    const line = await fails(bench, ["buy", "005930", "10", "--limit", "71050"], 4, "price_off_tick");
    assert.equal(line, "error: 71,050 is off the tick of 100 (hint: 71,000 or 71,100)");
    assert.deepEqual(await notes(bench), []);
    bench.gateway.answer(() => problem(422, "idempotency_mismatch", "This key was used for a different order"));
    await fails(bench, ["buy", "005930", "10", "--key", "k"], 2, "idempotency_mismatch");
  }));

Deno.test("hoga buy refuses wrong numbers and words before anything is sent", () =>
  withBench(async (bench) => {
    for (const quantity of ["abc", "", "0", "-1", "-10", "-1,000", "1.5", "1e12", "0x10"]) {
      const line = await fails(bench, ["buy", "005930", quantity], 2, "invalid_quantity");
      assert.equal(
        line,
        `error: Quantity "${quantity}" is not valid: it must be a whole number of shares from 1 to 1,000,000,000 (hint: see hoga buy --help)`,
      );
    }
    await fails(bench, ["buy", "005930", "1000000000000"], 2, "quantity_too_large");
    for (const price of ["abc", "", "0", "-1", "71000.5", "1e5", "100,000,001"]) {
      await fails(bench, ["buy", "005930", "1", "--limit", price], 2, "invalid_price");
    }
    await fails(bench, ["buy", "", "1"], 2, "unknown_symbol");
    assert.match(
      await fails(bench, ["buy", "005930", "1", "--tif", "gtc"], 2, "usage"),
      /--tif: must be one of day, ioc, fok/,
    );
    await fails(bench, ["buy", "005930", "1", "--key", "a b"], 2, "usage");
    await fails(bench, ["buy", "005930", "1", "--wait", "31"], 2, "usage");
    assert.deepEqual(targets(bench), []);
  }));

Deno.test("hoga buy of a name that several instruments have lists them", () =>
  withBench(async (bench) => {
    const line = await fails(bench, ["buy", "삼성", "1"], 2, "ambiguous_symbol");
    assert.equal(line, "error: Several instruments fit (hint: 005930 삼성전자, 005935 삼성전자우)");
    const { error } = JSON.parse((await bench.run(["buy", "삼성", "1", "--json"])).stdout);
    assert.deepEqual(error.candidates.map(({ symbol }: { symbol: string }) => symbol), ["005930", "005935"]);
    assert.equal(
      await fails(bench, ["buy", "없는이름", "1"], 2, "unknown_symbol"),
      "error: No such symbol (hint: hoga search TEXT finds instruments)",
    );
    assert(targets(bench).every((target) => target.startsWith("GET /api/instruments/resolve")));
  }));

Deno.test("hoga buy --dry-run prints the preview and places nothing", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["buy", "005930", "10", "--dry-run"],
      "Preview: Buy 10 삼성전자 (005930)",
      "Status           would be accepted",
      "Type             Market  DAY",
      "Estimated price  ₩71,500",
      "Amount           ₩715,000",
      "Commission, tax  ₩107, ₩0",
      "Held             ₩929,639",
      "Available        ₩100,000,000 → ₩99,070,361",
      "Expires          2025-03-14 (Fri) 15:30:00",
      "Warning          A market order may fill at any price in the band",
    );
    await printsJson(bench, ["buy", "005930", "10", "--dry-run"], PREVIEW);
    const reason = { code: "insufficient_cash", message: "Needs 715,107 won, 1,000 available" };
    bench.gateway.answer(() => Response.json({ ...PREVIEW, wouldBe: "rejected", reason }));
    const refused = await bench.run(["buy", "005930", "10", "--dry-run"]);
    assert.equal(refused.code, 4);
    assert.equal(refused.stderr, "error: The order would be rejected: Needs 715,107 won, 1,000 available\n");
    assert(targets(bench).every((target) => target === "POST /api/orders/preview"));
  }));

Deno.test("hoga buy asks on a terminal after the preview", () =>
  withBench(async (bench) => {
    const no = await bench.run(["buy", "005930", "10", "--no-color"], { isTerminal: true, input: ["n"] });
    assert.equal(no.code, 1);
    assert.equal(no.stdout, "");
    assert.match(no.stderr, /^Preview: Buy 10 [\s\S]+\nPlace this order\? \[y\/N\] error: Nothing was done\n$/);
    assert.deepEqual(targets(bench), ["POST /api/orders/preview"]);
    const yes = await bench.run(["buy", "005930", "10", "--no-color"], { isTerminal: true, input: ["Y"] });
    assert.equal(yes.code, 0);
    assert.match(yes.stdout, /^Filled: /);
    const silent = await bench.run(["buy", "005930", "10", "--no-color"], { isTerminal: true });
    assert.equal(silent.code, 1);
    assert.match(silent.stderr, /\[y\/N\] \nerror: Nothing was done\n$/);
    const sure = await bench.run(["buy", "005930", "10", "--yes", "--json"], { isTerminal: true });
    assert.deepEqual([sure.code, JSON.parse(sure.stdout), sure.stderr], [0, FILLED, ""]);
    await bench.run(["config", "set", "confirm", "false"]);
    const unasked = await bench.run(["buy", "005930", "10"], { isTerminal: true });
    assert.deepEqual([unasked.code, unasked.stderr], [0, ""]);
  }));

Deno.test("hoga buy on a terminal does not ask about an order that would be rejected", () =>
  withBench(async (bench) => {
    const reason = { code: "insufficient_cash", message: "Not enough cash" };
    bench.gateway.answer(() => Response.json({ ...PREVIEW, wouldBe: "rejected", reason }));
    const ran = await bench.run(["buy", "005930", "10", "--no-color"], { isTerminal: true, input: ["y"] });
    assert.equal(ran.code, 4);
    assert.equal(ran.stderr, "error: The order would be rejected: Not enough cash\n");
    assert.deepEqual(targets(bench), ["POST /api/orders/preview"]);
  }));

Deno.test("hoga buy tries a 5xx again with the same key", () =>
  withBench(async (bench) => {
    let failures = 2;
    bench.gateway.answer(() => failures-- > 0 ? problem(503, "unavailable", "Starting", { retryable: true }) : null);
    await printsJson(bench, ["buy", "005930", "10"], FILLED);
    assert.deepEqual(bench.gateway.seen.map(({ headers }) => headers["idempotency-key"]), [
      "new-key",
      "new-key",
      "new-key",
    ]);
    assert.deepEqual(bench.sleeps, [200, 400]);
    assert.deepEqual(await notes(bench), []);
  }));

Deno.test("hoga buy gives up after bounded attempts and leaves a note to ask with", () =>
  withBench(async (bench) => {
    bench.gateway.answer(() => problem(503, "unavailable", "Down", { retryable: true }));
    const ran = await bench.run(["buy", "005930", "10"]);
    assert.equal(ran.code, 5);
    assert.equal(
      ran.stderr,
      "error: Down (hint: Whether the order was placed is not known; the same command with --key new-key is safe)\n",
    );
    assert.equal(bench.gateway.seen.length, 5);
    assert.equal((await notes(bench)).length, 1);
    const [name = ""] = await notes(bench);
    const note = join(bench.home, "hoga", "state", "pending-orders", name);
    assert.equal(((await Deno.stat(note)).mode ?? 0) & 0o777, 0o600);
    assert.match(await Deno.readTextFile(note), /"key":"new-key"/);

    bench.gateway.answer(() => Response.json(FILLED, { status: 201 }));
    await prints(bench, ["-q", "buy", "005930", "10", "--key", "new-key"], "ord-1");
    assert.deepEqual(await notes(bench), []);
  }));

Deno.test("hoga buy writes its note before it sends", () =>
  withBench(async (bench) => {
    let during: readonly string[] = [];
    bench.gateway.answer(async () => {
      during = await notes(bench);
      return Response.json(FILLED, { status: 201 });
    });
    await bench.run(["buy", "005930", "10"]);
    assert.equal(during.length, 1);
  }));

Deno.test("hoga buy over a connection that is cut midway asks again with the same key", async () => {
  await withBench(async (bench) => {
    const keys: string[] = [];
    let cuts = 1;
    const fetchCut: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      keys.push(new Headers(init?.headers).get("idempotency-key") ?? "");
      if (cuts-- <= 0) return response;
      // The gateway has the order by now; its answer gets lost.
      await response.body?.cancel();
      throw new TypeError("fetch failed", { cause: new Error("connection reset by peer") });
    };
    const ran = await bench.run(["buy", "005930", "10", "-q"], { host: { fetch: fetchCut } });
    assert.deepEqual(ran, { code: 0, stdout: text("ord-1"), stderr: "" });
    assert.deepEqual(keys, ["new-key", "new-key"]);
  });
});
