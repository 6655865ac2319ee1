// Answers of commands and queries: a document, or the reason why there is none.
import { type Code, type Refusal, refuse } from "@hoga/contracts";

/** What was asked for, or why it is refused. */
export type Outcome<T> = { readonly value: T } | { readonly refusal: Refusal };

/** A refusal as an outcome. `message` says what was wrong with which value. */
export function refused(code: Code, message: string): { readonly refusal: Refusal } {
  return { refusal: refuse(code, message) };
}
