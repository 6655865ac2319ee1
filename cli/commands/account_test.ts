import assert from "node:assert/strict";
import * as documents from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { withBench } from "../testing/run_cli.ts";

const { ACCOUNT, LEDGER, PORTFOLIO, TRADE } = documents;

Deno.test("hoga portfolio prints cash, profit and positions", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["portfolio", "--account", "acc-1"],
      "Account                acc-1",
      "Net assets             ₩100,004,893",
      "Cash                   ₩99,284,893  ₩98,574,786 available, ₩710,107 held",
      "Settled now, D+1, D+2  ₩100,000,000 / ₩100,000,000 / ₩99,284,893",
      "Withdrawable           ₩98,574,786",
      "Shares                 ₩720,000",
      "Unrealized P&L         +₩4,893",
      "Realized P&L           -₩1,200",
      "",
      "Symbol  Name      Quantity  Sellable  Average cost    Last    Value     P&L   P&L %",
      "005930  삼성전자        10        10      71,510.7  72,000  720,000  +4,893  +0.68%",
    );
    assert.deepEqual(targets(bench), ["GET /api/portfolio?accountId=acc-1"]);
    await printsJson(bench, ["portfolio"], PORTFOLIO);
    bench.gateway.answer(() => Response.json({ ...PORTFOLIO, positions: [] }));
    assert.match((await bench.run(["portfolio"])).stdout, /\n\nNo positions\n$/);
    bench.gateway.answer(() => problem(404, "unknown_account", "No such account: x"));
    await fails(bench, ["portfolio", "--account", "x"], 2, "unknown_account");
  }));

Deno.test("hoga ledger prints signed entries", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["ledger", "--since", "2025-03-01"],
      "Time                 Entry    Asset        Amount      Balance  Settles     Order",
      "2025-03-14 10:00:01  Trade    KRW        -715,000   99,285,000  2025-03-18  ord-1",
      "2025-03-14 08:00:00  Deposit  KRW    +100,000,000  100,000,000  -           -",
    );
    assert.deepEqual(targets(bench), ["GET /api/ledger?since=2025-03-01"]);
    await printsJson(bench, ["ledger"], { entries: LEDGER, nextCursor: null });
    bench.gateway.answer(() => Response.json({ entries: [], nextCursor: null }));
    await prints(bench, ["ledger"], "No entries");
  }));

Deno.test("hoga trades prints fills with their rule", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["trades", "--symbol", "005930", "--limit", "10"],
      "Time                 Symbol  Name      Side  Quantity   Price   Amount  Commission  Tax  Rule        Order",
      "2025-03-14 10:00:01  005930  삼성전자  Buy         10  71,500  715,000         107    0  Continuous  ord-1",
    );
    assert.deepEqual(targets(bench), ["GET /api/trades?symbol=005930&limit=10"]);
    await printsJson(bench, ["trades"], { trades: [TRADE], nextCursor: null });
    bench.gateway.answer(() => Response.json({ trades: [], nextCursor: null }));
    await prints(bench, ["trades"], "No trades");
  }));

Deno.test("hoga history prints the account day by day", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["history"],
      "Date        Cash  Value  Net assets  P&L    P&L %",
      "2025-03-13     1      2           3   -5  -50.00%",
    );
    await printsJson(bench, ["history"], {
      days: [{ date: "2025-03-13", cash: 1, marketValue: 2, netAssets: 3, dayPnl: -5, dayReturn: -0.5 }],
    });
    const day = (date: string) => ({ date, cash: 1, marketValue: 2, netAssets: 3, dayPnl: -5, dayReturn: -0.5 });
    bench.gateway.answer(() => Response.json({ days: ["2025-03-12", "2025-03-13", "2025-03-14"].map(day) }));
    const dates = async (...flags: string[]) =>
      JSON.parse((await bench.run(["history", ...flags, "--query", "days[].date"])).stdout);
    assert.deepEqual(await dates("--limit", "2"), ["2025-03-13", "2025-03-14"]);
    assert.deepEqual(await dates("--since", "2025-03-13"), ["2025-03-13", "2025-03-14"]);
    assert.deepEqual(await dates("--since", "2025-03-13", "--limit", "1"), ["2025-03-14"]);
    await prints(bench, ["history", "--since", "2025-03-15"], "none");
    assert.match(
      await fails(bench, ["history", "--limit", "0"], 2, "usage"),
      /^error: --limit: "0" is not valid: .+ from 1 to 1,000 /,
    );
    bench.gateway.answer(() => Response.json({ days: [] }));
    await prints(bench, ["history"], "No day has ended yet");
  }));

Deno.test("hoga account shows the account in use", () =>
  withBench(async (bench) => {
    const lines = [
      "Account       acc-1",
      "Name          practice",
      "Opening cash  ₩100,000,000",
      "Generation    1",
      "Created       2025-03-14 (Fri) 08:00:00",
      "Reset         -",
    ];
    await prints(bench, ["account"], ...lines);
    await prints(bench, ["account", "show", "--account", "acc-1"], ...lines);
    await printsJson(bench, ["account", "show"], ACCOUNT);
    const line = await fails(bench, ["account", "show", "--account", "acc-9"], 2, "unknown_account");
    assert.equal(line, 'error: There is no account "acc-9" (hint: hoga account list shows your accounts)');
    await bench.run(["config", "set", "account", "acc-8"]);
    await fails(bench, ["account", "show"], 2, "unknown_account");
  }));

Deno.test("hoga account list marks the default", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["account", "list"],
      "ID     Name      Opening cash  Created              Reset",
      "acc-1  practice   100,000,000  2025-03-14 08:00:00  -      default",
    );
    await printsJson(bench, ["account", "list"], { accounts: [ACCOUNT], defaultAccountId: "acc-1" });
  }));

Deno.test("hoga account new opens an account", () =>
  withBench(async (bench) => {
    await printsJson(bench, ["account", "new", "swing", "--cash", "5,000,000"], {
      ...ACCOUNT,
      id: "acc-2",
      name: "swing",
    });
    await prints(bench, ["account", "new", "long term", "-q"], "acc-2");
    assert.deepEqual(bench.gateway.seen.map(({ body }) => body), [
      `{"name":"swing","openingCash":5000000}`,
      `{"name":"long term"}`,
    ]);
    await fails(bench, ["account", "new", " "], 2, "usage");
    await fails(bench, ["account", "new", "x".repeat(41)], 2, "usage");
    for (const cash of ["0", "-1", "1.5", "1e12", "1,000,000,000,001"]) {
      assert.match(await fails(bench, ["account", "new", "x", "--cash", cash], 2, "usage"), /--cash: /);
    }
    assert.equal(bench.gateway.seen.length, 2);
  }));

Deno.test("hoga account reset starts the account over, and asks on a terminal", () =>
  withBench(async (bench) => {
    await printsJson(bench, ["account", "reset", "--cash", "10,000,000"], { ...ACCOUNT, generation: 2 });
    const { method, target, body } = bench.gateway.seen.at(-1) ?? {};
    assert.deepEqual([method, target, body], ["POST", "/api/accounts/acc-1/reset", `{"openingCash":10000000}`]);
    const no = await bench.run(["account", "reset"], { isTerminal: true, input: ["no"] });
    assert.deepEqual([no.code, no.stdout], [1, ""]);
    assert.match(no.stderr, /^Reset practice\? .+\[y\/N\] error: Nothing was done\n$/);
    const sure = await bench.run(["account", "reset", "--yes"], { isTerminal: true });
    assert.deepEqual([sure.code, sure.stderr], [0, ""]);
    bench.gateway.answer(({ method }) =>
      method === "POST" ? problem(409, "open_orders", "The account has open orders") : null
    );
    await fails(bench, ["account", "reset"], 4, "open_orders");
  }));
