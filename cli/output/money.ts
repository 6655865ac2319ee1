// Won, shares and rates for people. Tables have bare numbers; everywhere else an amount has its unit, in the user's language.
import type { Messages } from "../i18n/mod.ts";
import type { Cell } from "./table.ts";

/** Made when it is needed first, and kept: making a format takes longer than most commands do altogether. */
let fractions: Intl.NumberFormat | undefined;

/** 1234567 → "1,234,567". Averages keep up to two decimals. */
export function formatNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
  fractions ??= new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
  return fractions.format(value);
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

/** 71500 → "₩71,500" or "71,500원", with its sign before it. */
export function formatWon(value: number, { unit }: Messages): string {
  const amount = unit.won(formatNumber(Math.abs(value)));
  return value < 0 ? `-${amount}` : amount;
}

/** An amount that may be absent. */
export function formatOptionalWon(value: number | null, t: Messages): string {
  return value === null ? "-" : formatWon(value, t);
}

/** 1500 → "+₩1,500" or "+1,500원"; zero has no sign. */
export function formatSignedWon(value: number, t: Messages): string {
  return value > 0 ? `+${formatWon(value, t)}` : formatWon(value, t);
}

/** 10 → "10 shares" or "10주". */
export function formatShares(count: number, { unit }: Messages): string {
  return unit.shares(formatNumber(count));
}

/** What an order holds: won for KRW, shares of the symbol for everything else. */
export function formatHeld(held: { readonly asset: string; readonly amount: number }, t: Messages): string {
  if (held.asset === "KRW") return formatWon(held.amount, t);
  return t.unit.sharesOf(formatNumber(held.amount), held.asset);
}
