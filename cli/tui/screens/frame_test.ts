import assert from "node:assert/strict";
import type { Size } from "../paint/pane.ts";
import { cellWidth } from "../paint/cells.ts";
import { lineText } from "../paint/line.ts";
import { frameTexts, seen } from "../testing/frames.ts";
import { emptyState, press, tradingState, WALL } from "../testing/states.ts";
import { everyView } from "../testing/views.ts";
import { everyOverlay } from "../testing/windows.ts";
import type { State } from "../state/model.ts";
import { frame } from "./frame.ts";

const SIZES: readonly Size[] = [[60, 18], [60, 20], [80, 24], [100, 30], [120, 40], [160, 50], [240, 70]].map((
  [columns = 0, rows = 0],
) => ({ columns, rows }));

/** The state in each language, with each glyph set, in each size. */
function everyLook(state: State): readonly (readonly [string, State])[] {
  return (["ko", "en"] as const).flatMap((lang) =>
    (["unicode", "ascii"] as const).flatMap((glyphs) =>
      SIZES.map((size): readonly [string, State] => [
        `${lang} ${glyphs} ${size.columns}×${size.rows}`,
        { ...state, size, settings: { ...state.settings, lang, glyphs } },
      ])
    )
  );
}

/** Holds what every frame has to hold. */
function check(name: string, state: State): void {
  const { lines, cursor } = frame(state);
  const { columns, rows } = state.size;
  assert.equal(lines.length, rows, name);
  for (const [row, line] of lines.entries()) {
    const text = lineText(line);
    if (cellWidth(text) !== columns) assert.fail(`${name}: line ${row} has ${cellWidth(text)} cells: ${text}`);
    if (state.settings.glyphs === "ascii" && !/^[\x20-\x7eㄱ-ㆎ가-힣]*$/.test(text)) {
      assert.fail(`${name}: line ${row} is not plain: ${text}`);
    }
  }
  if (cursor === null) return;
  assert.ok(cursor.x >= 0 && cursor.x < columns && cursor.y >= 0 && cursor.y < rows, `${name}: cursor outside`);
}

Deno.test("every screen under every window, in both languages, with both glyph sets, fills each size exactly", () => {
  for (const [view, shown] of everyView()) {
    for (const [look, state] of everyLook(shown)) {
      check(`${view}, ${look}`, state);
      // The other tabs of a screen lie under its windows as its first does.
      if (view !== state.screen) continue;
      for (const [window, covered] of everyOverlay(state)) check(`${view} under ${window}, ${look}`, covered);
    }
  }
});

Deno.test("a terminal that is too small says so, how small it is, and how to leave", () => {
  const lines = (columns: number, rows: number, state = tradingState()) =>
    frameTexts(seen(state, columns, rows)).map((line) => line.trimEnd());
  assert.deepEqual(lines(59, 18).slice(0, 3), ["The terminal is too small (59×18): 60×18 is needed", "q quits", ""]);
  assert.deepEqual(lines(60, 17).slice(0, 2), ["The terminal is too small (60×17): 60×18 is needed", "q quits"]);
  assert.doesNotMatch(lines(60, 18)[0] ?? "", /too small/);
  for (const [columns, rows] of [[1, 1], [20, 1], [5, 40], [59, 17]] as const) {
    assert.deepEqual(lines(columns, rows).length, rows);
    check(`${columns}×${rows}`, seen(tradingState(), columns, rows));
  }
  const korean = frameTexts(seen(tradingState(), 59, 18, "ko"));
  assert.match(korean[0] ?? "", /^터미널이 너무 작습니다 \(59×18\)/);
});

const head = (state: State) => frameTexts(state)[0]?.trimEnd();

Deno.test("the badge says that it is play money and which clock runs, on every screen, in every size", () => {
  for (const [name, shown] of everyView()) {
    for (const size of SIZES) {
      const en = { ...shown, size };
      assert.match(head(en) ?? "", /^hoga {2}PAPER · practice ×60 /, name);
      assert.match(head(seen(en, size.columns, size.rows, "ko")) ?? "", /^hoga {2}모의 · 연습 ×60 /, name);
    }
  }
  assert.equal(head(emptyState()), "hoga  PAPER");
  const state = tradingState();
  const real = state.market === null ? null : {
    ...state.market,
    status: { ...state.market.status, clock: { mode: "real" as const, speed: 1 } },
  };
  assert.match(head({ ...state, market: real }) ?? "", /^hoga {2}PAPER · real {2}Continuous/);
});

Deno.test("the head has the phase, the time, the countdown, and the account where there is room; the countdown goes last", () => {
  const at = (columns: number) => head(seen(tradingState({ now: WALL + 1_500 }), columns, 40));
  assert.equal(
    at(120),
    "hoga  PAPER · practice ×60  Continuous trading 03-14 10:01:30 → Closing auction in 5:18:30" +
      "    Net assets 99,999,893 -107",
  );
  assert.equal(
    at(100),
    "hoga  PAPER · practice ×60  Continuous trading 03-14 10:01:30 → Closing auction in 5:18:30",
  );
  assert.equal(at(80), "hoga  PAPER · practice ×60  Continuous trading 10:01:30 → 5:18:30");
  assert.equal(at(60), "hoga  PAPER · practice ×60  Continuous trading → 5:18:30");
});

Deno.test("the countdown counts days, and stops at nothing", () => {
  const to = (next: string) => {
    const state = tradingState();
    const market = state.market === null ? null : {
      ...state.market,
      status: { ...state.market.status, next: { phase: "pre_open" as const, at: next } },
    };
    return /→ (.*)$/.exec(head({ ...state, size: { columns: 70, rows: 20 }, market }) ?? "")?.[1];
  };
  assert.equal(to("2025-03-17T08:30:00+09:00"), "2d 22:30:00");
  assert.equal(to("2025-03-15T10:00:00+09:00"), "1d 0:00:00");
  assert.equal(to("2025-03-15T09:59:59+09:00"), "23:59:59");
  assert.equal(to("2025-03-14T10:00:09+09:00"), "0:00:09");
  assert.equal(to("2025-03-14T09:00:00+09:00"), "0:00:00");
});

Deno.test("the state of the connection stands at the right, and a lost one in a banner that counts down", () => {
  const link = (change: State["link"]) => frameTexts(tradingState({ link: change, now: WALL + 2_000 }));
  assert.match(link({ kind: "live" })[1] ?? "", / live$/);
  assert.match(link({ kind: "starting" })[1] ?? "", / starting…$/);
  assert.match(link({ kind: "polling", since: WALL - 10_000 })[1] ?? "", /delayed: no stream for 12 s$/);
  const lost = link({ kind: "lost", since: WALL, retryAt: WALL + 5_900, why: "Nobody answers" });
  assert.match(lost[1] ?? "", / offline$/);
  assert.equal(lost[2]?.trimEnd(), " ! trying again in 4 s · Nobody answers · what is shown is old");
  assert.equal(lost.length, 24);
  for (
    const [name, state] of everyView(
      tradingState({ link: { kind: "lost", since: 0, retryAt: 0, why: "가".repeat(200) } }),
    )
  ) {
    for (const [look, one] of everyLook(state)) {
      check(`${name} offline, ${look}`, one);
      for (const [window, covered] of everyOverlay(one).slice(0, 3)) check(`${name} under ${window}, ${look}`, covered);
    }
  }
});

Deno.test("toasts stand above the hints at the right, the newest last, and hide neither cursor nor what can be clicked", () => {
  const toasts = ["first", "가".repeat(100)].map((text) => ({ text, tone: "good" as const, until: Infinity }));
  const state = tradingState({ toasts });
  const lines = frameTexts(state);
  assert.match(lines.at(-3) ?? "", / ● first $/);
  assert.match(lines.at(-2) ?? "", /^.{1,3}● 가+…$/);
  assert.deepEqual(frame(state).targets, frame({ ...state, toasts: [] }).targets);
  const typing = press(state, "/").state;
  assert.deepEqual(frame(typing).cursor, frame({ ...typing, toasts: [] }).cursor);
  for (const [look, one] of everyLook(state)) check(`toasts, ${look}`, one);
});

Deno.test("help and quit stand at the right of the hints in every width", () => {
  for (const columns of [60, 80, 100, 240]) {
    const lines = frameTexts(seen(tradingState(), columns, 24));
    assert.match(lines.at(-1) ?? "", /\? help {2}q quit {2}$/, `${columns}`);
  }
});
