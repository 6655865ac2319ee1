import assert from "node:assert/strict";
import fc from "fast-check";
import { openTestPglite, testClock } from "@hoga/testing";
import { action, begins, DIVIDEND, FRIDAY, MONDAY, onMonday, order, pays, REVERSE } from "./testing/actions.ts";
import { at, clearPortfolio, hostPortfolio, SYMBOL } from "./testing/host.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearPortfolio(sql));
Deno.test.afterAll(() => sql.close());

Deno.test("a split changes shares and average cost once, however often it is told", () =>
  onMonday(sql, async (host) => {
    assert.deepEqual(await host.position("a"), [100, 0, 7_000_000, 0]);
    assert.equal(await begins(host), "done");
    assert.deepEqual(await host.position("a"), [500, 0, 7_000_000, 0]);
    assert.equal(await begins(host), "done");
    assert.equal(await begins(host, action(), "told anew"), "done");
    await host.idle();
    assert.deepEqual(await host.position("a"), [500, 0, 7_000_000, 0]);
    assert.deepEqual(await host.lines("a"), [`split ${SYMBOL} 400`]);
  }));

Deno.test("a bonus issue adds shares, and a reverse split pays for the fraction at the adjusted base price", () =>
  onMonday(sql, async (host) => {
    await host.open("b");
    await host.deal(order({ id: "odd", account: "b", quantity: 57 }));
    await begins(
      host,
      action({ actionId: "bonus", kind: "bonus_issue", ratio: { numerator: 11, denominator: 10 }, base: 63_700 }),
    );
    // 62.7 shares: 62 and 0.7 of 63,700 won.
    assert.deepEqual(await host.position("b"), [62, 0, 3_990_000, 44_590]);
    assert.deepEqual(await host.position("a"), [110, 0, 7_000_000, 0]);
    const next = {
      ...REVERSE,
      actionId: "reverse",
      exDate: "2026-11-24",
      exAt: at("2026-11-24 00:00"),
      previousId: "bonus",
    };
    await begins(host, next);
    // 6.2 shares of it: 6 and 0.2 of 700,000 won; the realised won are those of both.
    assert.deepEqual(await host.position("b"), [6, 0, 3_990_000, 44_590 + 140_000]);
    assert.deepEqual(await host.position("a"), [11, 0, 7_000_000, 0]);
    assert.deepEqual(
      (await host.lines("b")).toSorted(),
      [
        `bonus ${SYMBOL} 5`,
        "bonus KRW 44590",
        `split ${SYMBOL} -56`,
        "split KRW 140000",
      ].toSorted(),
    );
  }));

Deno.test("a position of which no whole share is left is paid out, and what it cost is realised", () =>
  onMonday(sql, async (host) => {
    await host.open("b");
    await host.deal(order({ id: "few", account: "b", quantity: 9 }));
    await begins(host, REVERSE);
    assert.deepEqual(await host.position("b"), [0, 0, 0, 630_000 - 630_000]);
    assert.deepEqual(await host.lines("b"), [`split ${SYMBOL} -9`, "split KRW 630000"]);
  }));

Deno.test("what counts is owned at the start of the ex-date: trades of the ex-date change nothing, whenever the event comes", () =>
  onMonday(sql, async (host) => {
    await host.open("b");
    // The event is late: shares have been bought on the ex-date by accounts that owned some, and none, before.
    await host.deal(order({ id: "new-a", price: 14_000, quantity: 30, at: `${MONDAY} 09:10` }));
    await host.deal(order({ id: "new-b", account: "b", price: 14_000, quantity: 30, at: `${MONDAY} 09:10` }));
    await begins(host);
    assert.deepEqual(await host.position("a"), [530, 0, 7_420_000, 0]);
    assert.deepEqual(await host.position("b"), [30, 0, 420_000, 0]);
  }));

Deno.test("a later action waits for the one before it", () =>
  onMonday(sql, async (host) => {
    const next = action({
      actionId: "split-2",
      exDate: "2026-11-24",
      exAt: at("2026-11-24 00:00"),
      previousId: "split-1",
    });
    assert.equal(await begins(host, next), "too_early");
    await begins(host);
    assert.equal(await begins(host, next), "done");
    assert.deepEqual((await host.position("a")).slice(0, 3), [2_500, 0, 7_000_000]);
  }));

Deno.test("an account that was started over before the event came owns nothing of before", () =>
  onMonday(sql, async (host, clock) => {
    clock.set(`${MONDAY}T08:00:00+09:00`);
    assert.equal(await host.reset("a"), 200);
    await begins(host);
    assert.deepEqual((await host.position("a")).slice(0, 3), [0, 0, 0]);
    assert.deepEqual(await host.lines("a"), []);
  }));

Deno.test("a dividend is paid on its day, less 15.4 %, by what was owned on the ex-date", () =>
  onMonday(sql, async (host, clock) => {
    const cash = async () => (await host.portfolio("a")).cash;
    assert.equal(await pays(host, "2026-12-18"), "too_early");
    await begins(host, DIVIDEND);
    const before = await cash();
    // What is sold and bought after the ex-date makes no difference to it.
    clock.set(`${MONDAY}T10:00:00+09:00`);
    await host.deal(order({ id: "half", side: "sell", quantity: 50, at: `${MONDAY} 10:00` }));
    const sold = await cash();
    assert.equal(sold.available - before.available, 50 * 70_000 - 525 - 7_000);
    clock.set("2026-12-18T00:00:01+09:00");
    assert.equal((await cash()).available, sold.available);
    for (let time = 0; time < 2; time++) assert.equal(await pays(host, "2026-12-18"), "done");
    await host.idle();
    // 36,100 won: 5,559.4 are withheld.
    assert.equal((await cash()).available - sold.available, 36_100 - 5_559);
    assert.equal((await cash()).withdrawable, (await cash()).available);
    assert.deepEqual((await host.lines("a")).toSorted(), ["dividend KRW 36100", "tax KRW -5559"]);
  }));

Deno.test("an account that was started over between the ex-date and the payment has given its dividend up", () =>
  onMonday(sql, async (host, clock) => {
    await host.open("b");
    await host.deal(order({ id: "b", account: "b" }));
    await begins(host, DIVIDEND);
    assert.equal(await host.reset("a"), 200);
    clock.set("2026-12-18T00:00:01+09:00");
    await pays(host, "2026-12-18");
    await host.idle();
    assert.deepEqual(await host.lines("a"), []);
    assert.deepEqual((await host.lines("b")).length, 2);
  }));

Deno.test("ten thousand accounts are worked through in parts", async () => {
  const clock = testClock(`${FRIDAY}T10:00:00+09:00`);
  const host = hostPortfolio(sql, clock);
  const before = at(`${FRIDAY} 10:00`);
  await sql.script(`
    insert into portfolio.accounts select 'acc' || lpad(n::text, 5, '0'), 'u', 'n', 100, 1, ${before}, null from generate_series(1, 10000) n;
    insert into portfolio.balances select id, asset, posted, 0, posted * 70000, 0, 1 from portfolio.accounts,
      (values ('KRW', 100), ('${SYMBOL}', 7)) as owned(asset, posted);
    insert into portfolio.transfers select id || asset, 'house:capital:' || asset, id || ':' || asset, asset, posted, 'deposit', id, 0, posted, 1,
      null, null, ${before}, null from portfolio.accounts,
      (values ('KRW', 100), ('${SYMBOL}', 7)) as owned(asset, posted);`);
  clock.set(`${MONDAY}T00:00:01+09:00`);
  await begins(host, { ...REVERSE, ratio: { numerator: 3, denominator: 2 }, base: 46_700 });
  await host.idle();
  const sums = await sql.query(
    `select asset, sum(posted)::text as posted from portfolio.balances group by asset order by asset`,
  );
  // 10.5 shares each: ten, and half of 46,700 won.
  assert.deepEqual(sums, [{ asset: SYMBOL, posted: "100000" }, {
    asset: "KRW",
    posted: String(10_000 * (100 + 23_350)),
  }]);
  await host.balanced();
});

Deno.test("what a position is worth is kept, but for a share's fraction that is paid out, and cash never falls", async () => {
  const clock = testClock(`${FRIDAY}T10:00:00+09:00`);
  let run = 0;
  const part = fc.integer({ min: 1, max: 50 });
  await fc.assert(
    fc.asyncProperty(
      part,
      part,
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 300 }),
      async (n, d, quantity, held) => {
        await clearPortfolio(sql);
        clock.set(`${FRIDAY}T10:00:00+09:00`);
        const host = hostPortfolio(sql, clock);
        await host.open("a");
        await host.deal(order({ id: `deal-${++run}`, quantity }));
        const reserved = Math.min(held, quantity);
        if (reserved > 0) {
          await host.place(
            order({ id: "wait", side: "sell", quantity: reserved, at: `${FRIDAY} 20:00`, session: MONDAY }),
          );
        }
        clock.set(`${MONDAY}T00:00:01+09:00`);
        const before = await host.portfolio("a");
        const base = Math.ceil(70_000 * d / n);
        await begins(host, action({ ratio: { numerator: n, denominator: d }, base }));
        const after = await host.portfolio("a");
        const [position] = after.positions;
        assert.ok(position !== undefined);
        const inLieu = after.cash.balance - before.cash.balance;
        // In d-ths of a won: all of quantity * n / d shares at the base price, less what rounding down to the won takes.
        const worth = quantity * n * base - (position.quantity * base + inLieu) * d;
        assert.ok(inLieu >= 0 && worth >= 0 && worth < d, `${worth}`);
        assert.equal(position.held, reserved === 0 ? 0 : Math.floor(reserved * n / d));
        assert.ok(position.held <= position.quantity);
        await host.balanced();
      },
    ),
    { numRuns: 25 },
  );
});
