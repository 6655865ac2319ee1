// SYMBOL on the command line: a code goes as it is, anything else is a question to the gateway.
import type { Client } from "../api/client.ts";
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

/** The 6-character code that `text` is, or null. A code begins with a digit; the A that trading programs put before it is dropped. */
export function asCode(text: string): string | null {
  const code = text.trim().toUpperCase().replace(/^A(?=\d{6}$)/, "");
  return /^\d[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The text to look up, in composed Hangul; empty text and control characters are refused. */
export function checkedSymbolText(text: string, t: Messages): string {
  const name = text.normalize("NFC").trim();
  if (name === "" || name.length > 64 || /\p{Cc}/u.test(name) || /^-/.test(name)) {
    throw usageError(t.input.symbol(text), undefined, "unknown_symbol");
  }
  return name;
}

/** The code of a symbol argument. Several fitting instruments, or none, end the command with exit 2. */
export async function resolveSymbol(text: string, api: () => Promise<Client>, t: Messages): Promise<string> {
  const code = asCode(text);
  if (code !== null) return code;
  const name = checkedSymbolText(text, t);
  return (await (await api()).resolve(name)).symbol;
}

/** The codes of several symbol arguments, each once, in the order given. */
export async function resolveSymbols(
  texts: readonly string[],
  api: () => Promise<Client>,
  t: Messages,
): Promise<readonly string[]> {
  for (const text of texts) if (asCode(text) === null) checkedSymbolText(text, t);
  const codes = await Promise.all(texts.map((text) => resolveSymbol(text, api, t)));
  return [...new Set(codes)];
}
