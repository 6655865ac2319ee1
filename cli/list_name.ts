// What a watchlist may be called.

export const LIST_NAME_MAX = 20;

/** The name of a list in composed Hangul, or null when it is empty, too long or has control characters. */
export function listName(text: string): string | null {
  const name = text.normalize("NFC").trim();
  return name === "" || [...name].length > LIST_NAME_MAX || /\p{Cc}/u.test(name) ? null : name;
}
