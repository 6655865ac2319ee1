import fc from "fast-check";
import assert from "node:assert/strict";
import { type MouseReport, splitMouse } from "./mouse.ts";

const click = (x: number, y: number): MouseReport => ({ x, y, kind: "click" });

Deno.test("reports are taken out of what is typed, with cells from 0", () => {
  assert.deepEqual(splitMouse("a\x1b[<0;1;1Mb\x1b[<0;240;70Mc"), {
    rest: "abc",
    reports: [click(0, 0), click(239, 69)],
    held: "",
  });
  assert.deepEqual(splitMouse("삼성\x1b[A"), { rest: "삼성\x1b[A", reports: [], held: "" });
});

Deno.test("clicks and the wheel count with any modifier; releases, other buttons and drags do not", () => {
  const kinds = (report: string) => splitMouse(`\x1b[<${report}`).reports.map(({ kind }) => kind);
  const table: readonly [string, readonly string[]][] = [
    ["0;5;5M", ["click"]],
    ["4;5;5M", ["click"]],
    ["8;5;5M", ["click"]],
    ["16;5;5M", ["click"]],
    ["28;5;5M", ["click"]],
    ["64;5;5M", ["wheelUp"]],
    ["65;5;5M", ["wheelDown"]],
    ["68;5;5M", ["wheelUp"]],
    ["81;5;5M", ["wheelDown"]],
    ["0;5;5m", []],
    ["1;5;5M", []],
    ["2;5;5M", []],
    ["32;5;5M", []],
    ["35;5;5M", []],
    ["66;5;5M", []],
    ["128;5;5M", []],
  ];
  for (const [report, told] of table) {
    assert.deepEqual(kinds(report), told, report);
    assert.equal(splitMouse(`a\x1b[<${report}b`).rest, "ab", `${report} is typed by nobody`);
  }
});

Deno.test("a report in several chunks is one report, however it is cut", () => {
  const input = "ab\x1b[<0;12;7Mcd\x1b[<65;3;4Me";
  // Behind an Escape alone nobody can tell yet whether it is the key.
  const cut = fc.nat(input.length).filter((at) => input[at - 1] !== "\x1b");
  fc.assert(fc.property(fc.array(cut, { maxLength: 6 }), (cuts) => {
    const ends = [...cuts, input.length].sort((one, other) => one - other);
    let held = "";
    let rest = "";
    const reports: MouseReport[] = [];
    let from = 0;
    for (const to of ends) {
      const split = splitMouse(held + input.slice(from, to));
      held = split.held;
      rest += split.rest;
      reports.push(...split.reports);
      from = to;
    }
    assert.deepEqual(reports, [click(11, 6), { x: 2, y: 3, kind: "wheelDown" }]);
    assert.deepEqual([rest, held], ["abcde", ""]);
  }));
});

Deno.test("a lone Escape is a key at once: nothing waits for what may never come", () => {
  assert.deepEqual(splitMouse("\x1b"), { rest: "\x1b", reports: [], held: "" });
  assert.deepEqual(splitMouse("a\x1b["), { rest: "a", reports: [], held: "\x1b[" });
  assert.deepEqual(splitMouse("\x1b[A"), { rest: "\x1b[A", reports: [], held: "" });
});
