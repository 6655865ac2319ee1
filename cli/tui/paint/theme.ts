// Which color a tone has, and the codes that put it on a terminal.
import type { Line, Style, Tone } from "./line.ts";

export const THEMES = ["korean", "us", "colorblind", "mono"] as const;
/**
 * The colors of the screen. `korean`: up red, down blue. `us`: up green, down red. `colorblind`: up orange, down sky blue, which every
 * kind of color vision tells apart. `mono`: no color at all; bold and inverse stay.
 */
export type ThemeName = typeof THEMES[number];

export function isThemeName(text: string): text is ThemeName {
  return THEMES.some((name) => name === text);
}

const RED = "91";
const BLUE = "94";
const GREEN = "92";
const ORANGE = "38;5;214";
const SKY = "38;5;75";

const COMMON: Readonly<Record<Exclude<Tone, "up" | "down" | "buy" | "sell">, string>> = {
  accent: "96",
  muted: "90",
  warning: "93",
  danger: "91",
  good: "92",
  badge: "30;103",
  frame: "90",
};

type Colors = Readonly<Record<Tone, string>>;

const COLORS: Readonly<Record<ThemeName, Colors | null>> = {
  korean: { ...COMMON, up: RED, down: BLUE, buy: RED, sell: BLUE },
  us: { ...COMMON, up: GREEN, down: RED, buy: GREEN, sell: RED },
  colorblind: { ...COMMON, danger: ORANGE, good: SKY, up: ORANGE, down: SKY, buy: ORANGE, sell: SKY },
  mono: null,
};

function codeOf(style: Style, colors: Colors | null): string {
  const codes: string[] = [];
  if (style.bold) codes.push("1");
  if (style.underline) codes.push("4");
  if (style.inverse) codes.push("7");
  if (style.tone !== undefined) {
    if (colors !== null) codes.push(colors[style.tone]);
    // Without color the badge still has to stand out, and what is muted to stand back.
    else if (style.tone === "badge") codes.push("7");
    else if (style.tone === "muted" || style.tone === "frame") codes.push("2");
  }
  return codes.join(";");
}

/** A line as a terminal takes it. Ends without a style. */
export function paintLine(spans: Line, theme: ThemeName): string {
  const colors = COLORS[theme];
  let painted = "";
  let current = "";
  for (const { text, style } of spans) {
    const code = style === undefined ? "" : codeOf(style, colors);
    if (code !== current) {
      painted += code === "" ? "\x1b[0m" : current === "" ? `\x1b[${code}m` : `\x1b[0;${code}m`;
      current = code;
    }
    painted += text;
  }
  return current === "" ? painted : `${painted}\x1b[0m`;
}
