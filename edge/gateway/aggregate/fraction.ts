/** `part / whole` rounded half up to six decimals; 0 where there is no whole. */
export function fraction(part: number, whole: number): number {
  if (whole === 0) return 0;
  const rounded = Math.round(part / whole * 1e6) / 1e6;
  // A loss that rounds to nothing is 0, not -0, which would be told as such.
  return rounded === 0 ? 0 : rounded;
}
