// Ids that sort by the time they were made.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Makes a source of ids such as `ord_01k9x3...`: a prefix, real time, then chance, so that nobody guesses another's. */
export function idSource(
  wall: () => number,
  randomBytes: (count: number) => Uint8Array,
): (prefix: string) => string {
  return (prefix) => {
    let time = "";
    for (let rest = wall(), i = 0; i < 9; i++, rest = Math.floor(rest / 32)) time = (ALPHABET[rest % 32] ?? "0") + time;
    const chance = [...randomBytes(13)].map((byte) => ALPHABET[byte % 32] ?? "0").join("");
    return `${prefix}_${time}${chance}`;
  };
}
