import assert from "node:assert/strict";
import { HYNIX, SAMSUNG, TIMELINE } from "../../testing/documents.ts";
import { drawn, frameTexts, reads, seen, spansWith, windowTexts } from "../testing/frames.ts";
import { keys, play, press, topOf, tradingState, typing } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import { everyOverlay } from "../testing/windows.ts";
import { fieldOf } from "../state/text_field.ts";
import type { State } from "../state/model.ts";
import type { Overlay } from "../state/windows.ts";
import { frame } from "./frame.ts";

const base = seen(viewOf("dashboard"), 80, 24);
const over = (overlay: Overlay, state = base): State => ({ ...state, overlays: [overlay] });
const texts = (name: string, state = base) => windowTexts(new Map(everyOverlay(state)).get(name) ?? state);

Deno.test("the search shows what it found, each by its name in the user's language and the other one", () => {
  const results = [SAMSUNG, HYNIX];
  const search: Overlay = { kind: "search", field: fieldOf("s"), asked: "s", results, cursor: 1, problem: null };
  assert.deepEqual(
    windowTexts(over(search)).slice(0, 6),
    [
      "╭─ Search ─────────────────────────────────────────────────────╮",
      "/ s",
      "2 found",
      "  005930 Samsung Electronics  +0.70%  삼성전자 KOSPI",
      "▶ 000660 SK hynix  -0.75%  SK하이닉스 KOSPI",
      "",
    ].map((line, row) => row === 0 ? line : line),
  );
  const korean = seen(over(search), 80, 24, "ko");
  assert.equal(windowTexts(korean)[4], "▶ 000660 SK하이닉스  -0.75%  SK hynix KOSPI");
});

Deno.test("the search says what it can find, that it asks, that nothing fits, and why it failed", () => {
  const search = { kind: "search", field: fieldOf(""), asked: "", results: [], cursor: 0, problem: null } as const;
  const note = (change: Partial<Extract<Overlay, { kind: "search" }>>, state = base) =>
    windowTexts(over({ ...search, ...change }, state))[2];
  assert.equal(note({}), "code, name, initial consonants, English");
  assert.equal(note({}, { ...base, recents: ["000660"] }), "seen lately");
  assert.equal(note({ field: fieldOf("x") }), "asking…");
  assert.equal(note({ field: fieldOf("x"), asked: "x" }), "nothing fits");
  assert.equal(note({ field: fieldOf("x"), problem: "the gateway is away" }), "the gateway is away");
  const recent = windowTexts(over(search, { ...base, recents: ["000660", "035720"] }));
  assert.deepEqual(recent.slice(3, 5), ["▶ 000660 SK하이닉스  -0.75%", "  035720"]);
});

Deno.test("more than fit is scrolled to what the cursor is on", () => {
  const results = Array.from({ length: 30 }, (_, index) => ({ ...SAMSUNG, symbol: String(index).padStart(6, "0") }));
  const found = play(press(base, "/", "s").state, { kind: "found", text: "s", results, problem: null }).state;
  const last = press(found, ...Array.from({ length: 40 }, () => "down")).state;
  assert.ok(windowTexts(last).some((line) => line.startsWith("▶ 000029")), windowTexts(last).join("\n"));
  const clicked = frame(last).targets.map(({ means }) => means.kind === "row" ? means.row : -1);
  assert.deepEqual([clicked[0], clicked.at(-1)], [18, 29]);
});

Deno.test("a line of text has its cursor where the next character goes, and of a long text the part about it", () => {
  const typed = (text: string, ...names: readonly string[]) =>
    press(play(press(base, "/").state, ...typing(text)).state, ...names).state;
  const cursor = (state: State) => {
    const { cursor, lines } = frame(state);
    const line = frameTexts(state)[cursor?.y ?? 0] ?? "";
    assert.ok(lines.length > 0 && cursor !== null);
    return [cursor.x - 8, line.slice(line.indexOf("│ /") + 2).replace(/ *│.*$/, "")];
  };
  assert.deepEqual(cursor(typed("")), [4, "/"]);
  assert.deepEqual(cursor(typed("삼성s")), [9, "/ 삼성s"]);
  assert.deepEqual(cursor(typed("삼성s", "left", "left")), [6, "/ 삼성s"]);
  const long = "가나다라마바사아자차카타파하".repeat(4);
  const [end, text] = cursor(typed(long));
  assert.equal(end, 61, "at the right edge");
  assert.ok(String(text).endsWith("파하"), String(text));
  assert.deepEqual(cursor(typed(long, "home"))[0], 4);
  for (const [name, state] of everyOverlay(base)) {
    const hasField = /search|palette|prompt|asks/.test(name);
    assert.equal(frame(state).cursor !== null, hasField, name);
  }
  for (const open of [["/"], [":"], ["5", "n"]]) {
    const filled = play(press(base, ...open).state, ...typing("x".repeat(300))).state;
    assert.notEqual(frame(filled).cursor, null, open.join(" "));
  }
});

Deno.test("the palette offers commands with what they do", () => {
  assert.deepEqual(texts("palette").slice(1), [
    ": hoga ord",
    "",
    "order list  List orders",
    "order show  Show an order",
  ]);
});

Deno.test("the amendment shows the order, the market and both fields", () => {
  assert.deepEqual(texts("amend").slice(1), [
    "Buy 삼성전자 005930 Limit DAY",
    "Filled 0/10  Commission, tax 0, 0  Held 710,107",
    "Bid / ask 71,400 / 71,500",
    "",
    "▶ Price 71,000",
    "  Quantity 10",
    "",
    "Enter go on  Esc back  Tab next field  → more  ← less",
  ]);
});

Deno.test("an order's life has its times, and what it waits for", () => {
  assert.deepEqual(texts("explain").slice(1), [
    "Reserved",
    "Buy 삼성전자 005930 Limit DAY",
    "Filled 0/10  Commission, tax 0, 0  Held 710,107",
    "Placed 2025-03-14 08:55:00  Activates 2025-03-14 09:00:00  Expires 2025-03-…",
    "",
    "2025-03-14 08:55:00  Placed",
    "2025-03-14 08:55:00  Held 710,107 won",
    "",
    "the market opens at 09:00",
  ]);
  assert.deepEqual(texts("explain that waits").slice(1), ["asking…"]);
});

Deno.test("questions are whole sentences with their answers", () => {
  const last = (name: string) => texts(name).slice(1).filter((line) => line !== "");
  assert.deepEqual(last("cancel?"), [
    "Cancel this order?",
    "Buy 삼성전자 005930 Limit DAY",
    "Filled 0/10  Commission, tax 0, 0  Held 710,107",
    "y yes   n no",
  ]);
  assert.deepEqual(last("cancel all?"), ["Cancel all 3 open orders?", "y yes   n no"]);
  assert.deepEqual(last("drop?"), ['Drop the watchlist "반도체"?', "y yes   n no"]);
  assert.deepEqual(last("restart?"), [
    "Start the market again with this setting? Orders and",
    "positions stay.",
    "y yes   n no",
  ]);
});

const output = (text: string, change: Partial<Extract<Overlay, { kind: "output" }>> = {}): State =>
  over({ kind: "output", command: "quote 005930", text, exit: 0, scroll: 0, asks: null, ...change });

Deno.test("output is shown without its colors, broken where it is too wide, with how the command ended", () => {
  assert.deepEqual(windowTexts(output("\x1b[31m삼성전자\x1b[0m\n71,500\n")).slice(1), ["삼성전자", "71,500", "done"]);
  const broken = windowTexts(output(`${"삼".repeat(50)}\n`)).slice(1);
  assert.deepEqual(broken, ["삼".repeat(38), "삼".repeat(12), "done"]);
  assert.equal(windowTexts(output("", { exit: 4 })).at(-1), "exit code 4");
  assert.equal(windowTexts(output("", { exit: null })).at(-1), "running… Esc ends it");
  assert.equal(spansWith(frame(output("", { exit: 4 })).lines, "exit code 4")[0]?.style?.tone, "danger");
});

Deno.test("of a command that runs the end is in sight; of one that has ended the beginning, with which lines these are", () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}\n`).join("");
  assert.equal(windowTexts(output(text, { exit: null })).at(-2), "line 100");
  const done = windowTexts(output(text));
  assert.deepEqual([done[1], done.at(-1)], ["line 1", "done  1–18/100"]);
  const asking = windowTexts(output(text, { exit: null, asks: fieldOf("y") }));
  assert.deepEqual(asking.slice(-3), ["line 100", "> y", "running… Esc ends it  84–100/100"]);
});

Deno.test("help, output and explain scroll to their end and at once back from it", () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}\n`).join("");
  const entries = Array.from(
    { length: 60 },
    (_, index) => ({
      ...TIMELINE.entries[0],
      at: TIMELINE.order.createdAt,
      type: "X",
      message: `step ${index}`,
      data: {},
    }),
  );
  const explain: Overlay = {
    kind: "explain",
    orderId: "ord-2",
    timeline: { ...TIMELINE, entries },
    problem: null,
    scroll: 0,
  };
  for (const state of [press(base, "?").state, output(text), over(explain)]) {
    const lines = (...names: readonly string[]) => windowTexts(press(state, ...names).state).slice(1);
    const end = lines("G");
    assert.deepEqual(lines("G", "j", "j"), end);
    assert.deepEqual(lines("G", "j", "j", "k"), lines("G", "k"));
    assert.notDeepEqual(lines("G", "k"), end);
    assert.deepEqual(lines("G", "g"), lines());
    const wheel = play(state, ...Array.from({ length: 500 }, () => ({ kind: "wheel", by: 1, at: 0 } as const)));
    assert.deepEqual(windowTexts(wheel.state).slice(1), end);
    assert.deepEqual(windowTexts(press(wheel.state, "k").state).slice(1), lines("G", "k"));
  }
});

Deno.test("windows lie in the middle, one upon the other, and the last has the cursor", () => {
  const state = play(base, ...keys("3", "e"), { kind: "timeline", orderId: "ord-2", timeline: TIMELINE }).state;
  assert.equal(topOf(state, "explain").timeline, TIMELINE);
  const left = frameTexts(press(base, "b").state).find((line) => line.includes("Order · Buy")) ?? "";
  assert.deepEqual([left.indexOf("╭─ Order"), left.length - left.lastIndexOf("╮") - 1], [3, 3]);
  assert.ok(reads(state).includes(drawn("Held 710,107 won")));
  assert.equal(frame(tradingState()).cursor, null);
});
