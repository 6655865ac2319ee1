/// <reference lib="deno.unstable" />
import assert from "node:assert/strict";
import plugin from "./boundaries.ts";

/** One rule's behaviour: a file's path, a line of it, and the part of the message that must come (none: it is allowed). */
type Row = readonly [path: string, source: string, refused?: string];

// Bad examples are put together from pieces, so that a search of the tree for what they show finds none.
const [JSR, HTTPS, ONLY, IGNORE, SKIP] = ["jsr:", "https:", "only", "ignore", "skip"];

const IMPORTS: readonly Row[] = [
  ["packages/krx/ticks.ts", `import { openPglite } from "@hoga/db";`, "packages/krx may not import `@hoga/db`"],
  ["packages/krx/ticks.ts", `import { z } from "zod";`, "packages/krx may not import `zod`"],
  ["packages/krx/ticks.ts", `import { readFileSync } from "node:fs";`, "may not import `node:fs`"],
  ["packages/krx/ticks.ts", `import { parse } from "csv-parse";`, "may not import `csv-parse`"],
  ["packages/tape/sim.ts", `const db = await import("@hoga/db");`, "may not import `@hoga/db`"],
  ["packages/tape/sim.ts", `type Db = import("@hoga/db").Sql;`, "may not import `@hoga/db`"],
  ["packages/tape/sim.ts", `export * from "@hoga/telemetry";`, "may not import `@hoga/telemetry`"],
  ["packages/tape/sim.ts", `export { trace } from "@opentelemetry/api";`, "may not import `@opentelemetry/api`"],
  ["packages/matching/book.ts", `import { x } from "@hoga/events";`, "may not import `@hoga/events`"],
  ["packages/matching/book_test.ts", `import { x } from "@hoga/db";`, "may not import `@hoga/db`"],
  ["packages/krx/csv.ts", `import { parse } from "csv-parse/sync";`],
  ["packages/krx/calendar.ts", `import holidays from "@hyunbinseo/holidays-kr"; import iconv from "iconv-lite";`],
  ["packages/trading/order.ts", `import assert from "node:assert/strict"; import { tickSize } from "@hoga/krx";`],
  ["packages/trading/order.ts", `import { reserve } from "./reserve.ts";`],
  ["packages/krx/csv_test.ts", `import fc from "fast-check"; import { readFileSync } from "node:fs";`],

  ["packages/events/envelope.ts", `import { pool } from "pg";`, "packages/events may not import `pg`"],
  [
    "packages/contracts/orders.ts",
    `import { x } from "@hoga/outbox";`,
    "packages/contracts may not import `@hoga/outbox`",
  ],
  ["packages/events/envelope.ts", `import { z } from "zod"; import { kst } from "@hoga/krx";`],

  ["packages/db/ledger.ts", `import { drain } from "@hoga/outbox";`, "packages/db may not import `@hoga/outbox`"],
  ["packages/outbox/drain.ts", `import { app } from "@hoga/order";`, "packages/outbox may not import `@hoga/order`"],
  ["packages/telemetry/log.ts", `import { app } from "@hoga/gateway";`, "may not import `@hoga/gateway`"],
  ["packages/outbox/drain.ts", `import { openPglite } from "@hoga/db"; import { CATALOG } from "@hoga/events";`],

  ["edge/order/app.ts", `import { app } from "@hoga/portfolio";`, "edge/order may not import `@hoga/portfolio`"],
  ["edge/order/app.ts", `import { app } from "@hoga/embedded";`, "edge/order may not import `@hoga/embedded`"],
  [
    "edge/order/app.ts",
    `import { app } from "../portfolio/app.ts";`,
    "may not reach into edge/portfolio by a relative path",
  ],
  ["edge/order/app.ts", `import { sql } from "../../packages/db/sql.ts";`, "may not reach into packages/db"],
  ["edge/order/commands/place.ts", `import { ports } from "../ports.ts"; import { query } from "@hoga/db";`],
  ["edge/embedded/mod.ts", `import { app } from "@hoga/order"; import { qstash } from "@hoga/local";`],

  ["edge/gateway/app.ts", `import type { Sql } from "@hoga/db";`, "edge/gateway may not import `@hoga/db`"],
  ["edge/gateway/app.ts", `import { drizzle } from "drizzle-orm/pglite";`, "may not import `drizzle-orm/pglite`"],
  [
    "edge/gateway/app_test.ts",
    `import { PGlite } from "@electric-sql/pglite";`,
    "may not import `@electric-sql/pglite`",
  ],
  ["edge/gateway/app.ts", `import { Hono } from "hono"; import { keys } from "@hoga/identity";`],

  ["cli/main.ts", `import { openPglite } from "@hoga/db";`, "cli may not import `@hoga/db`"],
  ["cli/main.ts", `import pg from "pg";`, "cli may not import `pg`"],
  ["cli/main.ts", `import { place } from "@hoga/order";`, "cli may not import `@hoga/order`"],
  ["cli/main.ts", `import { start } from "@hoga/embedded";`, "cli may not import `@hoga/embedded`"],
  ["cli/stack.ts", `const { start } = await import("@hoga/embedded"); import type { Stack } from "@hoga/embedded";`],
  ["cli/commands/order/list.ts", `import { Order } from "@hoga/contracts"; import { render } from "ink";`],

  ["edge/execution/app.ts", `import { qstash } from "@hoga/local";`, "edge/execution may not import `@hoga/local`"],
  ["packages/outbox/drain.ts", `import { qstash } from "@hoga/local";`, "packages/outbox may not import `@hoga/local`"],
  ["packages/outbox/drain_test.ts", `import { qstash } from "@hoga/local";`],
  ["packages/outbox/tests/harness.ts", `import { qstash } from "@hoga/local"; import fc from "fast-check";`],
  ["packages/testing/stack.ts", `import { qstash } from "@hoga/local";`],

  ["edge/order/app.ts", `import { testClock } from "@hoga/testing";`, "edge/order may not import `@hoga/testing`"],
  [
    "edge/embedded/mod.ts",
    `import { testClock } from "@hoga/testing";`,
    "edge/embedded may not import `@hoga/testing`",
  ],
  ["edge/order/app_test.ts", `import { testClock } from "@hoga/testing";`],
  ["cli/tui/app_test.tsx", `import { testClock } from "@hoga/testing";`],
  ["scripts/bench/main.ts", `import { withPostgres } from "@hoga/testing"; import { api } from "../../cli/api.ts";`],

  ["scripts/bench/main.ts", `import { assert } from "${JSR}@std/assert";`, "is fetched from outside the lockfile"],
  ["cli/main.ts", `const z = await import("${HTTPS}//esm.sh/zod");`, "is fetched from outside the lockfile"],
  ["edge/order/app.ts", `import { Hono } from "npm:hono";`, "is fetched from outside the lockfile"],
];

const PURE: readonly Row[] = [
  ["packages/krx/clock.ts", `export const now = () => Date.now();`, "may not use `Date.now`"],
  ["packages/krx/clock.ts", `export const now = () => Date["now"]();`, "may not use `Date.now`"],
  ["packages/krx/clock.ts", `export const now = new Date();`, "may not use `new Date()`"],
  ["packages/krx/clock.ts", `export const now = Date();`, "may not use `Date()`"],
  ["packages/krx/clock.ts", `export const open = new Date(2025, 0, 2);`, "may not use `new Date(year, month, ...)`"],
  ["packages/krx/clock.ts", `export const hour = (at: Date) => at.getHours();`, "may not use `.getHours`"],
  ["packages/tape/sim.ts", `export const luck = Math.random();`, "may not use `Math.random`"],
  ["packages/tape/sim.ts", `export const luck = [1].map(Math.random);`, "may not use `Math.random`"],
  ["packages/tape/replay.ts", `export const text = Deno.readTextFileSync("x");`, "may not use `Deno`"],
  ["packages/trading/order.ts", `export const home = process.env.HOME;`, "may not use `process`"],
  ["packages/trading/order.ts", `export const id = crypto.randomUUID();`, "may not use `crypto.randomUUID`"],
  ["packages/trading/order.ts", `export const t = performance.now();`, "may not use `performance`"],
  ["packages/trading/order.ts", `export const get = { fetch };`, "may not use `fetch`"],
  ["packages/matching/book.ts", `setTimeout(() => {}, 1);`, "may not use `setTimeout`"],
  ["packages/matching/book.ts", `const later = setTimeout as unknown; export { later };`, "may not use `setTimeout`"],
  ["packages/matching/book.ts", `globalThis.fetch("x");`, "may not use `globalThis`"],
  ["packages/krx/clock.ts", `export const at = (ms: number) => new Date(ms).toISOString();`],
  ["packages/krx/clock.ts", `export const day = (ms: number) => new Date(ms + 32_400_000).getUTCDay();`],
  ["packages/tape/port.ts", `export interface Source { fetch(symbol: string): void; process: string }`],
  ["packages/tape/port.ts", `export const read = (source: { fetch(): number }) => source.fetch();`],
  ["packages/tape/port.ts", `export function mean(window: readonly number[]) { return window.length; }`],
  ["packages/tape/port.ts", `export const top = ({ self, ...rest }: { self: number }) => [self, rest];`],
  ["packages/krx/clock_test.ts", `Deno.test("x", () => { Date.now(); new Date(); setTimeout(() => {}); });`],
  ["edge/order/main.ts", `export const now = () => Date.now();`],
];

const MUTED: readonly Row[] = [
  ["packages/krx/a_test.ts", `Deno.test.${ONLY}("x", () => {});`, "`Deno.test." + ONLY + "` keeps tests from running"],
  ["packages/krx/a_test.ts", `Deno.test.${IGNORE}("x", () => {});`, "`Deno.test." + IGNORE + "` keeps"],
  ["cli/tui/app_test.tsx", `describe.${SKIP}("x", () => {});`, "`describe.skip` keeps"],
  ["packages/krx/a_test.ts", `Deno.test({ name: "x", ${IGNORE}: true, fn() {} });`, "`" + IGNORE + ": true` keeps"],
  ["packages/krx/a_test.ts", `Deno.test("x", { ${ONLY}: true }, () => {});`, "`" + ONLY + ": true` keeps"],
  ["packages/krx/a_test.ts", `Deno.test("x", { ignore: !Deno.env.get("X") }, () => {});`, "`ignore: !Deno.env.get"],
  [
    "packages/krx/a_test.ts",
    `Deno.test("x", async (t) => { await t.step({ name: "y", ${IGNORE}: true, fn() {} }); });`,
    "`" + IGNORE + ": true`",
  ],
  ["packages/krx/a_test.ts", `Deno.test({ name: "x", ignore: false, fn() {} });`],
  ["packages/krx/a_test.ts", `const filter = { ${ONLY}: true, skip: 3 }; Deno.test("x", () => { filter.only; });`],
  ["edge/order/queries/list.ts", `export const page = { skip: 10 };`],
];

function check(rule: string, [path, source, refused]: Row): void {
  const found = Deno.lint.runPlugin(plugin, path, source).filter((diagnostic) => diagnostic.id === `hoga/${rule}`);
  const said = found.map((diagnostic) => diagnostic.message);
  if (refused === undefined) {
    assert.deepEqual(said, [], `${path}: ${source}`);
  } else {
    assert.equal(said.length, 1, `${path}: ${source} gave ${JSON.stringify(said)}`);
    assert.ok(said[0]?.includes(refused), `${said[0]} lacks ${refused}`);
    assert.ok((found[0]?.hint ?? "") !== "", "a refusal says what to do instead");
  }
}

Deno.test("hoga/imports holds every zone to who may import whom", () => {
  for (const row of IMPORTS) check("imports", row);
});

Deno.test("hoga/pure refuses effects in the pure packages and nowhere else", () => {
  for (const row of PURE) check("pure", row);
});

Deno.test("hoga/no-muted-tests refuses tests that are off or alone", () => {
  for (const row of MUTED) check("no-muted-tests", row);
});

Deno.test("messages about boundaries name the section of ARCHITECTURE.md", () => {
  const sources = [`import { x } from "@hoga/db";`, `import { x } from "../db/sql.ts";`, `Date.now();`];
  for (const source of sources) {
    const [diagnostic] = Deno.lint.runPlugin(plugin, "packages/krx/a.ts", source);
    assert.match(diagnostic?.message ?? "", /see "Who may import whom" in ARCHITECTURE\.md$/);
  }
});

Deno.test("deno lint runs the plugin, and refuses `any`", async () => {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, `import "jsr:@std/assert";\nexport const price: any = 1;\n`);
    const lint = new Deno.Command(Deno.execPath(), {
      args: ["lint", "--json", "--config", "deno.json", file],
      cwd: new URL("../../", import.meta.url),
    });
    const report = new TextDecoder().decode((await lint.output()).stdout);
    assert.match(report, /"hoga\/imports"/);
    assert.match(report, /"no-explicit-any"/);
  } finally {
    await Deno.remove(file);
  }
});
