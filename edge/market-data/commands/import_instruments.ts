// Takes in a listing of instruments from a file.
import { parseListing } from "@hoga/krx";
import { type Outcome, refused } from "../outcome.ts";
import type { Catalogue } from "../state/catalogue.ts";

/** How large a file may be (bytes): the exchange's own listing has half a megabyte. */
export const LISTING_MAX = 8 * 1024 * 1024;

/** What an import did: the rows of the file, and the instruments that are listed now. */
export interface Imported {
  readonly imported: number;
  readonly total: number;
}

/** Reads the CSV file `bytes` into the catalogue, all of it or nothing. A refusal names the row that is wrong. */
export async function importInstruments(catalogue: Catalogue, bytes: Uint8Array): Promise<Outcome<Imported>> {
  const listing = parseListing(bytes);
  if ("error" in listing) return refused("invalid_request", `The listing cannot be read: ${listing.error}`);
  const total = await catalogue.put(listing.instruments);
  return { value: { imported: listing.instruments.length, total } };
}
