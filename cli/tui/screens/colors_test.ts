import assert from "node:assert/strict";
import { paintLine, THEMES } from "../paint/theme.ts";
import { seen } from "../testing/frames.ts";
import { tradingState } from "../testing/states.ts";
import { everyView, viewOf } from "../testing/views.ts";
import { everyOverlay } from "../testing/windows.ts";
import { frame } from "./frame.ts";
import { lookOf } from "./look.ts";
import type { State } from "../state/model.ts";

const themed = (theme: typeof THEMES[number], state = viewOf("dashboard")): State => ({
  ...seen(state, 100, 30),
  settings: { ...state.settings, theme },
});
/** The frame as the terminal takes it. */
const painted = (state: State) => {
  const { theme } = lookOf(state);
  return frame(state).lines.map((line) => paintLine(line, theme)).join("\n");
};

Deno.test("up and down have the colors of the theme", () => {
  const codes = { korean: ["91", "94"], us: ["92", "91"], colorblind: ["38;5;214", "38;5;75"] } as const;
  for (const theme of ["korean", "us", "colorblind"] as const) {
    const text = painted(themed(theme));
    const [up, down] = codes[theme];
    assert.ok(text.includes(`${up}m▲500`), `${theme} up`);
    assert.ok(text.includes(`${down}m▼1,500`), `${theme} down`);
    assert.ok(text.includes(`${up}m+0.70%`) && text.includes(`${down}m-0.75%`), theme);
    assert.ok(text.includes(`${up}mBuy`), `${theme} buys`);
    assert.ok(text.includes(`${down}mSell`), `${theme} sells`);
  }
});

Deno.test("candles, the ladder and the limits have them too", () => {
  const text = painted(themed("us", viewOf("instrument")));
  assert.match(text, /92m[┃╻╹╽╿│╷╵]/, "candles that rose");
  assert.match(text, /91m█/, "sizes of sells");
  assert.match(text, /92m█/, "sizes of buys");
  assert.ok(text.includes("91m49,700") && text.includes("92m92,300"));
});

Deno.test("without color nothing has one, whichever theme was chosen, on any screen and in any window", () => {
  // deno-lint-ignore no-control-regex
  const colors = /\x1b\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m/;
  for (const [name, view] of everyView(tradingState({ isColorless: true }))) {
    for (const [window, state] of [["none", view] as const, ...everyOverlay(view)]) {
      assert.doesNotMatch(painted(themed("korean", state)), colors, `${name} ${window}`);
    }
  }
  assert.doesNotMatch(painted(themed("mono")), colors);
  assert.match(painted(themed("korean")), colors);
});

Deno.test("what a color tells is told without it as well", () => {
  for (const [, view] of everyView()) {
    for (const line of frame(seen(view, 120, 40)).lines) {
      for (const { text, style } of line) {
        const isRate = /^[+-]?\d+\.\d\d%$/.test(text);
        if (isRate && style?.tone === "up") assert.match(text, /^\+/);
        if (isRate && style?.tone === "down") assert.match(text, /^-/);
      }
    }
  }
});
