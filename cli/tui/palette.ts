// The commands that the palette offers. Their words come from the command line itself.

export interface PaletteCommand {
  /** Such as "order list". */
  readonly words: string;
  readonly about: string;
}

/** Commands that need a terminal of their own or would start a second market. */
export const ELSEWHERE: ReadonlySet<string> = new Set(["up", "login", "complete"]);

/** The commands that go on from what is typed, those that begin with it first. */
export function suggestionsFor(known: readonly PaletteCommand[], text: string): readonly PaletteCommand[] {
  const line = text.trimStart().replace(/^hoga\s+/, "");
  const begins = known.filter(({ words }) => words.startsWith(line) || line.startsWith(`${words} `));
  const holds = known.filter((one) => !begins.includes(one) && isWithin(line, one.words));
  return [...begins, ...(line === "" ? [] : holds)];
}

/** What Tab makes of the line: the first command that goes on from it; null when that adds nothing. */
export function completionOf(known: readonly PaletteCommand[], text: string): string | null {
  const [first] = suggestionsFor(known, text);
  if (first === undefined || text.trimStart().startsWith(`${first.words} `)) return null;
  return `${first.words} `;
}

/** Whether the characters of `part` stand in `whole` in this order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
