// Going round a row of values.

/** The value `by` places after `value`, round the end; the first where `value` is none of them, and `value` itself where there are none. */
export function cycled<T>(values: readonly T[], value: T, by: number): T {
  const at = values.indexOf(value);
  const index = at < 0 ? 0 : (at + by + values.length) % values.length;
  return values[index] ?? value;
}
