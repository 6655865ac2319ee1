import assert from "node:assert/strict";
import * as documents from "../testing/documents.ts";
import { fails, prints, printsJson, targets } from "../testing/expect.ts";
import { problem } from "../testing/fake_gateway.ts";
import { withBench } from "../testing/run_cli.ts";

const { BALANCED, OPS, UNBALANCED } = documents;

Deno.test("hoga ops status prints services with their outboxes, and exits 5 when one is not ready", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["ops"],
      "Ready        yes",
      "Delivery     direct",
      "Open orders  1",
      "Schedule     session-open (0 9 * * 1-5)",
      "",
      "Service  Ready  Waiting   Sent  Parked  Oldest (s)  Detail",
      "gateway  yes          -      -       -           -",
      "order    yes          1  1,234       0         0.4  2 migrations",
    );
    await printsJson(bench, ["ops", "status"], OPS);
    bench.gateway.answer(() => Response.json({ ...OPS, ready: false }));
    const down = await bench.run(["ops", "status", "--json"]);
    assert.deepEqual([down.code, JSON.parse(down.stdout).ready, down.stderr], [5, false, ""]);
    assert.equal((await bench.run(["ops", "status"])).stderr, "error: Not every service is ready\n");
  }));

Deno.test("hoga ops outbox and dead list events, and dead retry delivers them again", () =>
  withBench(async (bench) => {
    await prints(bench, ["ops", "outbox"], "Nothing is waiting");
    await printsJson(bench, ["ops", "outbox"], { rows: [] });
    await prints(
      bench,
      ["ops", "dead"],
      "Service  Event              To         Attempts  Time                 Last error",
      "order    OrderPlaced evt-1  portfolio         5  2025-01-02 10:00:00  HTTP 500",
    );
    await prints(bench, ["ops", "dead", "retry"], "To be delivered again: 1 event");
    await printsJson(bench, ["ops", "dead", "retry"], { retried: 1 });
    assert.equal(targets(bench).at(-1), "POST /api/ops/dead/retry");
    assert.match(await fails(bench, ["ops", "dead", "bury"], 2, "usage"), /must be one of retry, not "bury"/);
  }));

Deno.test("hoga reconcile exits 0 when the books balance and names what is off otherwise", () =>
  withBench(async (bench) => {
    await prints(
      bench,
      ["reconcile"],
      "The books balance",
      "Check                  Count  Status",
      "transfers_sum_to_zero     12  ok",
    );
    await printsJson(bench, ["reconcile"], BALANCED);
    bench.gateway.answer(() => Response.json(UNBALANCED));
    assert.deepEqual(await bench.run(["reconcile"]), {
      code: 1,
      stdout: "Check               Count  Status\n" +
        "holds_match_orders      3  fails\n" +
        "holds_match_orders: ord-2: the order's hold is missing (expected 710107, found 0)\n",
      stderr: "error: The books do not balance: 1 finding\n",
    });
    const json = await bench.run(["reconcile", "--json"]);
    assert.deepEqual([json.code, JSON.parse(json.stdout), json.stderr], [1, UNBALANCED, ""]);
  }));

Deno.test("hoga instruments import sends the bytes as they are", () =>
  withBench(async (bench) => {
    const file = `${bench.home}/list.csv`;
    await Deno.writeFile(file, new TextEncoder().encode("code,name_ko\n005930,삼성전자\n"));
    await prints(bench, ["instruments", "import", file], "Imported 2,700 instruments; 2,850 are known now");
    await printsJson(bench, ["instruments", "import", file], { imported: 2700, total: 2850 });
    const [first] = bench.gateway.seen;
    assert.equal(first?.headers["content-type"], "text/csv");
    assert.equal(first?.body, "code,name_ko\n005930,삼성전자\n");
    const missing = await fails(bench, ["instruments", "import", `${bench.home}/nope.csv`], 2, "usage");
    assert.equal(missing, `error: ${bench.home}/nope.csv: no such file (hint: see hoga instruments import --help)`);
    assert.match(await fails(bench, ["instruments", "import", bench.home], 2, "usage"), /cannot be read/);
    assert.match(await fails(bench, ["instruments"], 2, "usage"), /hoga instruments needs one of: import/);
  }));

Deno.test("hoga doctor checks the set-up and exits 1 when something fails", () =>
  withBench(async (bench) => {
    const well = await bench.run(["doctor", "--json"]);
    assert.equal(well.code, 0);
    const { ok, checks } = JSON.parse(well.stdout);
    assert.equal(ok, true);
    assert.deepEqual(checks.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`), [
      "runtime ok",
      "terminal ok",
      "paths ok",
      "settings ok",
      "data_directory ok",
      "pending_orders ok",
      "server ok",
      "clock ok",
      "books ok",
    ]);
    bench.gateway.answer(({ target }) => target === "/api/reconcile" ? Response.json(UNBALANCED) : null);
    const ill = await bench.run(["doctor"]);
    assert.equal(ill.code, 1);
    assert.match(ill.stdout, /^Books +fails +The books do not balance: 1 finding$/m);
    assert.equal(ill.stderr, "error: Something is wrong: Books\n");
  }));

Deno.test("hoga doctor tells an unreachable server, a clock that is off and a broken terminal locale", () =>
  withBench(async (bench) => {
    bench.gateway.answer(({ target }) =>
      target === "/api/market/status"
        ? Response.json({
          ...documents.MARKET,
          now: "2025-03-14T10:00:07+09:00",
          clock: { mode: "real", speed: 1 },
        })
        : null
    );
    const off = await bench.run(["doctor", "--no-color"], { isTerminal: true, env: { LANG: "C" } });
    assert.equal(off.code, 0);
    assert.match(off.stdout, /^Clock +warning +7\.0 s off the server's$/m);
    assert.match(off.stdout, /^Terminal +warning .+the locale is not UTF-8/m);
    bench.gateway.answer(() => problem(401, "unauthorized", "Sign in first"));
    const down = await bench.run(["doctor", "--json"]);
    assert.equal(down.code, 1);
    const statuses = JSON.parse(down.stdout).checks.slice(-3).map(({ status }: { status: string }) => status);
    assert.deepEqual(statuses, ["fail", "skip", "skip"]);
  }));
