import assert from "node:assert/strict";
import { CliError } from "../errors.ts";
import { BOOK, FILLED, HYNIX_QUOTE, MARKET, QUOTE, TIMELINE, TRADE } from "../testing/documents.ts";
import { problem, type Seen } from "../testing/fake_gateway.ts";
import { eventStream, type TestEvent } from "../testing/streams.ts";
import { follow } from "./live.ts";
import type { LinkState, State } from "./state/model.ts";
import { type LiveBench, withLive } from "./testing/live_bench.ts";
import { soon } from "./testing/manual_timers.ts";
import { keys, tradingState } from "./testing/states.ts";

/** Answers the stream with each of `streams` in turn, and then with one that tells nothing and stays. */
function streams({ gateway }: LiveBench, ...all: readonly (() => Response)[]): void {
  const left = [...all];
  gateway.answer(({ target }) => target.startsWith("/api/stream") ? (left.shift() ?? (() => eventStream([])))() : null);
}
const ending = (...events: readonly TestEvent[]) => () => eventStream(events, true);
const staying = (...events: readonly TestEvent[]) => () => eventStream(events);
const missing = () => Response.json({ error: "no such route" }, { status: 404 });
const isLink = (kind: LinkState["kind"]) => ({ link }: State) => link.kind === kind;
/** The states of the connection that were told, each once in a row. */
const links = ({ messages }: LiveBench) =>
  messages.flatMap((message) => message.kind === "link" ? [message.link.kind] : [])
    .filter((kind, index, all) => kind !== all[index - 1]);
const query = ({ target }: Seen, name: string) => new URL(target, "http://x").searchParams.get(name);

/** Follows for the time of `use`, and leaves. */
async function following(bench: LiveBench, use: () => Promise<void>): Promise<void> {
  const work = follow(bench.live);
  await use();
  bench.leave();
  await soon(work, "leaving");
}

Deno.test("the screen goes live: endpoint, dashboard, stream, and what changes seldom", async () => {
  await withLive(async (bench) => {
    const order = { ...FILLED, events: [TIMELINE.entries[0]] };
    streams(
      bench,
      staying(["session", MARKET], ["quote", { ...QUOTE, last: 71_600 }], ["trade", { ...TRADE, id: "trd-9" }], [
        "order",
        order,
      ]),
    );
    await following(bench, async () => {
      await bench.until("the order's toast", ({ toasts }) => toasts.length > 0);
      await bench.until("the accounts", ({ accounts, days }) => accounts.current !== null && days.length > 0);
      const state = bench.store.state();
      assert.deepEqual([state.serverUrl, state.isOwnStack, state.link.kind], [bench.gateway.url, false, "live"]);
      assert.equal(state.quotes.get("005930")?.last, 71_600);
      assert.equal(state.recentTrades[0]?.id, "trd-9");
      assert.equal(state.accounts.current, "acc-1");
    });
    const [stream] = bench.asked("/api/stream");
    assert.equal(stream === undefined ? null : query(stream, "symbols"), "000660,005930");
    assert.deepEqual(links(bench), ["live"]);
    assert.deepEqual(bench.sleeps, []);
    for (const message of keys("j", "enter")) bench.live.dispatch(message);
    assert.deepEqual(bench.timers.pending(), [], "no timer outlives the screen");
  });
});

Deno.test("a stream that ended is opened again at once, from the last event, and nobody is told", async () => {
  await withLive(async (bench) => {
    streams(bench, ending(["session", MARKET, "e-1"], ["quote", { ...QUOTE, last: 71_600 }, "e-2"]));
    await following(bench, async () => {
      await bench.sleepThrough(1);
      await bench.until("a second stream", () => bench.asked("/api/stream").length === 2);
    });
    assert.deepEqual(bench.asked("/api/stream").map(({ headers }) => headers["last-event-id"] ?? null), [null, "e-2"]);
    assert.deepEqual(links(bench), ["live"]);
    assert.deepEqual(bench.sleeps, [250]);
  });
});

Deno.test("a stream that tells nothing and ends again and again is polled for in between", async () => {
  await withLive(async (bench) => {
    streams(bench, ending());
    await following(bench, async () => {
      await bench.until("polling", isLink("polling"));
      for (const poll of [1, 2, 3]) await bench.sleepThrough(poll);
      await bench.until("live again", isLink("live"));
    });
    assert.deepEqual(links(bench), ["live", "polling", "live"]);
    assert.deepEqual(bench.sleeps, [1_500, 1_500, 1_500]);
  });
});

Deno.test("a gateway without a stream is polled for quotes and the book, with the time since when it is stale", async () => {
  await withLive(async (bench) => {
    const news = [{ ...QUOTE, last: 71_700 }, HYNIX_QUOTE];
    bench.gateway.answer(({ target }) => target.startsWith("/api/stream") ? missing() : null);
    bench.gateway.answer(({ target }) => target.startsWith("/api/quotes?") ? Response.json({ quotes: news }) : null);
    bench.live.dispatch({ kind: "resize", size: { columns: 100, rows: 30 } });
    await following(bench, async () => {
      await bench.until("polling", isLink("polling"));
      const { link } = bench.store.state();
      const since = "since" in link ? link.since : 0;
      assert.equal(bench.store.state().quotes.get("005930")?.last, 71_700);
      for (const message of keys("enter")) bench.live.dispatch(message);
      for (const poll of [1, 2, 3, 4]) await bench.sleepThrough(poll);
      await bench.until("a book", ({ instrument }) => instrument.book?.last === BOOK.last);
      const later = bench.store.state().link;
      assert.equal("since" in later ? later.since : 0, since, "since it first went wrong");
    });
    assert.ok(bench.asked("/api/stream").length >= 2, "the stream is tried again after three polls");
    assert.ok(!links(bench).includes("lost"));
  });
});

Deno.test("when nobody answers the waits grow, the first failure is remembered, and what comes back is live again", async () => {
  let isDown = false;
  const bench = {
    fetch: (input: string, init: RequestInit) =>
      isDown ? Promise.reject(new TypeError("connection refused")) : fetch(input, init),
  };
  await withLive(async (one) => {
    streams(one, ending(["quote", QUOTE, "e-5"]));
    one.gateway.answer(({ target }) => {
      // The gateway goes away together with its stream.
      if (target.startsWith("/api/stream")) isDown = true;
      return null;
    });
    await following(one, async () => {
      await one.sleepThrough(1);
      await one.until("lost", isLink("lost"));
      const first = one.store.state().link;
      assert.ok(first.kind === "lost");
      assert.equal(first.retryAt, one.timers.now() + 500);
      assert.match(first.why, new RegExp(one.gateway.url));
      const waits = 7;
      for (let wait = 2; wait <= waits; wait++) await one.sleepThrough(wait);
      await one.until("the last wait", () => one.sleeps.length > waits);
      const { link } = one.store.state();
      assert.ok(link.kind === "lost" && link.since === first.since && link.retryAt === one.timers.now() + 8_000);
      assert.match(link.why, new RegExp(one.gateway.url));
      isDown = false;
      await one.sleepThrough(waits + 1);
      await one.until("live again", isLink("live"));
    });
    assert.deepEqual(one.sleeps.slice(0, 8), [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    assert.equal(one.asked("/api/stream").at(-1)?.headers["last-event-id"], "e-5");
  }, { host: bench });
});

Deno.test("after a time of being live the waits begin anew", async () => {
  let isDown = true;
  await withLive(async (bench) => {
    await following(bench, async () => {
      for (const wait of [1, 2]) await bench.sleepThrough(wait);
      await bench.until("a third wait", () => bench.sleeps.length === 3);
      streams(bench, ending());
      isDown = false;
      await bench.sleepThrough(3);
      await bench.until("live", isLink("live"));
      isDown = true;
      await bench.until("lost again", isLink("lost"));
    });
    assert.deepEqual(bench.sleeps, [500, 1_000, 2_000, 500]);
  }, {
    host: { fetch: (input, init) => isDown ? Promise.reject(new TypeError("refused")) : fetch(input, init) },
  });
});

Deno.test("a key that is refused ends the screen with the reason: no other try can help", async () => {
  await withLive(async (bench) => {
    bench.gateway.answer(() => problem(401, "unauthorized", "Sign in first"));
    const error: unknown = await follow(bench.live).then(() => null, (error: unknown) => error);
    assert.ok(error instanceof CliError);
    assert.deepEqual([error.code, error.exit], ["unauthorized", 3]);
    assert.deepEqual([links(bench), bench.sleeps], [[], []]);
  });
});

Deno.test("other symbols on the screen open another stream for them once they have settled, and nothing is lost in between", async () => {
  await withLive(async (bench) => {
    streams(bench, staying(["quote", { ...QUOTE, last: 71_600 }, "e-7"]));
    await following(bench, async () => {
      await bench.until("the stream's quote", ({ quotes }) => quotes.get("005930")?.last === 71_600);
      for (const message of keys("j", "enter")) bench.live.dispatch(message);
      bench.timers.advance(100);
      for (const message of keys("esc", "k", "enter")) bench.live.dispatch(message);
      const settling = () => bench.timers.pending().filter((ms) => ms <= 120);
      assert.deepEqual(settling(), [120], "counted from the last change");
      // News that change nothing of what is wanted put nothing off.
      bench.timers.advance(119);
      bench.live.dispatch({ kind: "tick", now: bench.timers.now() });
      assert.deepEqual(settling(), [1]);
      bench.timers.advance(1);
      await bench.until("another stream", () => bench.asked("/api/stream").length === 2);
      await bench.until("live", isLink("live"));
    });
    const [, second] = bench.asked("/api/stream");
    assert.ok(second !== undefined);
    assert.deepEqual([query(second, "symbols"), query(second, "books")], ["000660,005930", "005930"]);
    assert.equal(second.headers["last-event-id"], "e-7");
    assert.deepEqual(links(bench), ["live"]);
    assert.deepEqual(bench.sleeps, []);
  });
});

Deno.test("symbols that are as before once they have settled leave the stream alone", async () => {
  await withLive(async (bench) => {
    streams(bench);
    await following(bench, async () => {
      await bench.until("live", isLink("live"));
      for (const message of keys("enter", "esc")) bench.live.dispatch(message);
      assert.deepEqual(bench.timers.pending().filter((ms) => ms <= 120), []);
    });
  });
});

Deno.test("another account or language opens another stream too", async () => {
  await withLive(async (bench) => {
    streams(bench);
    await following(bench, async () => {
      await bench.until("live", isLink("live"));
      bench.world.useAccount("acc-2");
      bench.world.speak("ko");
      bench.live.dispatch({ kind: "tick", now: bench.timers.now() });
      bench.timers.advance(120);
      await bench.until("another stream", () => bench.asked("/api/stream").length === 2);
    });
    const [first, second] = bench.asked("/api/stream");
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual([query(first, "accountId"), query(second, "accountId")], [null, "acc-2"]);
    assert.deepEqual([first.headers["accept-language"], second.headers["accept-language"]], ["en", "ko"]);
  });
});

Deno.test("while the stream is open the account is asked for every ten seconds, and the chart that shows every two", async () => {
  await withLive(async (bench) => {
    streams(bench);
    const state = bench.store.state;
    for (const message of keys("enter", "esc")) bench.live.dispatch(message);
    await following(bench, async () => {
      await bench.until("live", isLink("live"));
      bench.timers.advance(4_000);
      for (const message of keys("enter")) bench.live.dispatch(message);
      bench.timers.advance(120);
      await bench.until("another stream", () => bench.asked("/api/stream").length === 2);
      await bench.until("live", isLink("live"));
      assert.equal(bench.asked("/api/candles/005930").length, 0, "no chart has shown yet");
      const dashboards = bench.asked("/api/dashboard").length;
      bench.timers.advance(2_000);
      await bench.until("candles", () => bench.messages.some(({ kind }) => kind === "candles"));
      assert.equal(state().instrument.symbol, "005930");
      assert.equal(bench.asked("/api/dashboard").length, dashboards);
      bench.timers.advance(8_000);
      await bench.until("the account", () => bench.asked("/api/dashboard").length === dashboards + 1);
    });
  });
});

Deno.test("leaving ends at once, from a stream, a poll or a wait", async () => {
  for (const answer of [() => eventStream([]), missing, () => new Response("", { status: 503 })]) {
    await withLive(async (bench) => {
      bench.gateway.answer(({ target }) => target.startsWith("/api/stream") ? answer() : null);
      await following(bench, async () => {
        await bench.until("a link", ({ link }) => link.kind !== "starting");
      });
      assert.ok(bench.asked("/api/dashboard").length <= 2, "nothing is asked for any more");
    });
  }
});

Deno.test("a state that shows nothing of the market asks for no symbols and no books", async () => {
  const state = { ...tradingState(), lists: [{ name: null, symbols: [] }], portfolio: null, openOrders: [] };
  await withLive(async (bench) => {
    streams(bench);
    bench.gateway.answer(({ target }) => target.startsWith("/api/dashboard") ? missing() : null);
    const work = follow(bench.live);
    await bench.until("lost", isLink("lost"));
    bench.leave();
    await work;
    assert.equal(bench.asked("/api/stream").length, 0, "first the dashboard, then the stream");
  }, { state });
});
