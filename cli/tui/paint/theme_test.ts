import assert from "node:assert/strict";
import type { Span, Tone } from "./line.ts";
import { isThemeName, paintLine, type ThemeName, THEMES } from "./theme.ts";

const TONES: readonly Tone[] = [
  ...["up", "down", "buy", "sell", "accent", "muted", "warning", "danger", "good", "badge", "frame"] as const,
];

/** The codes that a tone has in a theme. */
function codesOf(tone: Tone, theme: ThemeName): string {
  const painted = paintLine([{ text: "x", style: { tone } }], theme);
  // deno-lint-ignore no-control-regex
  return /^\x1b\[([\d;]*)mx\x1b\[0m$/.exec(painted)?.[1] ?? "";
}

Deno.test("each theme has its colors of up and down, and buys and sells like them", () => {
  const table: Readonly<Record<ThemeName, readonly string[]>> = {
    korean: ["91", "94", "91", "94"],
    us: ["92", "91", "92", "91"],
    colorblind: ["38;5;214", "38;5;75", "38;5;214", "38;5;75"],
    mono: ["", "", "", ""],
  };
  for (const theme of THEMES) {
    const codes = (["up", "down", "buy", "sell"] as const).map((tone) => codesOf(tone, theme));
    assert.deepEqual(codes, table[theme], theme);
  }
});

Deno.test("no theme for color vision tells anything by red or green", () => {
  for (const tone of TONES) assert.doesNotMatch(codesOf(tone, "colorblind"), /\b(31|32|91|92)\b/, tone);
});

Deno.test("mono has no colors: what is muted stands back, the badge is inverse", () => {
  for (const tone of TONES) assert.doesNotMatch(codesOf(tone, "mono"), /3\d|9\d|4\d|10\d/, tone);
  assert.deepEqual([codesOf("muted", "mono"), codesOf("frame", "mono"), codesOf("badge", "mono")], ["2", "2", "7"]);
  for (const theme of THEMES) {
    if (theme === "mono") continue;
    for (const tone of TONES) assert.notEqual(codesOf(tone, theme), "", `${theme} ${tone}`);
  }
});

Deno.test("paintLine() changes the style where it changes, and ends without one", () => {
  const bold = { bold: true } as const;
  const table: readonly [readonly Span[], string][] = [
    [[{ text: "plain" }], "plain"],
    [[{ text: "a", style: bold }, { text: "b", style: bold }], "\x1b[1mab\x1b[0m"],
    [[{ text: "a", style: bold }, { text: "b" }], "\x1b[1ma\x1b[0mb"],
    [[{ text: "a" }, { text: "b", style: bold }], "a\x1b[1mb\x1b[0m"],
    [[{ text: "a", style: bold }, { text: "b", style: { tone: "up" } }], "\x1b[1ma\x1b[0;91mb\x1b[0m"],
    [
      [{ text: "a", style: { tone: "up", bold: true, inverse: true, underline: true } }],
      "\x1b[1;4;7;91ma\x1b[0m",
    ],
    [[], ""],
  ];
  for (const [spans, painted] of table) assert.equal(paintLine(spans, "korean"), painted);
});

Deno.test("isThemeName() knows the themes", () => {
  assert.deepEqual(["korean", "us", "colorblind", "mono", "red", ""].map(isThemeName), [
    ...[true, true, true, true, false, false],
  ]);
});
