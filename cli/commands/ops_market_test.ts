import assert from "node:assert/strict";
import { BREAKER, HALT, HOLIDAY, SPLIT } from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { type Bench, withBench } from "../testing/run_cli.ts";

/** The body of the last request that had one. */
function sent(bench: Bench): unknown {
  const body = bench.gateway.seen.findLast((one) => one.body !== "")?.body;
  return body === undefined ? undefined : JSON.parse(body);
}

Deno.test("hoga ops calendar lists, sets and removes changes of the calendar", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["ops", "calendar"],
      "Date        Trading day  Opens  Closes  Note",
      "2025-03-17  no           -      -       임시공휴일",
    );
    await printsJson(bench, ["ops", "calendar", "list"], { overrides: [HOLIDAY] });
    const set = ["ops", "calendar", "set", "2026-10-02"];
    await prints(bench, [...set, "--closed", "--note", "임시공휴일"], "The calendar of 2026-10-02 is changed");
    assert.deepEqual(sent(bench), { closed: true, note: "임시공휴일" });
    assert.equal(targets(bench).at(-1), "PUT /api/ops/calendar/2026-10-02");
    await prints(
      bench,
      [...set, "--open", "--opens", "10:00", "--closes", "16:30"],
      "The calendar of 2026-10-02 is changed",
    );
    assert.deepEqual(sent(bench), { closed: false, opens: "10:00", closes: "16:30" });
    await prints(bench, ["ops", "calendar", "remove", "2026-10-02"], "Taken back: 2026-10-02");
    assert.equal(targets(bench).at(-1), "DELETE /api/ops/calendar/2026-10-02");
    const asked = bench.gateway.seen.length;
    assert.match(await fails(bench, [...set, "--closed", "--open"], 2, "usage"), /--closed and --open/);
    assert.match(await fails(bench, [...set, "--opens", "9:00"], 2, "usage"), /--opens: "9:00" is not a time of day/);
    assert.match(await fails(bench, ["ops", "calendar", "set"], 2, "usage"), /<date> is missing/);
    assert.match(await fails(bench, ["ops", "calendar", "set", "2026-02-30"], 2, "usage"), /is not a date/);
    assert.match(await fails(bench, ["ops", "calendar", "shut"], 2, "usage"), /list, set, remove/);
    assert.equal(bench.gateway.seen.length, asked);
  }));

Deno.test("hoga ops halt and breaker stop trading, from now or from a time of the market's day", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      [
        "ops",
        "halt",
        "삼성전자",
        "--from",
        "10:30",
        "--until",
        "2025-03-14T11:00:00+09:00",
        "--auction",
        "10",
        "--note",
        "공시",
      ],
      "No trading in 005930 from 2025-03-14 (Fri) 10:00:02",
      "until 2025-03-14 (Fri) 11:00:00; orders for the reopening auction gather until 2025-03-14 (Fri) 11:10:00",
      "ID halt-005930-20250314T100002",
    );
    assert.deepEqual(sent(bench), {
      symbol: "005930",
      from: "2025-03-14T10:30:00+09:00",
      until: "2025-03-14T11:00:00+09:00",
      auctionMinutes: 10,
      note: "공시",
    });
    await printsJson(bench, ["ops", "halt", "005930"], HALT);
    assert.deepEqual(sent(bench), { symbol: "005930" });
    await prints(
      bench,
      ["ops", "breaker", "kospi", "3", "--at", "14:00:30"],
      "No trading in KOSPI from 2025-03-14 (Fri) 14:00:00",
      "for the rest of the day",
      "ID breaker-KOSPI-2025-03-14-3",
    );
    assert.deepEqual(sent(bench), { market: "KOSPI", level: 3, at: "2025-03-14T14:00:30+09:00" });
    assert.equal((await bench.run(["ops", "breaker", "kosdaq", "1", "--quiet"])).stdout, `${BREAKER.id}\n`);
    assert.match(await fails(bench, ["ops", "breaker", "konex", "1"], 2, "usage"), /kospi, kosdaq/);
    assert.match(await fails(bench, ["ops", "breaker", "kospi", "4"], 2, "usage"), /1, 2, 3/);
    const halt = (...flags: string[]) => fails(bench, ["ops", "halt", "005930", ...flags], 2, "usage");
    assert.match(
      await halt("--from", "2025-03-17"),
      /--from: "2025-03-17" is a date without a time; write it as 10:30 or 2025-03-17T10:30:00\+09:00/,
    );
    for (const time of ["25:00", "9:30", "2025-03-32", "2025-03-14T24:30"]) {
      assert.match(
        await halt("--until", time),
        /--until: ".*" is not a time; write it as 10:30 or 2025-03-14T10:30:00\+09:00/,
        time,
      );
    }
    assert.match(await fails(bench, ["ops", "halt", "005930", "--auction", "-1"], 2, "usage"), /--auction/);
  }));

Deno.test("hoga ops interruptions lists what stops and when it goes on, and takes one back", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["ops", "interruptions"],
      "ID                           Stops   Halted               Auction              Goes on              Note",
      "halt-005930-20250314T100002  005930  2025-03-14 10:00:02  2025-03-14 11:00:00  2025-03-14 11:10:00",
      "breaker-KOSPI-2025-03-14-3   KOSPI   2025-03-14 14:00:00  -                    -                    level 3",
    );
    await printsJson(bench, ["ops", "interruptions"], { interruptions: [HALT, BREAKER] });
    await prints(bench, ["ops", "interruptions", "remove", HALT.id], `Taken back: ${HALT.id}`);
    assert.equal(targets(bench).at(-1), `DELETE /api/ops/interruptions/${HALT.id}`);
    assert.match(await fails(bench, ["ops", "interruptions", "remove"], 2, "usage"), /<id> is missing/);
    assert.match(await fails(bench, ["ops", "interruptions", "remove", ".."], 2, "usage"), /empty/);
  }));

Deno.test("hoga ops action enters, lists and takes back dividends, splits and bonus issues", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["ops", "action"],
      "ID                          Kind      Symbol  Ex-date     Terms              Paid on     Status",
      "dividend-005930-2025-03-28  Dividend  005930  2025-03-28  1,361 won a share  2025-04-18  announced",
      "split-005930-2025-03-17     Split     005930  2025-03-17  5:1                -           effective",
    );
    const add = ["ops", "action", "add"];
    const entered = `Entered: ${SPLIT.id}, 5:1`;
    await prints(bench, [...add, "split", "삼성전자", "--ex", "2025-03-17", "--ratio", "5:1"], entered);
    assert.deepEqual(sent(bench), {
      kind: "split",
      symbol: "005930",
      exDate: "2025-03-17",
      numerator: 5,
      denominator: 1,
    });
    await printsJson(bench, [...add, "bonus", "005930", "--ex", "2025-03-17", "--ratio", "1:10"], SPLIT);
    assert.deepEqual(sent(bench), {
      kind: "bonus_issue",
      symbol: "005930",
      exDate: "2025-03-17",
      numerator: 1,
      denominator: 10,
    });
    const dividend = [...add, "dividend", "005930", "--ex", "2025-03-28", "--pay", "2025-04-18", "--amount", "1,361"];
    await prints(bench, dividend, entered);
    assert.deepEqual(sent(bench), {
      kind: "cash_dividend",
      symbol: "005930",
      exDate: "2025-03-28",
      payDate: "2025-04-18",
      amountPerShare: 1_361,
    });
    await prints(bench, ["ops", "action", "remove", SPLIT.id], `Taken back: ${SPLIT.id}`);
    const asked = bench.gateway.seen.length;
    const split = [...add, "split", "005930", "--ex", "2025-03-17"];
    assert.match(await fails(bench, split, 2, "usage"), /--ratio is missing/);
    for (const ratio of ["5", "0:1", "5:1:1", "a:b", "1.5:1"]) {
      assert.match(await fails(bench, [...split, "--ratio", ratio], 2, "usage"), /is not a ratio/, ratio);
    }
    assert.match(await fails(bench, [...split, "--ratio", "5:1", "--amount", "3"], 2, "usage"), /split and --amount/);
    assert.match(await fails(bench, [...dividend, "--ratio", "5:1"], 2, "usage"), /dividend and --ratio/);
    assert.match(await fails(bench, [...add, "merger", "005930"], 2, "usage"), /dividend, split, bonus/);
    assert.match(await fails(bench, [...add, "split"], 2, "usage"), /<symbol> is missing/);
    assert.equal(bench.gateway.seen.length, asked);
  }));
