// The keys of the screen.

/**
 * Whether what was typed ends the screen. Several keys may come as one text, so each character counts; with a Hangul
 * input method on, the key `q` arrives as ㅂ.
 */
export function wantsToQuit(input: string, isCtrl: boolean): boolean {
  if (isCtrl) return input === "c";
  return [...input].some((character) => "qQㅂㅃ".includes(character));
}
