// Ratios of shares as people write them: 5:1.
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";
import { wholeNumber } from "./number.ts";

/** The largest part of a ratio. */
const PART_MAX = 10_000;

/** `numerator` and `denominator` of the option `name`, each a whole number from 1 to 10,000. */
export function parseRatio(name: string, text: string, t: Messages): { numerator: number; denominator: number } {
  const [numerator = 0, denominator = 0, ...more] = text.split(":").map((part) => wholeNumber(part) ?? 0);
  const isPart = (part: number) => part >= 1 && part <= PART_MAX;
  if (!isPart(numerator) || !isPart(denominator) || more.length > 0) throw usageError(t.input.ratio(name, text));
  return { numerator, denominator };
}
