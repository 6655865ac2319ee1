/** Computes a delay in ms from the number of retries already made. */
type Expression = (retried: number) => number;

type Token = { readonly kind: "number" | "name" | "sign"; readonly text: string };

/** A day: QStash caps every delay between attempts there. */
export const MAX_RETRY_DELAY_MS = 86_400_000;

const MAX_LENGTH = 1000;
const MAX_DEPTH = 50;

const FUNCTIONS: Readonly<Record<string, { readonly arity: number; readonly run: (...x: number[]) => number }>> = {
  pow: { arity: 2, run: (x = NaN, y = NaN) => Math.pow(x, y) },
  min: { arity: 2, run: Math.min },
  max: { arity: 2, run: Math.max },
  sqrt: { arity: 1, run: (x = NaN) => Math.sqrt(x) },
  abs: { arity: 1, run: (x = NaN) => Math.abs(x) },
  exp: { arity: 1, run: (x = NaN) => Math.exp(x) },
  floor: { arity: 1, run: (x = NaN) => Math.floor(x) },
  ceil: { arity: 1, run: (x = NaN) => Math.ceil(x) },
  round: { arity: 1, run: (x = NaN) => Math.round(x) },
};

/** The expression is not in the language. Never leaves this file. */
class BadExpression extends Error {}

/**
 * Compiles an `Upstash-Retry-Delay` expression: numbers, `retried`, `+ - * / %`, parentheses and the functions
 * `pow sqrt abs exp floor ceil round min max`. Returns a function from the retries already made (0 for the first retry)
 * to a delay in ms, or null when the expression is not in that language.
 */
export function compileRetryDelay(text: string): Expression | null {
  try {
    const parser = new Parser(tokens(text));
    const expression = parser.sum(0);
    parser.end();
    return expression;
  } catch (error) {
    if (error instanceof BadExpression) return null;
    throw error;
  }
}

/**
 * The delay in ms before the next attempt: the expression's value when there is one, else QStash's own backoff of
 * `e^(2.5 n)` seconds, where n is 1 for the first retry. Always within 0 and one day.
 */
export function retryDelayMs(expression: string | null, retried: number): number {
  const custom = expression === null ? undefined : compileRetryDelay(expression)?.(retried);
  const value = custom === undefined || Number.isNaN(custom) ? Math.exp(2.5 * (retried + 1)) * 1000 : custom;
  return Math.round(Math.min(MAX_RETRY_DELAY_MS, Math.max(0, value)));
}

function tokens(text: string): Token[] {
  if (text.length > MAX_LENGTH) throw new BadExpression();
  const found: Token[] = [];
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]+)|([-+*/%(),]))\s*/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new BadExpression();
    const [, number, name, sign] = match;
    if (number !== undefined) found.push({ kind: "number", text: number });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else found.push({ kind: "sign", text: sign ?? "" });
  }
  return found;
}

/** A recursive descent over the tokens, one method per level of precedence. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new BadExpression();
  }

  sum(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new BadExpression();
    let left = this.#product(depth);
    for (;;) {
      const before = left;
      if (this.#take("+")) {
        const right = this.#product(depth);
        left = (n) => before(n) + right(n);
      } else if (this.#take("-")) {
        const right = this.#product(depth);
        left = (n) => before(n) - right(n);
      } else return left;
    }
  }

  #product(depth: number): Expression {
    let left = this.#unary(depth);
    for (;;) {
      const before = left;
      if (this.#take("*")) {
        const right = this.#unary(depth);
        left = (n) => before(n) * right(n);
      } else if (this.#take("/")) {
        const right = this.#unary(depth);
        left = (n) => before(n) / right(n);
      } else if (this.#take("%")) {
        const right = this.#unary(depth);
        left = (n) => before(n) % right(n);
      } else return left;
    }
  }

  #unary(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new BadExpression();
    if (this.#take("-")) {
      const value = this.#unary(depth + 1);
      return (n) => -value(n);
    }
    return this.#primary(depth);
  }

  #primary(depth: number): Expression {
    if (this.#take("(")) {
      const inner = this.sum(depth + 1);
      this.#expect(")");
      return inner;
    }
    const token = this.#tokens[this.#at++];
    if (token?.kind === "number") {
      const value = Number(token.text);
      return () => value;
    }
    if (token?.kind !== "name") throw new BadExpression();
    if (token.text === "retried") return (n) => n;
    return this.#call(token.text, depth);
  }

  #call(name: string, depth: number): Expression {
    const definition = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (definition === undefined) throw new BadExpression();
    this.#expect("(");
    const args = [this.sum(depth + 1)];
    while (this.#take(",")) args.push(this.sum(depth + 1));
    this.#expect(")");
    if (args.length !== definition.arity) throw new BadExpression();
    return (n) => definition.run(...args.map((argument) => argument(n)));
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new BadExpression();
  }
}
