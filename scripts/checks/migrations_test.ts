import assert from "node:assert/strict";
import { journalProblems } from "./migrations.ts";

const PATH = "packages/db/migrations/orders/meta/_journal.json";

function journal(...entries: readonly (readonly [idx: number, when: number, tag: string])[]): string {
  return JSON.stringify({ version: "7", entries: entries.map(([idx, when, tag]) => ({ idx, when, tag })) });
}

Deno.test("journalProblems() accepts entries that grow and have their files", () => {
  assert.deepEqual(
    journalProblems(PATH, journal([0, 100, "0000_a"], [1, 101, "0001_b"]), ["0000_a.sql", "0001_b.sql"]),
    [],
  );
});

Deno.test("journalProblems() names what is out of order, missing or left out", () => {
  const rows: readonly (readonly [string, readonly string[], RegExp])[] = [
    [journal([0, 100, "a"], [1, 100, "b"]), ["a.sql", "b.sql"], /b \(when 100\) is not after a \(when 100\)/],
    [journal([0, 100, "a"], [1, 99, "b"]), ["a.sql", "b.sql"], /b \(when 99\) is not after a \(when 100\)/],
    [journal([0, 100, "a"], [2, 101, "b"]), ["a.sql", "b.sql"], /b has idx 2 out of order/],
    [journal([0, 100, "a"]), [], /a\.sql is missing/],
    [journal([0, 100, "a"]), ["a.sql", "b.sql"], /b\.sql is not in the journal/],
    [`{"entries":[{"idx":"0"}]}`, [], /it is not a drizzle-kit journal/],
  ];
  for (const [text, files, said] of rows) {
    const problems = journalProblems(PATH, text, files);
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", said);
  }
});
