/**
 * The result of a pure function by key, kept for the `capacity` keys used last. It changes how long an answer takes, never the answer.
 */
export class Lru<Value> {
  readonly #capacity: number;
  readonly #entries = new Map<string, Value>();

  /** `capacity` is how many results are kept, at least 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value of `key`, made by `make` when it is not kept. */
  get(key: string, make: () => Value): Value {
    const kept = this.#entries.get(key);
    // A map iterates in order of insertion: putting a used entry in again makes it the youngest.
    if (kept !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept;
    }
    const value = make();
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return value;
  }

  /** How many results are kept now. */
  get size(): number {
    return this.#entries.size;
  }
}
