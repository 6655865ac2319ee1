// Numbers as people type them: digits, with commas between thousands if they like. Everything else is refused, and nothing sent.
import { type CliError, usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

/** The whole number that `text` writes, or null. Thousands commas are fine; signs, points, exponents and leading zeros are not. */
export function wholeNumber(text: string): number | null {
  const trimmed = text.trim();
  if (!/^(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)$/.test(trimmed)) return null;
  const value = Number(trimmed.replaceAll(",", ""));
  return Number.isSafeInteger(value) ? value : null;
}

function within(text: string, min: number, max: number): number | null {
  const value = wholeNumber(text);
  return value !== null && value >= min && value <= max ? value : null;
}

const shown = (value: number) => value.toLocaleString("en-US");

/** What is wrong with a quantity that is no whole number from 1 to `max`. */
export function quantityError(text: string, max: number, t: Messages): CliError {
  const isTooLarge = (wholeNumber(text) ?? 0) > max;
  return usageError(
    t.input.quantity(text, shown(max)),
    undefined,
    isTooLarge ? "quantity_too_large" : "invalid_quantity",
  );
}

/** A quantity in shares, from 1 to `max`. */
export function parseQuantity(text: string, max: number, t: Messages): number {
  const value = within(text, 1, max);
  if (value === null) throw quantityError(text, max, t);
  return value;
}

/** A price in won, from 1 to `max`. */
export function parsePrice(text: string, max: number, t: Messages): number {
  const value = within(text, 1, max);
  if (value === null) throw usageError(t.input.price(text, shown(max)), undefined, "invalid_price");
  return value;
}

/** A whole number for the option `name`, from `min` to `max`. */
export function parseCount(name: string, text: string, min: number, max: number, t: Messages): number {
  const value = within(text, min, max);
  if (value === null) throw usageError(t.input.count(name, text, shown(min), shown(max)));
  return value;
}

/** A number above 0 for the option `name`, with a fraction if one is wanted. */
export function parsePositive(name: string, text: string, t: Messages): number {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : 0;
  if (value <= 0 || !Number.isFinite(value)) throw usageError(t.input.number(name, text));
  return value;
}
