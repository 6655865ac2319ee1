import fc from "fast-check";
import assert from "node:assert/strict";
import { texts } from "../testing/frames.ts";
import { tradingState } from "../testing/states.ts";
import { list } from "./list.ts";
import { firstRow, lookOf } from "./look.ts";

const look = lookOf(tradingState());

function shown(count: number, rows: number, cursor: number) {
  const all = Array.from({ length: count }, (_, index) => [`row ${index}`]);
  const options = { columns: [{ title: "Name" }], rows: all, cursor, isFocused: true, empty: "nothing", look };
  return texts(list({ columns: 10, rows }, options)).map((text) => text.trimEnd());
}

Deno.test("a list scrolls so that its cursor stands in the middle, and no further than its ends", () => {
  const table: readonly [number, number, number, number][] = [
    [0, 40, 10, 0],
    [5, 40, 10, 0],
    [6, 40, 10, 1],
    [20, 40, 10, 15],
    [35, 40, 10, 30],
    [39, 40, 10, 30],
    [9, 10, 10, 0],
    [0, 0, 10, 0],
  ];
  for (const [cursor, rows, room, first] of table) {
    assert.equal(firstRow(cursor, rows, room), first, `${cursor} of ${rows}`);
  }
  const any = fc.integer({ min: 1, max: 99 });
  fc.assert(fc.property(fc.nat(98), any, any, (cursor, rows, room) => {
    const first = firstRow(Math.min(cursor, rows - 1), rows, room);
    assert.ok(first >= 0 && Math.min(cursor, rows - 1) >= first && Math.min(cursor, rows - 1) < first + room);
  }));
});

Deno.test("a list has a head where there is room for more than two rows, and says when it is empty", () => {
  assert.deepEqual(shown(5, 4, 0), [" Name", "▶row 0", " row 1", " row 2"]);
  assert.deepEqual(shown(5, 2, 1), [" row 0", "▶row 1"]);
  assert.deepEqual(shown(5, 1, 4), ["▶row 4"]);
  assert.deepEqual(shown(0, 3, 0), ["nothing", "", ""]);
  assert.deepEqual(shown(5, 0, 0), []);
});
