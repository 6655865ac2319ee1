// Texts that are hard to measure, for properties: Hangul in every form, emoji of several code points, marks that join and turn.
import fc from "fast-check";
import type { Line, Span } from "../paint/line.ts";

const PARTS = [
  ..."aZ 0.~│─▶▲…·→█",
  ..."가힣삼성ㄱㅎㅏㅣ",
  "\u1112\u1161\u11ab", // 한, decomposed
  "\u1100", // a leading consonant alone
  "\u3164", // the filler, which shows nothing
  "é",
  "e\u0301",
  "\u0301",
  "\u200d",
  "\u200b",
  "\ufe0f",
  "漢",
  "ｱﾞ",
  "Ａ",
  "😀",
  "👨‍👩‍👧‍👦",
  "👍🏽",
  "🇰🇷",
  "🇰",
  "1️⃣",
  "☎️",
  "☎",
  "\ud83d",
] as const;

/** Texts of up to 24 such parts, and of any characters at all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PARTS), { maxLength: 24 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 24 }).map((text) => text.replaceAll("\x1b", "")),
);

const anySpan: fc.Arbitrary<Span> = fc.record(
  { text: anyText, style: fc.record({ bold: fc.boolean() }) },
  { requiredKeys: ["text"] },
);

export const anyLine: fc.Arbitrary<Line> = fc.array(anySpan, { maxLength: 4 });
