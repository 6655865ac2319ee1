import assert from "node:assert/strict";
import { pendingKeys } from "../pending_orders.ts";
import { FILLED, PREVIEW, RESERVED } from "../testing/documents.ts";
import { problem } from "../testing/fake_gateway.ts";
import type { CommandRunner } from "./command_runner.ts";
import { createEffects } from "./effects.ts";
import type { PlaceOrder } from "../api/documents.ts";
import type { Effect, Message } from "./state/messages.ts";
import { type LiveBench, withLive } from "./testing/live_bench.ts";

const ORDER: PlaceOrder = {
  symbol: "005930",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 71_500,
};

/** The effects of a bench, and what the terminal and the commands were asked for. */
function effectsOf(bench: LiveBench) {
  const asked: string[] = [];
  const note = (name: string) => () => void asked.push(name);
  const commands: CommandRunner = {
    run: (line) => Promise.resolve(void asked.push(`run ${line}`)),
    answer: (text) => void asked.push(`answer ${text}`),
    end: note("end"),
  };
  const terminal = { bell: note("bell"), suspend: note("suspend"), repaint: note("repaint"), leave: note("leave") };
  const run = createEffects(bench.live, terminal, commands);
  return { asked, run, of: (kind: Message["kind"]) => bench.messages.filter((message) => message.kind === kind) };
}

Deno.test("whoever asks for the account while it is being asked for is answered by one more question", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    await Promise.all([1, 2, 3, 4].map(() => run({ kind: "refresh" })));
    assert.equal(bench.asked("/api/dashboard").length, 2);
    assert.equal(of("dashboard").length, 2);
    await run({ kind: "refresh" });
    assert.equal(bench.asked("/api/dashboard").length, 3);
  });
});

Deno.test("a refresh that fails is left to the stream, and the next one asks again", async () => {
  await withLive(async (bench) => {
    const { run } = effectsOf(bench);
    bench.gateway.answer(() => problem(503, "unavailable", "away"));
    await run({ kind: "refresh" });
    await run({ kind: "refresh" });
    assert.deepEqual([bench.messages, bench.asked("/api/dashboard").length], [[], 2]);
  });
});

Deno.test("terms that change quickly are previewed once, by what they came to", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    await run({ kind: "preview", asked: 1, order: ORDER });
    bench.timers.advance(119);
    await run({ kind: "preview", asked: 2, order: { ...ORDER, quantity: 20 } });
    bench.timers.advance(119);
    assert.equal(bench.asked("/api/orders/preview").length, 0);
    bench.timers.advance(1);
    await bench.until("the preview", () => of("previewed").length > 0);
    assert.deepEqual(of("previewed"), [{ kind: "previewed", asked: 2, preview: PREVIEW }]);
    const bodies = bench.asked("/api/orders/preview").map(({ body }): unknown => JSON.parse(body));
    assert.deepEqual(bodies, [{ ...ORDER, quantity: 20 }]);
  });
});

Deno.test("terms that are refused say why", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    bench.gateway.answer(() => problem(422, "invalid_tick", "71,550 is not on the tick", { hint: "71,500" }));
    await run({ kind: "preview", asked: 7, order: ORDER });
    bench.timers.advance(120);
    await bench.until("the refusal", () => of("previewRefused").length > 0);
    assert.deepEqual(of("previewRefused"), [
      { kind: "previewRefused", asked: 7, problem: "71,550 is not on the tick" },
    ]);
  });
});

Deno.test("an order is placed under its key, and no note of it stays once it is answered", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    await run({ kind: "makeKey" });
    assert.deepEqual(of("newKey"), [{ kind: "newKey", key: "new-key" }]);
    await run({ kind: "place", key: "k-1", order: ORDER });
    assert.deepEqual(of("placed"), [{ kind: "placed", key: "k-1", order: FILLED, now: bench.timers.now() }]);
    assert.deepEqual(await pendingKeys(bench.world.ctx.paths.stateDir), []);
    const [request] = bench.asked("/api/orders");
    assert.equal(request?.headers["idempotency-key"], "k-1");
  });
});

Deno.test("a note of the order is on disk before the gateway hears of it, and stays while its outcome is not known", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    const { stateDir } = bench.world.ctx.paths;
    let noted: readonly string[] = [];
    bench.gateway.answer(({ method }) => {
      if (method !== "POST") return null;
      return (async () => {
        noted = await pendingKeys(stateDir);
        return new Response("", { status: 502 });
      })();
    });
    await run({ kind: "place", key: "k-1", order: ORDER });
    assert.deepEqual(noted, ["k-1"]);
    assert.deepEqual(await pendingKeys(stateDir), ["k-1"]);
    const [told] = of("notPlaced");
    assert.ok(
      told?.kind === "notPlaced" && told.isUnknown && told.key === "k-1" && told.why !== "",
      JSON.stringify(told),
    );
  }, { host: { sleep: () => Promise.resolve() } });
});

Deno.test("nobody knows what became of an order when the answer is lost, is none of hoga's, or is an error of the gateway", async () => {
  const answers: readonly (readonly [string, () => Response | Promise<Response>])[] = [
    ["lost", () => Promise.reject(new TypeError("connection reset"))],
    ["an error", () => problem(500, "internal", "oops")],
    ["unavailable", () => problem(503, "unavailable", "away")],
    ["no document", () => new Response("<html>", { status: 200 })],
    ["not an order", () => Response.json({ id: 1 }, { status: 201 })],
  ];
  for (const [name, answer] of answers) {
    let isPlacing = false;
    const post = (input: string, init: RequestInit) =>
      isPlacing && init.method === "POST" ? Promise.resolve().then(answer) : fetch(input, init);
    await withLive(async (bench) => {
      const { run, of } = effectsOf(bench);
      isPlacing = true;
      await run({ kind: "place", key: "k-1", order: ORDER });
      const [told] = of("notPlaced");
      assert.ok(told?.kind === "notPlaced" && told.isUnknown, name);
      assert.deepEqual(await pendingKeys(bench.world.ctx.paths.stateDir), ["k-1"], name);
    }, { host: { fetch: post, sleep: () => Promise.resolve() } });
  }
});

Deno.test("a refusal is known, and leaves no note", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    bench.gateway.answer(() => problem(422, "invalid_tick", "not on the tick"));
    await run({ kind: "place", key: "k-1", order: ORDER });
    assert.deepEqual(of("notPlaced"), [
      { kind: "notPlaced", key: "k-1", why: "not on the tick", isUnknown: false },
    ]);
    assert.deepEqual(await pendingKeys(bench.world.ctx.paths.stateDir), []);
  });
});

Deno.test("what is asked for is told, each in its message", async () => {
  const table: readonly (readonly [Effect, Message["kind"], string])[] = [
    [{ kind: "search", text: "삼성" }, "found", "/api/instruments?q=삼성&limit=30"],
    [{ kind: "loadInstrument", symbol: "005930" }, "instrument", "/api/instruments/resolve?q=005930"],
    [{ kind: "loadCandles", symbol: "005930", interval: "5m" }, "candles", "/api/candles/005930?interval=5m"],
    [{ kind: "loadOrders", filter: "all" }, "orders", "/api/orders?limit=200"],
    [{ kind: "loadOrders", filter: "filled" }, "orders", "/api/orders?status=filled&limit=200"],
    [{ kind: "loadOrders", filter: "ended" }, "orders", "/api/orders?status=closed&limit=200"],
    [{ kind: "loadTrades" }, "trades", "/api/trades?limit=200"],
    [{ kind: "loadLedger" }, "ledger", "/api/ledger?limit=200"],
    [{ kind: "loadDays" }, "days", "/api/history"],
    [{ kind: "explain", id: "ord-2" }, "timeline", "/api/orders/ord-2/timeline"],
    [{ kind: "cancel", id: "ord-2" }, "changed", "/api/orders/ord-2"],
    [{ kind: "cancelAll" }, "canceledAll", "/api/orders"],
    [{ kind: "amend", id: "ord-2", change: { quantity: 20 } }, "changed", "/api/orders/ord-2"],
  ];
  await withLive(async (bench) => {
    const { run } = effectsOf(bench);
    for (const [effect, kind, target] of table) {
      const before = bench.messages.length;
      await run(effect);
      assert.deepEqual(bench.messages.slice(before).map((message) => message.kind), [kind], effect.kind);
      assert.equal(decodeURIComponent(bench.gateway.seen.at(-1)?.target ?? ""), target, effect.kind);
    }
    const bodies = bench.gateway.seen.filter(({ method }) => method === "PATCH").map(({ body }): unknown =>
      JSON.parse(body)
    );
    assert.deepEqual(bodies, [{ quantity: 20 }]);
  });
});

Deno.test("of the orders that ended the filled ones are left out of their list", async () => {
  await withLive(async (bench) => {
    const { run, of } = effectsOf(bench);
    await run({ kind: "loadOrders", filter: "ended" });
    const [told] = of("orders");
    assert.deepEqual(told?.kind === "orders" ? told.orders.map(({ id }) => id) : [], [RESERVED.id]);
  });
});

Deno.test("what cannot be had is told as well, each where it is waited for", async () => {
  const table: readonly (readonly [Effect, Message])[] = [
    [{ kind: "search", text: "x" }, { kind: "found", text: "x", results: [], problem: "away" }],
    [{ kind: "loadInstrument", symbol: "A" }, { kind: "instrumentProblem", symbol: "A", problem: "away" }],
    [{ kind: "loadCandles", symbol: "A", interval: "1m" }, { kind: "instrumentProblem", symbol: "A", problem: "away" }],
    [{ kind: "loadOrders", filter: "all" }, { kind: "listProblem", of: "orders", problem: "away" }],
    [{ kind: "loadTrades" }, { kind: "listProblem", of: "history", problem: "away" }],
    [{ kind: "loadLedger" }, { kind: "listProblem", of: "history", problem: "away" }],
    [{ kind: "explain", id: "o" }, { kind: "noTimeline", orderId: "o", problem: "away" }],
  ];
  await withLive(async (bench) => {
    const { run } = effectsOf(bench);
    bench.gateway.answer(() => problem(503, "unavailable", "away"));
    for (const [effect, message] of table) {
      await run(effect);
      assert.deepEqual(bench.messages.at(-1), message, effect.kind);
    }
    for (
      const effect of [{ kind: "cancel", id: "o" }, { kind: "cancelAll" }, {
        kind: "amend",
        id: "o",
        change: {},
      }] as const
    ) {
      await run(effect);
      assert.deepEqual(
        bench.messages.at(-1),
        { kind: "notChanged", why: "away", now: bench.timers.now() },
        effect.kind,
      );
    }
  });
});

Deno.test("another account is asked about from then on", async () => {
  await withLive(async (bench) => {
    const { run } = effectsOf(bench);
    await run({ kind: "useAccount", id: "acc-2" });
    assert.match(bench.asked("/api/dashboard")[0]?.target ?? "", /accountId=acc-2/);
  });
});

Deno.test("the terminal and the commands get what is theirs", async () => {
  await withLive(async (bench) => {
    const { run, asked } = effectsOf(bench);
    const effects: readonly Effect[] = [
      { kind: "bell" },
      { kind: "suspend" },
      { kind: "repaint" },
      { kind: "leave" },
      { kind: "runCommand", line: "quote 005930" },
      { kind: "commandInput", text: "y" },
      { kind: "endCommand" },
    ];
    for (const effect of effects) await run(effect);
    assert.deepEqual(asked, ["bell", "suspend", "repaint", "leave", "run quote 005930", "answer y", "end"]);
    assert.deepEqual([bench.messages, bench.gateway.seen], [[], []]);
  });
});

Deno.test("a market that is started anew is looked for anew", async () => {
  await withLive(async (bench) => {
    const { run } = effectsOf(bench);
    const before = await bench.world.endpoint();
    await run({ kind: "restartStack" });
    assert.deepEqual({ ...(await bench.world.endpoint()) }, { ...before });
    assert.notEqual(await bench.world.endpoint(), before);
  });
});
