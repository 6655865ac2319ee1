import { convertHangulToQwerty, disassemble, getChoseong } from "es-hangul";
import type { Instrument } from "./instrument.ts";

/**
 * The spellings of one instrument, folded. `name` and `initials` have one character per syllable, at the same places.
 */
interface Entry {
  readonly instrument: Instrument;
  readonly code: string;
  readonly name: string;
  readonly initials: string;
  /** The name taken apart into letters: 삼성 is ㅅㅏㅁㅅㅓㅇ. */
  readonly jamo: string;
  readonly english: string;
  /** Where the words of the English name begin in `english`. */
  readonly englishStarts: readonly number[];
  /** The keys of a Korean keyboard that type the name and its initial consonants: 삼성 is tkatjd, ㅅㅅ is tt. */
  readonly keys: string;
  readonly initialKeys: string;
}

/**
 * Instruments made ready for searching by name and code. Opaque: made by buildSearchIndex and read by the functions of
 * this file.
 */
export interface SearchIndex {
  readonly entries: readonly Entry[];
}

/** What a text that should name one instrument turns out to name. `candidates` are best first, at most ten. */
export type Resolution =
  | { readonly kind: "one"; readonly instrument: Instrument }
  | { readonly kind: "many"; readonly candidates: readonly Instrument[] }
  | { readonly kind: "none" };

/** How well an instrument fits a text, best first. */
const RANKS = [
  "code",
  "name",
  "codeStart",
  "nameStart",
  "initials",
  "initialsStart",
  "jamoStart",
  "english",
  "englishStart",
  "englishWord",
  "keys",
  "keysStart",
  "initialKeys",
  "initialKeysStart",
  "nameInside",
  "englishInside",
  "keysInside",
  "jamoInside",
] as const;
type Rank = typeof RANKS[number];

interface Query {
  readonly text: string;
  readonly jamo: string;
  /** Whether it holds any Korean letter or syllable. */
  readonly korean: boolean;
  /** Whether it holds a consonant that stands alone, and so may stand for a syllable. */
  readonly consonants: boolean;
  /** Whether it could have been meant in Korean but typed on an English layout: Latin letters and digits only. */
  readonly latin: boolean;
}

const MAX_CANDIDATES = 10;

/**
 * Makes the index of a list of instruments. Where they fit a text equally well, the earlier in the list comes first.
 */
export function buildSearchIndex(instruments: readonly Instrument[]): SearchIndex {
  return { entries: instruments.map(entryOf) };
}

/**
 * The instruments that fit a text, best first, at most `limit`; none for a text without letters or digits.
 *
 * In this order: the exact code, the exact name, the start of a code, of a name, initial consonants (`ㅅㅅㅈㅈ`, `skㅎㅇㄴㅅ`,
 * `삼성ㅈ`), a name not typed to its end (`삼서`), the English name, Korean typed on an English layout (`tkatjd`), and any
 * of these inside a name. Case, spaces and punctuation do not count.
 */
export function searchInstruments(index: SearchIndex, text: string, limit: number): readonly Instrument[] {
  return rankAll(index, text).flat().slice(0, Math.max(limit, 0));
}

/**
 * The one instrument that a text names: by its code or ISIN, its whole name, its whole initial consonants, its whole
 * English name, or by a part of a name or of initial consonants that fits no other. A part at the start goes before one
 * inside. Looser matches (an unfinished syllable, the start of a code) are only ever candidates, since orders are
 * placed on the answer.
 */
export function resolveInstrument(index: SearchIndex, text: string): Resolution {
  const isin = text.trim().toUpperCase();
  const byIsin = index.entries.find(({ instrument }) => instrument.isin === isin);
  if (byIsin !== undefined) return { kind: "one", instrument: byIsin.instrument };
  const found = rankAll(index, text);
  const fits = decisiveFits((...ranks) => ranks.flatMap((rank) => found[RANKS.indexOf(rank)] ?? []));
  const [first] = fits;
  if (first !== undefined && fits.length === 1) return { kind: "one", instrument: first };
  const candidates = (fits.length > 1 ? fits : found.flat()).slice(0, MAX_CANDIDATES);
  return candidates.length > 0 ? { kind: "many", candidates } : { kind: "none" };
}

/**
 * The instruments that fit in the best way that may decide; one alone is the answer. Empty when there are only loose
 * matches.
 */
function decisiveFits(of: (...ranks: readonly Rank[]) => readonly Instrument[]): readonly Instrument[] {
  const whole = [of("code"), of("name"), of("initials"), of("english"), of("keys", "initialKeys")];
  const byWhole = whole.find((tier) => tier.length > 0);
  if (byWhole !== undefined) return byWhole;
  // A text that begins a code is more likely a code cut short than a part of a name, and a syllable may be one not yet
  // finished.
  if (of("codeStart").length > 0) return [];
  const starts = of("nameStart", "initialsStart");
  if (starts.length > 0) return starts;
  return of("jamoStart").length > 0 ? [] : of("englishStart", "englishWord", "nameInside", "englishInside");
}

function entryOf(instrument: Instrument): Entry {
  const name = fold(instrument.nameKo);
  const initials = getChoseong(name, { keepNonHangul: true });
  const words = instrument.nameEn.split(/[\s.,&()-]+/).map(fold).filter((word) => word !== "");
  const starts: number[] = [];
  let length = 0;
  for (const word of words) {
    starts.push(length);
    length += word.length;
  }
  return {
    instrument,
    code: instrument.symbol.toLowerCase(),
    name,
    initials,
    jamo: disassemble(name),
    english: words.join(""),
    englishStarts: starts,
    keys: convertHangulToQwerty(name).toLowerCase(),
    initialKeys: convertHangulToQwerty(initials).toLowerCase(),
  };
}

/** Lower case, syllables composed, and nothing but letters and digits. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function queryOf(input: string): Query {
  // Some keyboards join two consonants typed in a row into one letter that begins no syllable: ㄱㅅ becomes ㄳ.
  const text = fold(input).replace(/[ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ]/g, (joined) => disassemble(joined));
  return {
    text,
    jamo: disassemble(text),
    korean: /[ㄱ-ㅣ가-힣]/.test(text),
    consonants: /[ㄱ-ㅎ]/.test(text),
    latin: /^[0-9a-z]*[a-z][0-9a-z]*$/.test(text),
  };
}

/** The instruments of each rank, in the order of RANKS and, within one, of the list. */
function rankAll(index: SearchIndex, text: string): readonly (readonly Instrument[])[] {
  const found = RANKS.map((): Instrument[] => []);
  const query = queryOf(text);
  if (query.text === "") return found;
  for (const entry of index.entries) {
    const rank = rankOf(entry, query);
    if (rank !== null) found[RANKS.indexOf(rank)]?.push(entry.instrument);
  }
  return found;
}

function rankOf(entry: Entry, query: Query): Rank | null {
  const { text } = query;
  if (entry.code === text) return "code";
  if (entry.name === text) return "name";
  if (entry.code.startsWith(text)) return "codeStart";
  if (entry.name.startsWith(text)) return "nameStart";
  if (query.korean) return rankKorean(entry, query);
  const english = entry.english.indexOf(text);
  if (english === 0) return entry.english.length === text.length ? "english" : "englishStart";
  if (english > 0 && entry.englishStarts.some((start) => entry.english.startsWith(text, start))) return "englishWord";
  if (query.latin) {
    if (entry.keys === text) return "keys";
    if (entry.keys.startsWith(text)) return "keysStart";
    if (entry.initialKeys === text) return "initialKeys";
    if (entry.initialKeys.startsWith(text)) return "initialKeysStart";
  }
  if (entry.name.includes(text)) return "nameInside";
  if (english > 0) return "englishInside";
  return query.latin && entry.keys.includes(text) ? "keysInside" : null;
}

function rankKorean(entry: Entry, { text, jamo, consonants }: Query): Rank | null {
  if (consonants) {
    if (entry.initials === text) return "initials";
    if (startsWithInitials(entry, text)) return "initialsStart";
  }
  if (entry.jamo.startsWith(jamo)) return "jamoStart";
  if (entry.name.includes(text) || (consonants && entry.initials.includes(text))) return "nameInside";
  return entry.jamo.includes(jamo) ? "jamoInside" : null;
}

/** Whether each character of the text is the name's character at its place or that character's initial consonant. */
function startsWithInitials({ name, initials }: Entry, text: string): boolean {
  if (text.length > name.length) return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== name[at] && text[at] !== initials[at]) return false;
  return true;
}
