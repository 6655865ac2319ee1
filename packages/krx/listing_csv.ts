import { CsvError, parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { isIsin, isSymbol } from "./codes.ts";
import { leverageOfName } from "./fund_leverage.ts";
import type { Instrument } from "./instrument.ts";
import { isDate } from "./kst.ts";
import type { InstrumentKind, Market } from "./ticks.ts";

/**
 * What an import found: all the instruments, or the first thing that is wrong, in one line that names the row and the
 * value.
 */
export type ListingResult = { readonly instruments: readonly Instrument[] } | { readonly error: string };

/** A row that cannot be taken. Its message becomes the result's `error`, after the row's number. */
class RowError extends Error {}

interface Columns {
  readonly code: number;
  readonly nameKo: number;
  readonly nameEn: number;
  readonly market: number;
  readonly isin: number;
  readonly listedShares: number;
  readonly kind: number;
  readonly close: number;
  readonly listedOn: number;
  readonly industry: number;
  readonly department: number;
}

const MARKETS: ReadonlyMap<string, Market> = new Map([
  ["KOSPI", "KOSPI"],
  ["STK", "KOSPI"],
  ["유가증권", "KOSPI"],
  ["유가증권시장", "KOSPI"],
  ["코스피", "KOSPI"],
  ["KOSDAQ", "KOSDAQ"],
  ["KOSDAQ GLOBAL", "KOSDAQ"],
  ["KSQ", "KOSDAQ"],
  ["코스닥", "KOSDAQ"],
  ["코스닥시장", "KOSDAQ"],
  ["코스닥 글로벌", "KOSDAQ"],
  ["KONEX", "KONEX"],
  ["KNX", "KONEX"],
  ["코넥스", "KONEX"],
  ["코넥스시장", "KONEX"],
]);

/**
 * What the columns of kinds say, in small letters: plain words, and the group codes of Korea Investment & Securities' master
 * files (kospi_code.mst). Share-like groups, such as trusts and foreign stocks, trade by the rules of stocks.
 */
const KINDS: ReadonlyMap<string, InstrumentKind> = new Map([
  ["", "stock"],
  ["stock", "stock"],
  ["etf", "etf"],
  ["ef", "etf"],
  ["fe", "etf"],
  ["etn", "etn"],
  ["en", "etn"],
  ...["st", "rt", "dr", "fs", "mf", "sc", "if", "bc"].map((group) => [group, "stock"] as const),
]);

/** The last days before a delisting, as the exchange calls them. */
const DELISTING = "정리매매";

/** How a ZIP archive begins, which is what an Excel workbook is. */
const WORKBOOK = [0x50, 0x4b, 0x03, 0x04];

/**
 * Reads a listing of instruments from the bytes of a CSV file in UTF-8 (with or without a byte order mark) or CP949.
 *
 * The first row names the columns, in any order and case; others are ignored. Either the exchange's own (단축코드, 한글 종목약명,
 * 시장구분 and, where present, 표준코드, 영문 종목명, 증권구분, 상장주식수, 상장일, 업종, 소속부), or `code`, `name_ko`, `market` and,
 * where present, `name_en`, `isin`, `listed_shares`, `kind` (stock, etf or etn), `listing_date`, `industry_ko`, `dept` and a
 * column whose name starts with `close`, whose price in won becomes the reference price. Of several such the last by name
 * counts, so that `close_20260320` goes before `close_20251230`. An empty English name becomes the Korean one; an empty
 * number, date, industry or ISIN, or `-`, null. The multiple of a fund or note is read from its name, and that an issue is
 * about to be delisted from its department or name (정리매매). The whole file is refused for one wrong row.
 */
export function parseListing(bytes: Uint8Array): ListingResult {
  if (WORKBOOK.every((byte, at) => bytes[at] === byte)) {
    return { error: "this is an Excel workbook: save it as CSV and import that" };
  }
  const text = decode(bytes);
  if (text === null) return { error: "the file is neither UTF-8 nor CP949 text" };
  let line = 1;
  try {
    const [header, ...rows] = readRows(text);
    if (header === undefined) return { error: "the file is empty" };
    const columns = columnsOf(header.record);
    const seen = new Map<string, number>();
    const instruments: Instrument[] = [];
    for (const row of rows) {
      line = row.line;
      const instrument = instrumentOf(row.record, columns);
      const before = seen.get(instrument.symbol);
      if (before !== undefined) throw new RowError(`code "${instrument.symbol}" is in row ${before} already`);
      seen.set(instrument.symbol, line);
      instruments.push(instrument);
    }
    return instruments.length > 0 ? { instruments } : { error: "the file has a header but no rows" };
  } catch (error) {
    if (error instanceof RowError) return { error: `row ${line}: ${error.message}` };
    if (error instanceof CsvError) return { error: `not valid CSV: ${error.message.replaceAll(/\s+/g, " ")}` };
    throw error;
  }
}

/**
 * The text of the file, or null when it is in neither encoding. CP949 bytes are almost never valid UTF-8, so that is
 * tried first.
 */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = iconv.decode(bytes, "cp949");
    return text.includes("\uFFFD") ? null : text;
  }
}

interface Row {
  readonly record: readonly string[];
  /** Where the row ends in the file, from 1. */
  readonly line: number;
}

function readRows(text: string): readonly Row[] {
  const rows: Row[] = [];
  // A row keeps the line it is on, which a spreadsheet and an editor show too; blank lines are skipped but counted.
  parse(text, {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    on_record: (record: string[], { lines }) => {
      rows.push({ record, line: lines });
      return null;
    },
  });
  return rows;
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const at = (...candidates: readonly string[]): number => {
    for (const candidate of candidates) if (names.includes(candidate)) return names.indexOf(candidate);
    return -1;
  };
  const close = names.filter((name) => name.startsWith("close")).sort().at(-1);
  const columns: Columns = {
    code: at("단축코드", "code"),
    nameKo: at("한글 종목약명", "name_ko"),
    nameEn: at("영문 종목명", "name_en"),
    market: at("시장구분", "market"),
    isin: at("표준코드", "isin"),
    listedShares: at("상장주식수", "listed_shares"),
    kind: at("증권구분", "kind"),
    listedOn: at("상장일", "listing_date"),
    industry: at("업종", "업종명", "industry_ko"),
    department: at("소속부", "dept"),
    close: close === undefined ? -1 : names.indexOf(close),
  };
  const { code, nameKo, market } = columns;
  if (code < 0 || nameKo < 0 || market < 0) {
    throw new RowError(
      `no such columns as code, name_ko, market (or 단축코드, 한글 종목약명, 시장구분) in "${
        header.join(",").slice(0, 120)
      }"`,
    );
  }
  return columns;
}

function instrumentOf(record: readonly string[], columns: Columns): Instrument {
  const nameKo = cell(record, columns.nameKo);
  if (nameKo === "") throw new RowError("the Korean name is empty");
  const kind = kindOf(cell(record, columns.kind));
  return {
    symbol: symbolOf(cell(record, columns.code)),
    nameKo,
    nameEn: cell(record, columns.nameEn) || nameKo,
    market: marketOf(cell(record, columns.market)),
    kind,
    isin: isinOf(cell(record, columns.isin)),
    listedShares: wholeNumber("listed shares", cell(record, columns.listedShares)),
    referencePrice: wholeNumber("close", cell(record, columns.close)),
    leverage: kind === "stock" ? 1 : leverageOfName(nameKo),
    industry: textOrNull(cell(record, columns.industry)),
    listedOn: dateOf(cell(record, columns.listedOn)),
    delisting: cell(record, columns.department).includes(DELISTING) || nameKo.includes(DELISTING),
  };
}

function cell(record: readonly string[], column: number): string {
  return column < 0 ? "" : (record[column] ?? "").trim();
}

function symbolOf(text: string): string {
  const symbol = text.toUpperCase();
  if (isSymbol(symbol)) return symbol;
  // The exchange's screens write A005930 where its files write 005930.
  if (symbol.startsWith("A") && isSymbol(symbol.slice(1))) return symbol.slice(1);
  const hint = /^\d{1,5}$/.test(symbol) ? ` (did a spreadsheet drop leading zeros of ${symbol.padStart(6, "0")}?)` : "";
  throw new RowError(`code "${text}" is not six digits or capital letters${hint}`);
}

function marketOf(text: string): Market {
  const market = MARKETS.get(text.toUpperCase().replaceAll(/\s+/g, " "));
  if (market === undefined) throw new RowError(`market "${text}" is not KOSPI, KOSDAQ or KONEX`);
  return market;
}

/**
 * The exchange's files name kinds of shares and trusts (주권, 외국주권, 부동산투자회사 …): all of those trade by the rules of
 * stocks.
 */
function kindOf(text: string): InstrumentKind {
  const kind = KINDS.get(text.toLowerCase());
  if (kind !== undefined) return kind;
  if (text.includes("상장지수펀드") || text.includes("상장지수집합투자")) return "etf";
  if (text.includes("상장지수증권")) return "etn";
  if (/[가-힣]/.test(text)) return "stock";
  throw new RowError(`kind "${text}" is not stock, etf or etn`);
}

function textOrNull(text: string): string | null {
  return text === "" || text === "-" ? null : text;
}

/** A date as the exchange writes it: 1975/06/11, 1975-06-11 or 19750611. */
function dateOf(text: string): string | null {
  if (text === "" || text === "-") return null;
  const date = text.replace(/^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/, "$1-$3-$4");
  if (!isDate(date)) throw new RowError(`listing date "${text}" is not a date`);
  return date;
}

function isinOf(text: string): string | null {
  if (text === "" || text === "-") return null;
  if (!isIsin(text)) throw new RowError(`ISIN "${text}" is not valid`);
  return text;
}

/** A count or a price: digits, with or without thousands separators; 0 says as little as an empty cell. */
function wholeNumber(what: string, text: string): number | null {
  if (text === "" || text === "-") return null;
  const value = Number(text.replaceAll(",", ""));
  if (!/^\d[\d,]*$/.test(text) || !Number.isSafeInteger(value)) {
    throw new RowError(`${what} "${text}" is not a whole number`);
  }
  return value === 0 ? null : value;
}
