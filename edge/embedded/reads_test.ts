// What the order, portfolio and execution services tell of what happened, read from real tables.
import assert from "node:assert/strict";
import { z } from "zod";
import {
  Account,
  StoredAccounts,
  StoredDays,
  StoredLedgerPage,
  StoredOrderPage,
  StoredPreview,
  StoredTradePage,
  StreamPage,
} from "@hoga/contracts";
import { openTestPglite } from "@hoga/testing";
import { assertBooks } from "./testing/books.ts";
import { type Host, openHost } from "./testing/host.ts";
import { USER } from "./testing/node.ts";
import { day } from "./testing/scenario.ts";
import { scriptedTape } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const CASH = 100_000_000;
const tape = scriptedTape(() => ({ ...day(["09:00:00", 60_000], ["11:00:00", 61_000]), depth: 4 }));

async function withHost(test: (host: Host) => Promise<void>): Promise<void> {
  const host = await openHost(sql, { mode: "direct", now: "2025-03-13T10:00:00+09:00", tape });
  try {
    await test(host);
  } finally {
    await host.close();
  }
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

async function refusal(host: Host, service: "order" | "portfolio" | "execution", path: string, init?: RequestInit) {
  const response = await host.node.call(service, path, init);
  const { status, code } = z.object({ status: z.number(), code: z.string() }).parse(await response.json());
  return [status, code];
}

/** Every page of a list, from `path` on: the ids in order, and how many pages there were. */
async function pages<T>(
  read: (query: string) => Promise<{ readonly items: readonly T[]; readonly nextCursor: string | null }>,
): Promise<{ readonly items: T[]; readonly count: number }> {
  const items: T[] = [];
  for (let cursor: string | null = "", count = 1;; count++) {
    const page = await read(cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`);
    items.push(...page.items);
    if (page.nextCursor === null) return { items, count };
    cursor = page.nextCursor;
  }
}

Deno.test("orders are listed by page, status, symbol and date, the latest first", () =>
  withHost(async (host) => {
    const account = await host.account();
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.unshift(await host.sent(account, { quantity: 1, limitPrice: 59_000 }));
    host.clock.advance(60_000);
    ids.unshift(await host.sent(account, { quantity: 1 }));
    ids.unshift(await host.sent(account, { symbol: "000660", quantity: 1, limitPrice: 59_000 }));
    await host.sent(await host.account(), { quantity: 1 });
    const list = async (query: string) => {
      const page = await host.ask("order", `/orders?accountId=${account}${query}`, StoredOrderPage);
      return { items: page.orders.map((order) => order.id), nextCursor: page.nextCursor };
    };
    assert.deepEqual((await list("")).items, ids);
    assert.deepEqual(await pages((cursor) => list(`&limit=2${cursor}`)), { items: ids, count: 3 });
    assert.deepEqual(await pages((cursor) => list(`&limit=4${cursor}`)), { items: ids, count: 2 });
    assert.deepEqual((await list("&symbol=000660")).items, ids.slice(0, 1));
    assert.deepEqual((await list("&status=closed")).items, ids.slice(1, 2));
    assert.deepEqual((await list("&status=filled")).items, ids.slice(1, 2));
    assert.equal((await list("&status=open")).items.length, 5);
    assert.deepEqual((await list("&since=2025-03-14")).items, []);
    assert.equal((await list("&since=2025-03-13")).items.length, 6);
    assert.deepEqual(await refusal(host, "order", `/orders?accountId=${account}&status=odd`), [400, "invalid_request"]);
    assert.deepEqual(await refusal(host, "order", `/orders?accountId=${account}&limit=501`), [400, "invalid_request"]);
    assert.deepEqual(await refusal(host, "order", `/orders/${ids[0]}?accountId=other`), [404, "not_found"]);
    const open = z.object({ open: z.number() });
    assert.equal((await host.ask("order", "/open-count", open)).open, 5);
  }));

Deno.test("an account's stream tells every line once, in order, from wherever it was left", () =>
  withHost(async (host) => {
    const account = await host.account();
    const id = await host.placed(account, { quantity: 1, limitPrice: 59_000 });
    const read = async (after: number, limit = 100) =>
      (await host.ask("order", `/stream?accountId=${account}&after=${after}&limit=${limit}`, StreamPage)).entries;
    const first = await read(0);
    assert.deepEqual(first.map((line) => line.type), (await host.timeline(id)).map((line) => line.type));
    await host.cancel(account, id);
    await host.settle();
    const rest = await read(first.at(-1)?.seq ?? 0);
    assert.deepEqual(rest.map((line) => line.type), ["CancelRequested", "OrderCanceled", "HoldReleased"]);
    assert.deepEqual(await read(0, 2), first.slice(0, 2));
    assert.deepEqual(await read(rest.at(-1)?.seq ?? 0), []);
  }));

Deno.test("a preview holds what the order would, and leaves nothing behind", () =>
  withHost(async (host) => {
    const account = await host.account();
    const preview = (order: object) =>
      host.ask(
        "order",
        "/orders/preview",
        StoredPreview,
        json({ accountId: account, order: { symbol: "005930", ...order } }),
      );
    const limit = await preview({ side: "buy", quantity: 10, limitPrice: 59_000 });
    assert.deepEqual([limit.held.amount, limit.wouldBe, limit.activatesAt], [590_088, "accepted", null]);
    const market = await preview({ side: "buy", quantity: 10 });
    assert.deepEqual([market.held.amount, market.warnings.length], [780_117, 1]);
    const sell = await preview({ side: "sell", quantity: 10, limitPrice: 60_000 });
    assert.deepEqual([sell.held, sell.commission, sell.tax], [{ asset: "005930", amount: 10 }, 90, 900]);
    host.clock.set("2025-03-14T20:00:00+09:00");
    const night = await preview({ side: "buy", quantity: 1 });
    assert.deepEqual([night.wouldBe, night.activatesAt], ["reserved", "2025-03-17T09:00:00+09:00"]);
    assert.equal((await sql.query("select 1 from orders.orders")).length, 0);
  }));

Deno.test("trades are listed by page, symbol and date, each with its quote and its rule", () =>
  withHost(async (host) => {
    const account = await host.account();
    await host.placed(account, { quantity: 12 });
    host.clock.set("2025-03-13T10:00:05+09:00");
    await host.placed(account, { symbol: "000660", quantity: 2 });
    const list = async (query: string) => {
      const page = await host.ask("execution", `/trades?accountId=${account}${query}`, StoredTradePage);
      return { items: page.trades.map((trade) => `${trade.symbol} ${trade.price}`), nextCursor: page.nextCursor };
    };
    const all = ["000660 60000", "005930 60200", "005930 60100", "005930 60000"];
    assert.deepEqual((await list("")).items, all);
    assert.deepEqual(await pages((cursor) => list(`&limit=3${cursor}`)), { items: all, count: 2 });
    assert.deepEqual((await list("&symbol=000660")).items, all.slice(0, 1));
    assert.deepEqual((await list("&since=2025-03-14")).items, []);
    const [trade] = await host.trades(account);
    assert.deepEqual([trade?.quote.bid, trade?.quote.ask, trade?.quote.source], [59_900, 60_000, "replay"]);
    assert.deepEqual([trade?.quote.at, trade?.rule], ["2025-03-13T10:00:05+09:00", "continuous"]);
    assert.deepEqual(await refusal(host, "execution", `/trades?accountId=${account}&limit=0`), [
      400,
      "invalid_request",
    ]);
  }));

Deno.test("the ledger's lines add up to the balance, and cash settles two trading days later", () =>
  withHost(async (host) => {
    const account = await host.account();
    await host.placed(account, { quantity: 4 });
    host.clock.set("2025-03-13T11:00:00+09:00");
    await host.placed(account, { side: "sell", quantity: 3, limitPrice: 60_000 });
    const read = async (query: string) => {
      const page = await host.ask("portfolio", `/accounts/${account}/ledger?${query}`, StoredLedgerPage);
      return { items: page.entries, nextCursor: page.nextCursor };
    };
    const { items, count } = await pages((cursor) => read(`limit=2${cursor}`));
    assert.equal(count, 4);
    const cash = items.filter((line) => line.asset === "KRW").reverse();
    assert.deepEqual(cash.map(({ kind, amount }) => [kind, amount]), [
      ["deposit", CASH],
      ["trade", -240_000],
      ["commission", -36],
      ["trade", 182_700],
      ["commission", -27],
      ["tax", -274],
    ]);
    cash.reduce((before, line) => {
      assert.equal(line.balanceAfter, before + line.amount, line.id);
      return line.balanceAfter;
    }, 0);
    const balance = CASH - 240_036 + 182_399;
    assert.equal(cash.at(-1)?.balanceAfter, balance);

    // Thursday's trades settle on Monday: today and tomorrow only the deposit has.
    const settled = async () => {
      const { cash } = await host.portfolio(account);
      return [cash.balance, cash.settled, cash.settledD1, cash.settledD2];
    };
    assert.deepEqual(await settled(), [balance, CASH, CASH, balance]);
    host.clock.set("2025-03-14T10:00:00+09:00");
    assert.deepEqual(await settled(), [balance, CASH, balance, balance]);
    host.clock.set("2025-03-17T10:00:00+09:00");
    assert.deepEqual(await settled(), [balance, balance, balance, balance]);
    const { days } = await host.ask("portfolio", `/accounts/${account}/days`, StoredDays);
    const shares = [{ symbol: "005930", quantity: 1 }];
    assert.deepEqual(
      days,
      ["2025-03-13", "2025-03-14", "2025-03-17"].map((date) => ({ date, cash: balance, positions: shares })),
    );
    assert.deepEqual(await refusal(host, "portfolio", "/accounts/none/portfolio"), [404, "unknown_account"]);
    assert.deepEqual(await refusal(host, "portfolio", "/accounts/none/days"), [404, "unknown_account"]);
  }));

Deno.test("an account starts over with a new deposit, keeps its history, and not while orders are open", () =>
  withHost(async (host) => {
    const account = await host.account();
    await host.placed(account, { quantity: 4 });
    const open = await host.placed(account, { quantity: 1, limitPrice: 59_000 });
    const reset = (body: object) => host.node.call("portfolio", `/accounts/${account}/reset`, json(body));
    assert.equal((await reset({})).status, 409);
    await host.cancel(account, open);
    await host.settle();
    const after = Account.parse(await (await reset({ openingCash: 5_000_000 })).json());
    assert.deepEqual([after.generation, after.openingCash, after.resetAt], [2, 5_000_000, "2025-03-13T10:00:00+09:00"]);
    const { cash, positions } = await host.portfolio(account);
    assert.deepEqual([cash.balance, cash.held, cash.settled], [5_000_000, 0, 5_000_000]);
    assert.ok(positions.every((position) => position.quantity === 0 && position.cost === 0));
    const { entries } = await host.ask("portfolio", `/accounts/${account}/ledger?limit=50`, StoredLedgerPage);
    assert.deepEqual(
      entries.filter((line) => line.kind === "withdrawal").map((line) => line.amount).sort(),
      [
        -4,
        -(CASH - 240_036),
      ].sort(),
    );
    await host.placed(account, { quantity: 1 });
    // The four shares displayed at 60,000 won are gone.
    assert.equal((await host.portfolio(account)).cash.balance, 5_000_000 - 60_109);
    const listed = await host.ask("portfolio", `/accounts?userId=${USER}`, StoredAccounts);
    assert.deepEqual(listed.accounts.map((one) => one.id), [account]);
    assert.equal((await refusal(host, "portfolio", "/accounts/none/reset", json({})))[1], "unknown_account");
  }));

/** What somebody could do to the tables, and the check that names it. */
const TAMPERING: readonly (readonly [check: RegExp, statement: string])[] = [
  [/balances equal/, "update portfolio.balances set posted = posted + 1 where asset = 'KRW'"],
  [/held amounts/, "update portfolio.balances set pending = pending + 1 where asset = 'KRW'"],
  [/each trade has its legs once/, "delete from portfolio.transfers where kind = 'trade' and asset = 'KRW'"],
  [/orders match their trades/, "update orders.orders set filled_amount = filled_amount + 1 where status = 'filled'"],
  [/orders match their trades/, "delete from execution.trades"],
  [/trades match the ledger/, "update execution.trades set commission = commission + 1"],
  [/every trade and hold belongs/, "delete from orders.orders where status = 'filled'"],
  [/open orders hold/, "update portfolio.reservations set amount = amount + 1 where not ended"],
  [/ended orders hold nothing/, "update orders.orders set status = 'canceled' where status = 'accepted'"],
  [/no ended order is in the market/, "update orders.orders set status = 'expired' where status = 'accepted'"],
];

Deno.test("whatever is changed behind the services' backs, the books tell what is off", () =>
  withHost(async (host) => {
    const reconcile = z.object({ balanced: z.boolean(), findings: z.array(z.object({ check: z.string() })) });
    for (const [check, statement] of TAMPERING) {
      await sql.script("delete from orders.orders; delete from portfolio.reservations; delete from execution.entries");
      await sql.script("delete from execution.trades; delete from portfolio.transfers; delete from portfolio.balances");
      await sql.script("delete from orders.timeline; delete from portfolio.accounts; delete from execution.books");
      const account = await host.account();
      await host.placed(account, { quantity: 4 });
      await host.placed(account, { quantity: 1, limitPrice: 59_000 });
      await assertBooks(host);
      await sql.script(statement);
      const { balanced, findings } = await host.ask("gateway", "/api/reconcile", reconcile);
      assert.equal(balanced, false, statement);
      assert.ok(findings.some((finding) => check.test(finding.check)), `${statement}: ${JSON.stringify(findings)}`);
    }
  }));
