import assert from "node:assert/strict";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openTestPglite } from "@hoga/testing";
import { openPglite } from "./pglite.ts";
import { type Sql, SqlError } from "./sql.ts";

async function withDatabase(test: (sql: Sql) => Promise<void>): Promise<void> {
  const sql = await openTestPglite();
  try {
    await test(sql);
  } finally {
    await sql.close();
  }
}

Deno.test("openPglite() makes a directory anew that a kill left unfinished, and keeps one that was finished", async () => {
  const home = await Deno.makeTempDir();
  const dataDir = join(home, "data", "postgres");
  try {
    await mkdir(dataDir, { recursive: true });
    // What a kill leaves: the version is there already, most of the rest is not.
    await writeFile(join(dataDir, "PG_VERSION"), "18\n");
    await writeFile(`${dataDir}.unfinished`, "");
    const first = await openPglite({ dataDir });
    await first.script("create table kept (n int); insert into kept values (1)");
    await first.close();
    await assert.rejects(stat(`${dataDir}.unfinished`), { code: "ENOENT" });
    const second = await openPglite({ dataDir });
    assert.deepEqual(await second.query("select n from kept"), [{ n: 1 }]);
    await second.close();
  } finally {
    await rm(home, { recursive: true });
  }
});

Deno.test("a statement gives the same rows the second time, when it is prepared", async () => {
  await withDatabase(async (sql) => {
    const text = "select $1::bigint + 1 as n, $2::text as t, $3::jsonb as doc, $4::boolean as yes, $5::text[] as list";
    const at = { n: 41, t: "가", doc: '{"a":[1,null]}', yes: false, list: ["x", 'y"z'] };
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await sql.query(text, [at.n + i, at.t, at.doc, at.yes, at.list]), [
        { n: 42 + i, t: "가", doc: { a: [1, null] }, yes: false, list: ["x", 'y"z'] },
      ]);
      assert.deepEqual(await sql.arrays(text, [i, null, null, true, []]), [[i + 1, null, null, true, []]]);
    }
    assert.deepEqual(await sql.query("select 1 as n where false"), []);
    assert.deepEqual(await sql.query("select $1::timestamptz as at", [new Date(0)]), [{ at: new Date(0) }]);
  });
});

Deno.test("a refusal has its code and constraint, and the next statement runs", async () => {
  await withDatabase(async (sql) => {
    await sql.script("create table one (n int constraint one_key primary key)");
    const insert = "insert into one values ($1)";
    await sql.query(insert, [1]);
    const refusal = (error: unknown) =>
      error instanceof SqlError && error.code === "23505" && error.constraint === "one_key";
    await assert.rejects(sql.query(insert, [1]), refusal);
    await assert.rejects(sql.query("select nothing from one"), { code: "42703" });
    await assert.rejects(sql.query(insert, ["x"]), { code: "22P02" });
    await sql.query(insert, [2]);
    assert.deepEqual(await sql.query("select count(*)::int as n from one"), [{ n: 2 }]);
  });
});

Deno.test("a prepared statement follows its table when that changes", async () => {
  await withDatabase(async (sql) => {
    await sql.script("create table shape (a int); insert into shape values (1)");
    assert.deepEqual(await sql.query("select * from shape"), [{ a: 1 }]);
    await sql.script("alter table shape add column b int default 2");
    assert.deepEqual(await sql.query("select * from shape"), [{ a: 1, b: 2 }]);
    await sql.script("deallocate all");
    assert.deepEqual(await sql.query("select * from shape"), [{ a: 1, b: 2 }]);
  });
});

Deno.test("more statements than are kept prepared all run", async () => {
  await withDatabase(async (sql) => {
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 250; n++) assert.deepEqual(await sql.query(`select ${n} as n`), [{ n }]);
    }
    const [row] = await sql.query("select count(*)::int as n from pg_prepared_statements");
    assert.ok(typeof row?.n === "number" && row.n <= 201, `${row?.n} statements are prepared`);
  });
});

Deno.test("a chain of statements leaves the rest of the process its turns", async () => {
  await withDatabase(async (sql) => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    for (let n = 0; n < 200; n++) await sql.query("select pg_sleep(0.001)");
    clearInterval(timer);
    assert.ok(turns > 20, `${turns} turns during 200 statements`);
  });
});

Deno.test("dead rows are cleared away while statements go on", async () => {
  await withDatabase(async (sql) => {
    await sql.script("create table busy (n int primary key)");
    for (let n = 0; n < 2_100; n++) {
      await sql.query("insert into busy values ($1)", [n]);
      await sql.query("delete from busy where n = $1", [n]);
    }
    const [row] = await sql.query("select vacuum_count::int as n from pg_stat_user_tables where relname = 'busy'");
    assert.deepEqual(row, { n: 1 });
  });
});
