// Search, names and the way from a text to one instrument.
import type { Instrument as InstrumentDocument, Refusal } from "@hoga/contracts";
import { type Instrument, resolveInstrument, searchInstruments } from "@hoga/krx";
import { type Outcome, refused } from "../outcome.ts";
import type { Catalogue } from "../state/catalogue.ts";

/** The language of the `name` in documents; Korean unless a caller asks for English. */
export type Lang = "ko" | "en";

/** The name of an instrument in one language. */
export function nameIn({ nameKo, nameEn }: Pick<Instrument, "nameKo" | "nameEn">, lang: Lang): string {
  return lang === "en" ? nameEn : nameKo;
}

/** An instrument as callers see it. */
export function instrumentDocument({ symbol, nameKo, nameEn, market, kind }: Instrument): InstrumentDocument {
  return { symbol, nameKo, nameEn, market, kind };
}

/** The instruments that fit `text`, best first; without a text the first of the list. At most `limit`. */
export async function search(catalogue: Catalogue, text: string, limit: number): Promise<readonly Instrument[]> {
  if (text.trim() === "") return catalogue.listing().instruments.slice(0, limit);
  const found = searchInstruments(catalogue.listing().index, text, limit);
  if (found.length > 0 || !await catalogue.refresh()) return found;
  return searchInstruments(catalogue.listing().index, text, limit);
}

/** What a text that should name one instrument comes to. */
export type Resolved =
  | { readonly value: Instrument }
  | { readonly refusal: Refusal; readonly candidates: readonly Instrument[] };

/** The one instrument that `text` names; else a refusal, with the candidates when there are several. */
export async function resolve(catalogue: Catalogue, text: string): Promise<Resolved> {
  if (text.trim() === "") return { ...refused("invalid_request", "q must be a symbol or a name"), candidates: [] };
  let resolution = resolveInstrument(catalogue.listing().index, text);
  if (resolution.kind === "none" && await catalogue.refresh()) {
    resolution = resolveInstrument(catalogue.listing().index, text);
  }
  switch (resolution.kind) {
    case "one":
      return { value: resolution.instrument };
    case "many":
      return {
        ...refused("ambiguous_symbol", `Several instruments fit "${text}"`),
        candidates: resolution.candidates,
      };
    case "none":
      return { ...unknownSymbol(text), candidates: [] };
  }
}

/** The instruments `symbols` in their order, each once; a refusal that names the first that is not listed. */
export async function listed(
  catalogue: Catalogue,
  symbols: readonly string[],
): Promise<Outcome<readonly Instrument[]>> {
  const wanted = [...new Set(symbols)];
  const found = await catalogue.find(wanted);
  const missing = wanted.find((symbol) => !found.has(symbol));
  return missing === undefined ? { value: [...found.values()] } : unknownSymbol(missing);
}

/** The instrument `symbol`, or a refusal that names it. */
export async function listedOne(catalogue: Catalogue, symbol: string): Promise<Outcome<Instrument>> {
  const instrument = (await catalogue.find([symbol])).get(symbol);
  return instrument === undefined ? unknownSymbol(symbol) : { value: instrument };
}

function unknownSymbol(symbol: string) {
  return refused("unknown_symbol", `No such symbol: ${symbol}`);
}
