// The word that somebody may have meant.

/** Two typing mistakes, or a third of a short word, make another word of it. */
function isNear(distance: number, length: number): boolean {
  return distance <= Math.min(2, Math.floor(length / 3) + 1) && distance < length;
}

/** The candidate that `text` is most likely a misspelling of, or null when none is near. Case does not count. */
export function similarWord(text: string, candidates: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = distanceOf(text.toLowerCase(), candidate.toLowerCase());
    if (distance < least && isNear(distance, Math.max(text.length, candidate.length))) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** How many letters have to be added, left out, replaced or swapped with their neighbor to make `b` of `a`. */
function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = isSwap ? Math.min(cost, (beforeLast[j - 2] ?? 0) + 1) : cost;
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
