import assert from "node:assert/strict";
import { type KisBench, stock, symbolAt, withKis } from "../testing/kis_bench.ts";

const DATE = "2026-11-20";

/** The most requests that any second saw, of the times of all. */
function busiestSecond(times: readonly number[]): number {
  let [busiest, first] = [0, 0];
  for (const [i, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1_000) first++;
    busiest = Math.max(busiest, i - first + 1);
  }
  return busiest;
}

/** Starts the tape and waits for its connection. */
async function start({ tape, time, kis }: KisBench): Promise<void> {
  tape.start();
  await time.until(() => kis.connections === 1, "a connection");
}

Deno.test("500 symbols asked for at once never make more than 18 requests a second, nor 41 subscriptions", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape } = bench;
    const instruments = Array.from({ length: 500 }, (_, i) => stock(symbolAt(i)));
    await start(bench);
    // Several users ask for the same.
    for (let user = 0; user < 5; user++) for (const one of instruments) tape.quote(one, DATE, time.now());
    await time.pass(95_000);
    assert.ok(instruments.every((one) => tape.quote(one, DATE, time.now())?.last === 70_100));
    assert.ok(kis.seen.length > 1_500 && kis.seen.length < 1_800, String(kis.seen.length));
    assert.ok(busiestSecond(kis.seen.map(({ at }) => at)) <= 18);
    const histories = kis.seen.filter(({ path }) => path.endsWith("inquire-daily-itemchartprice"));
    assert.deepEqual(
      new Set(histories.map(({ symbol }) => symbol)).size,
      histories.length,
      "a history is asked for once",
    );
    assert.equal(kis.tokens, 1);
    const newest = instruments.slice(-20).flatMap(({ symbol }) => [`H0STASP0|${symbol}`, `H0STCNT0|${symbol}`]);
    await time.until(() => kis.subscribed.length === 40, "forty subscriptions");
    assert.deepEqual([...kis.subscribed].sort(), newest.sort());
    assert.equal(kis.mostSubscribed, 40);
  }));

Deno.test("the mock servers get one request a second", () =>
  withKis({ at: `${DATE}T10:00:00`, mode: "mock" }, async (bench) => {
    const { time, kis, tape } = bench;
    await start(bench);
    for (let i = 0; i < 30; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    await time.pass(20_000);
    assert.ok(kis.seen.length >= 18, String(kis.seen.length));
    assert.equal(busiestSecond(kis.seen.map(({ at }) => at)), 1);
  }));

Deno.test("newer interests take the subscriptions over, and what nobody asks for any more lets them go", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape } = bench;
    const subscribed = () => [...new Set(kis.subscribed.map((key) => key.slice(9)))].sort();
    await start(bench);
    const ask = (from: number, to: number) => {
      for (let i = from; i < to; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    };
    ask(0, 20);
    await time.pass(6_000);
    await time.until(() => kis.subscribed.length === 40, "the first twenty");
    ask(0, 25);
    for (let second = 0; second < 4; second++) {
      await time.pass(1_000);
      ask(0, 25);
    }
    const newest = Array.from({ length: 20 }, (_, i) => symbolAt(i + 5)).sort();
    await time.until(() => JSON.stringify(subscribed()) === JSON.stringify(newest), "the newest twenty");
    assert.equal(kis.mostSubscribed, 40);
    await time.pass(100_000);
    ask(0, 2);
    await time.pass(30_000);
    await time.until(() => JSON.stringify(subscribed()) === JSON.stringify([symbolAt(0), symbolAt(1)]), "the last two");
  }));

Deno.test("a broker with less room than it says gets fewer subscriptions", () =>
  withKis({ at: `${DATE}T10:00:00`, subscriptions: 7 }, async (bench) => {
    const { time, kis, tape, logged } = bench;
    await start(bench);
    for (let i = 0; i < 10; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    const newest = [9, 8, 7].flatMap((i) => [`H0STASP0|${symbolAt(i)}`, `H0STCNT0|${symbolAt(i)}`]).sort().join();
    const refusals = () => logged.filter((line) => line.includes("MAX SUBSCRIBE OVER")).length;
    await time.pass(500);
    await time.until(() => refusals() === 3, "the ten that were sent at first are answered");
    await time.pass(3_000);
    await time.until(() => [...kis.subscribed].sort().join() === newest, "the newest three");
    assert.equal(refusals(), 3);
  }));

Deno.test("a new connection is given all the room again that the broker says it has", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape, logged } = bench;
    await start(bench);
    const ask = (count: number) => {
      for (let i = 0; i < count; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    };
    ask(1);
    await time.pass(500);
    await time.until(() => kis.subscribed.length === 2, "the first symbol");
    const header = { tr_id: "H0STCNT0", tr_key: symbolAt(0) };
    kis.say(JSON.stringify({ header, body: { rt_cd: "1", msg_cd: "OPSP0008", msg1: "MAX SUBSCRIBE OVER" } }));
    await time.until(() => logged.some((line) => line.includes("MAX SUBSCRIBE OVER")), "the refusal");
    kis.drop();
    await time.until(() => logged.some((line) => line.includes("was lost")), "the loss is noticed");
    await time.pass(1_100);
    await time.until(() => kis.connections === 1, "a new connection");
    ask(4);
    await time.pass(2_000);
    await time.until(() => kis.subscribed.length === 8, "all four symbols");
  }));

Deno.test("a broker that is too busy is asked again, later each time", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape } = bench;
    tape.quote(stock("005930"), DATE, time.now());
    kis.refuse(4);
    await start(bench);
    await time.pass(900);
    const asked = kis.seen.filter(({ symbol }) => symbol !== null).length;
    assert.equal(tape.quote(stock("005930"), DATE, time.now()), null);
    assert.equal(asked, 3);
    await time.pass(3_200);
    assert.equal(tape.quote(stock("005930"), DATE, time.now())?.last, 70_100);
  }));

Deno.test("a token that has expired is renewed once for all who were refused", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape } = bench;
    await start(bench);
    tape.quote(stock(symbolAt(0)), DATE, time.now());
    await time.pass(2_000);
    assert.equal(kis.tokens, 1);
    kis.expireTokens();
    for (let i = 0; i < 30; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    await time.pass(8_000);
    assert.equal(kis.tokens, 2);
    for (let i = 0; i < 30; i++) assert.equal(tape.quote(stock(symbolAt(i)), DATE, time.now())?.last, 70_100);
  }));

Deno.test("a broker that gives no token is left in peace for a minute", () =>
  withKis({ at: `${DATE}T10:00:00` }, async (bench) => {
    const { time, kis, tape, logged } = bench;
    kis.denyTokens(true);
    await start(bench);
    const asked = () => kis.seen.filter(({ path }) => path === "/oauth2/tokenP").length;
    for (let i = 0; i < 30; i++) tape.quote(stock(symbolAt(i)), DATE, time.now());
    await time.pass(50_000);
    assert.equal(asked(), 1);
    assert.ok(logged.some((line) => line.includes("EGW00133")));
    kis.denyTokens(false);
    for (let i = 0; i < 90; i++) {
      tape.quote(stock(symbolAt(0)), DATE, time.now());
      await time.pass(1_000);
    }
    assert.equal(asked(), 2);
    assert.equal(tape.quote(stock(symbolAt(0)), DATE, time.now())?.last, 70_100);
  }));
