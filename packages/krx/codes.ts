const SYMBOL = /^[0-9A-Z]{6}$/;
const ISIN = /^[A-Z]{2}[0-9A-Z]{9}[0-9]$/;
const ISIN_BODY = /^[A-Z]{2}[0-9A-Z]{9}$/;

/**
 * Whether a text has the form of the exchange's short code: six digits or capital letters, such as `005930`, `00104K`
 * or `0126Z0`. It is never a number: leading zeros count, and issues listed since 2024 carry letters. Whether it is
 * listed is another question.
 */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}

/**
 * The check digit (0 to 9) of an ISIN (ISO 6166) from its first eleven characters: letters become 10 to 35, and the
 * digits so made are summed by the Luhn rule. Throws a RangeError when `body` is not two letters and nine letters or
 * digits.
 */
export function isinCheckDigit(body: string): number {
  if (!ISIN_BODY.test(body)) throw new RangeError(`not the first eleven characters of an ISIN: ${body}`);
  const digits = [...body].map((character) => parseInt(character, 36)).join("");
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const weighted = fromRight % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - sum % 10) % 10;
}

/** Whether a text is an ISIN of capital letters and digits whose check digit is right. */
export function isIsin(text: string): boolean {
  return ISIN.test(text) && isinCheckDigit(text.slice(0, 11)) === Number(text[11]);
}
