// Won, shares and rates for people.
import type { Cell } from "./table.ts";

/** 1234567 → "1,234,567". Averages keep up to two decimals. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** A number that may be absent. */
export function formatOptional(value: number | null): string {
  return value === null ? "-" : formatNumber(value);
}

/** 1500 → "+1,500"; zero has no sign. */
export function formatSigned(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** The fraction 0.0123 → "+1.23%". */
export function formatRate(fraction: number): string {
  const text = (fraction * 100).toFixed(2);
  const isZero = Number(text) === 0;
  return isZero ? "0.00%" : `${fraction > 0 ? "+" : ""}${text}%`;
}

/** Colored by its sign, the Korean way: up is red, down is blue. */
export function toned(text: string, sign: number): Cell {
  return sign === 0 ? text : { text, tone: sign > 0 ? "up" : "down" };
}

/** What an order holds: won for KRW, shares of the symbol for everything else. */
export function formatHeld(held: { readonly asset: string; readonly amount: number }): string {
  return held.asset === "KRW" ? `${formatNumber(held.amount)} KRW` : `${formatNumber(held.amount)} (${held.asset})`;
}
