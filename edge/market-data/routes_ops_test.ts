import assert from "node:assert/strict";
import {
  CalendarOverrideList,
  CorporateAction,
  CorporateActionList,
  Interruption,
  InterruptionList,
  Problem,
} from "@hoga/contracts";
import { kstMs } from "@hoga/krx";
import { openTestPglite, type TestClock, testClock } from "@hoga/testing";
import { clearMarketData, hostMarketData, simTape, type TestHost } from "./testing.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

interface Ops extends TestHost {
  send(method: string, path: string, body?: unknown): Promise<Response>;
  /** The refusal's detail. */
  refused(method: string, path: string, body?: unknown): Promise<string>;
}

async function withHost(now: string, test: (host: Ops, clock: TestClock) => Promise<void>): Promise<void> {
  const clock = testClock(now);
  const host = await hostMarketData(sql, clock.now, simTape());
  const send = (method: string, path: string, body?: unknown) =>
    host.ask(`/ops${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const ops = Object.assign(host, {
    send,
    async refused(method: string, path: string, body?: unknown) {
      const response = await send(method, path, body);
      const { status, detail } = Problem.parse(await response.json());
      assert.ok(status >= 400 && status < 500, `${status}`);
      return detail;
    },
  });
  await test(ops, clock);
}

Deno.test("a date is closed and given other hours without a release, at once and for every process", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ ask, send, service }, clock) => {
    const other = await hostMarketData(sql, clock.now, simTape());
    const day = async (date: string) => (await (await ask(`/calendar?date=${date}`)).json()).days[0];
    const closed = { closed: true, note: "임시공휴일" };
    const set = await send("PUT", "/calendar/2026-11-23", closed);
    const override = { date: "2026-11-23", closed: true, opens: null, closes: null, note: "임시공휴일" };
    assert.deepEqual(await set.json(), override);
    assert.equal((await day("2026-11-23")).isTradingDay, false);
    // Hours of a day that trades; the first of a change is replaced by the second.
    await (await send("PUT", "/calendar/2026-11-24", { opens: "10:00" })).body?.cancel();
    await (await send("PUT", "/calendar/2026-11-24", { opens: "10:00", closes: "16:30" })).body?.cancel();
    assert.deepEqual([(await day("2026-11-24")).opensAt, (await day("2026-11-24")).closesAt], [
      "2026-11-24T10:00:00+09:00",
      "2026-11-24T16:30:00+09:00",
    ]);
    const list = CalendarOverrideList.parse(await (await send("GET", "/calendar")).json());
    assert.deepEqual(list.overrides.map((one) => one.date), ["2026-11-23", "2026-11-24"]);
    clock.advance(60_000);
    assert.deepEqual(await other.service.port.overrides(), await service.port.overrides());
    assert.deepEqual(await (await send("DELETE", "/calendar/2026-11-23")).json(), { removed: "2026-11-23" });
    assert.equal((await day("2026-11-23")).isTradingDay, true);
  }));

Deno.test("a change that the calendar cannot use, or of what has passed, is refused and changes nothing", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ refused, send }) => {
    const rows: readonly (readonly [date: string, body: unknown, reason: RegExp])[] = [
      ["2026-11-23", {}, /Say what changes/],
      ["2026-11-23", { opens: "16:00" }, /closes before it opens/],
      ["2026-11-23", { closed: true, opens: "10:00" }, /closed has no hours/],
      ["2026-11-31", { closed: true }, /must be a date/],
      ["2028-01-04", { closed: true }, /no trading calendar for 2028/],
      ["2026-11-20", { closed: true }, /a day is changed before it begins/],
      ["2026-11-20", { closes: "12:00" }, /a day is changed before it begins/],
      ["2026-11-20", { opens: "10:30" }, /a day is changed before it begins/],
      ["2026-11-19", { closes: "20:00" }, /a day is changed before it begins/],
      ["2026-11-23", { shut: true }, /shut/],
    ];
    for (const [date, body, reason] of rows) {
      assert.match(await refused("PUT", `/calendar/${date}`, body), reason, JSON.stringify(body));
    }
    assert.match(await refused("DELETE", "/calendar/2026-11-23"), /was not changed/);
    assert.deepEqual(await (await send("GET", "/calendar")).json(), { overrides: [] });
  }));

Deno.test("a halt begins from now on, is told with references and tapes of its symbol and day, and can be lifted", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ send, service }, clock) => {
    const halt = Interruption.parse(await (await send("POST", "/halts", { symbol: "005930", note: "공시" })).json());
    assert.deepEqual(halt, {
      id: "halt-005930-20261120T100002",
      kind: "halt",
      symbol: "005930",
      market: null,
      haltedFrom: "2026-11-20T10:00:02+09:00",
      haltedUntil: null,
      auctionUntil: null,
      note: "공시",
    });
    const of = async (symbol: string, date: string) => {
      const [reference] = await service.port.references([symbol], date);
      const [tape] = await service.port.tapes([{ symbol, date, from: 0, to: 0 }]);
      assert.deepEqual(reference?.interruptions, tape?.interruptions);
      return reference?.interruptions;
    };
    const [known, ...more] = await of("005930", "2026-11-20") ?? [];
    assert.deepEqual([known?.id, known?.haltedFrom, more], [halt.id, kstMs("2026-11-20", "10:00:02"), []]);
    assert.deepEqual(await of("000660", "2026-11-20"), []);
    assert.deepEqual(await of("005930", "2026-11-23"), []);

    clock.advance(3_600_000);
    assert.deepEqual(await (await send("DELETE", `/interruptions/${halt.id}`)).json(), { removed: halt.id });
    const { interruptions } = InterruptionList.parse(await (await send("GET", "/interruptions")).json());
    assert.deepEqual(interruptions.map((one) => [one.haltedFrom, one.haltedUntil, one.auctionUntil]), [
      [halt.haltedFrom, "2026-11-20T11:00:02+09:00", "2026-11-20T11:10:02+09:00"],
    ]);
  }));

Deno.test("a halt that has not begun is taken back; what has passed stays", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ send, refused }, clock) => {
    const body = { symbol: "005930", from: "2026-11-20T11:00:00+09:00", until: "2026-11-20T11:30:00+09:00" };
    const halt = Interruption.parse(await (await send("POST", "/halts", body)).json());
    assert.deepEqual([halt.haltedUntil, halt.auctionUntil], [body.until, "2026-11-20T11:40:00+09:00"]);
    assert.match(await refused("POST", "/halts", { symbol: "005930" }), /overlap with halt-005930/);
    assert.deepEqual(await (await send("DELETE", `/interruptions/${halt.id}`)).json(), { removed: halt.id });
    await (await send("POST", "/halts", { ...body, auctionMinutes: 30 })).body?.cancel();
    clock.set("2026-11-20T11:35:00+09:00");
    assert.match(await refused("DELETE", `/interruptions/${halt.id}`), /has passed cannot be changed/);
    assert.match(await refused("DELETE", "/interruptions/nothing"), /no interruption nothing/);
    const rows: readonly (readonly [body: unknown, reason: RegExp])[] = [
      [{ symbol: "99999Z" }, /No such symbol/],
      [{ symbol: "005930", from: "2026-11-20T11:34:59+09:00" }, /has passed/],
      [{ symbol: "005930", from: "2026-11-21T11:00:00+09:00" }, /closed on 2026-11-21/],
      [{ symbol: "005930", from: "2026-11-20T15:30:00+09:00" }, /ends at/],
      [{ symbol: "005930", auctionMinutes: 5 }, /until/],
      [{ ...body, from: "2026-11-20T12:00:00+09:00" }, /must be after/],
      [{ symbol: "000660", until: "2026-11-20T15:11:00+09:00" }, /after the closing auction begins/],
    ];
    for (const [asked, reason] of rows) {
      assert.match(await refused("POST", "/halts", asked), reason, JSON.stringify(asked));
    }
  }));

Deno.test("circuit breakers come once a day each, in order, and levels 1 and 2 not in the last 40 minutes", () =>
  withHost("2026-11-20T09:00:30+09:00", async ({ send, refused, service }, clock) => {
    const breaker = async (level: number, at?: string, market = "KOSPI") => {
      const body = { market, level, ...(at === undefined ? {} : { at: `2026-11-20T${at}+09:00` }) };
      const response = await send("POST", "/breakers", body);
      if (response.status !== 200) return Problem.parse(await response.json()).detail;
      const { haltedFrom, haltedUntil, auctionUntil } = Interruption.parse(await response.json());
      return [haltedFrom, haltedUntil, auctionUntil].map((time) => time?.slice(11, 19) ?? null);
    };
    assert.match(String(await breaker(1)), /comes from 2026-11-20T09:01:00/);
    clock.set("2026-11-20T10:00:00+09:00");
    assert.match(String(await breaker(2)), /Level 1 has to come first/);
    assert.deepEqual(await breaker(1), ["10:00:02", "10:20:02", "10:30:02"]);
    assert.match(String(await breaker(1, "11:00:00")), /has been entered already/);
    assert.match(String(await breaker(2, "10:30:00")), /has not ended/);
    assert.match(String(await breaker(2, "14:50:00")), /before 2026-11-20T14:50:00/);
    assert.deepEqual(await breaker(2, "14:49:59"), ["14:49:59", "15:09:59", "15:19:59"]);
    assert.deepEqual(await breaker(3, "15:29:59"), ["15:29:59", null, null]);
    assert.match(String(await breaker(1, "14:50:00", "KOSDAQ")), /before 2026-11-20T14:50:00/);
    assert.match(await refused("POST", "/breakers", { market: "KONEX", level: 1 }), /market/);
    // It stops what trades on its market, and nothing else.
    const references = await service.port.references(["005930", "247540"], "2026-11-20");
    assert.deepEqual(references.map((one) => [one.market, one.interruptions.length]), [["KOSPI", 3], ["KOSDAQ", 0]]);
  }));

const DIVIDEND = {
  kind: "cash_dividend",
  symbol: "005930",
  exDate: "2026-11-24",
  payDate: "2026-12-18",
  amountPerShare: 361,
};
const SPLIT = { kind: "split", symbol: "005930", exDate: "2026-11-24", numerator: 5, denominator: 1 };

Deno.test("actions are entered before their ex-date, announced once on their days, and cannot be taken back then", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ send, refused, heard, service }, clock) => {
    await service.tickSessions();
    heard.length = 0;
    const dividend = CorporateAction.parse(await (await send("POST", "/actions", DIVIDEND)).json());
    assert.deepEqual(dividend, {
      ...DIVIDEND,
      id: "dividend-005930-2026-11-24",
      numerator: null,
      denominator: null,
      status: "announced",
    });
    await (await send("POST", "/actions", SPLIT)).body?.cancel();
    const bonus = { ...SPLIT, kind: "bonus_issue" };
    assert.match(await refused("POST", "/actions", bonus), /already/);
    assert.match(await refused("POST", "/actions", DIVIDEND), /already/);
    await (await send("POST", "/actions", { ...bonus, exDate: "2026-11-25" })).body?.cancel();
    assert.deepEqual(await (await send("DELETE", "/actions/bonus-005930-2026-11-25")).json(), {
      removed: "bonus-005930-2026-11-25",
    });

    clock.set("2026-11-23T23:59:59+09:00");
    await service.tickSessions();
    assert.deepEqual(heard.filter((line) => /Corporate|Dividend/.test(line)), []);
    clock.set("2026-11-24T00:00:00+09:00");
    for (let time = 0; time < 3; time++) await service.tickSessions();
    const effective = heard.filter((line) => line.includes("Corporate")).toSorted();
    assert.deepEqual(effective, [
      "order CorporateActionEffective/dividend-005930-2026-11-24/1",
      "order CorporateActionEffective/split-005930-2026-11-24/1",
      "portfolio CorporateActionEffective/dividend-005930-2026-11-24/1",
      "portfolio CorporateActionEffective/split-005930-2026-11-24/1",
    ]);
    assert.match(await refused("DELETE", `/actions/${dividend.id}`), /has passed cannot be changed/);
    // A stack that slept over the day of payment tells of it when it wakes, once, and another process tells nothing more.
    clock.set("2026-12-21T12:00:00+09:00");
    const other = await hostMarketData(sql, clock.now, simTape());
    await Promise.all([service.tickSessions(), other.service.tickSessions()]);
    await service.tickSessions();
    assert.deepEqual([...heard, ...other.heard].filter((line) => line.includes("Dividend")), [
      "portfolio DividendPayable/dividend-005930-2026-11-24/1",
    ]);
    const { actions } = CorporateActionList.parse(await (await send("GET", "/actions")).json());
    assert.deepEqual(actions.map((one) => `${one.id} ${one.status}`), [
      "dividend-005930-2026-11-24 paid",
      "split-005930-2026-11-24 effective",
    ]);
  }));

Deno.test("an action that cannot be is refused with the reason", () =>
  withHost("2026-11-20T10:00:00+09:00", async ({ refused }) => {
    const rows: readonly (readonly [body: unknown, reason: RegExp])[] = [
      [{ ...SPLIT, symbol: "99999Z" }, /No such symbol/],
      [{ ...SPLIT, exDate: "2026-11-22" }, /trading day/],
      [{ ...SPLIT, exDate: "2026-11-20" }, /after today/],
      [{ ...SPLIT, exDate: "2026-11-19" }, /after today/],
      [{ ...SPLIT, exDate: "2028-01-04" }, /no trading calendar/],
      [{ ...SPLIT, numerator: 3, denominator: 3 }, /changes nothing/],
      [{ ...SPLIT, numerator: 0 }, /numerator/],
      [{ ...SPLIT, numerator: 1, denominator: 10_000 }, /must be from 1 to 100000000/],
      [{ ...DIVIDEND, amountPerShare: 9_000_000 }, /not below the base price/],
      [{ ...DIVIDEND, payDate: "2026-11-24" }, /after the ex-date/],
      [{ ...DIVIDEND, payDate: "2028-01-04" }, /after the ex-date/],
    ];
    for (const [body, reason] of rows) {
      assert.match(await refused("POST", "/actions", body), reason, JSON.stringify(body));
    }
    assert.match(await refused("DELETE", "/actions/nothing"), /no corporate action/);
  }));
