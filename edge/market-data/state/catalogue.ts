// The listed instruments: a table for all processes, and a copy with a search index in this one.
import { eq, getTableColumns, sql as fragment } from "drizzle-orm";
import { z } from "zod";
import { buildSearchIndex, BUILT_IN_INSTRUMENTS, type Instrument, type SearchIndex } from "@hoga/krx";
import { orm, type Sql } from "@hoga/db";
import { instruments as table, settings } from "@hoga/db/market-data";

/** The instruments in memory. */
export interface Listing {
  /** By rank, the first in the list first. */
  readonly instruments: readonly Instrument[];
  readonly bySymbol: ReadonlyMap<string, Instrument>;
  readonly index: SearchIndex;
}

export interface Catalogue {
  /** The listing as this process last read it. */
  listing(): Listing;
  /** Reads the listing again if another process has imported since; says whether it did. What is missed may be there now. */
  refresh(): Promise<boolean>;
  /** The instruments of those of `symbols` that are listed. */
  find(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>>;
  /** Adds instruments and renews those that are there, all or none; returns how many there are then. */
  put(instruments: readonly Instrument[]): Promise<number>;
}

/** The settings row that grows with every import, so that other processes notice. */
const VERSION = "instruments_version";
const Market = z.enum(["KOSPI", "KOSDAQ", "KONEX"]);
const Kind = z.enum(["stock", "etf", "etn"]);

/**
 * Writes `$1` (a JSON array of instruments, in their order), unless `$2` and something is listed already.
 *
 * A listed instrument keeps its rank, and its reference price, share count and industry: a made-up tape is a function of the three, and
 * what has traded on it must not change. It also keeps what the file does not tell: an English name, an ISIN, a listing date, a kind, and
 * with the kind the multiple that is read from a fund's name (a file without them reads as the Korean name, nulls, `stock` and 1). Whether
 * it is about to be delisted is as the file has it. New instruments come after those that are there.
 */
const PUT = `
with rows as (
  select item, position from jsonb_array_elements($1::jsonb) with ordinality as rows (item, position)
  where not ($2 and exists (select 1 from market_data.instruments))),
written as (
  insert into market_data.instruments as old
    (symbol, name_ko, name_en, market, kind, isin, listed_shares, reference_price, leverage, industry, listed_on, delisting, rank)
  select item->>'symbol', item->>'nameKo', item->>'nameEn', item->>'market', item->>'kind', item->>'isin',
    (item->>'listedShares')::bigint, (item->>'referencePrice')::bigint, (item->>'leverage')::double precision, item->>'industry',
    (item->>'listedOn')::date, (item->>'delisting')::boolean,
    coalesce((select max(rank) from market_data.instruments), 0) + position
  -- Two imports at once lock rows in one order.
  from rows order by item->>'symbol'
  on conflict (symbol) do update set
    name_ko = excluded.name_ko,
    name_en = case when excluded.name_en = excluded.name_ko then old.name_en else excluded.name_en end,
    market = excluded.market,
    kind = case when excluded.kind = 'stock' then old.kind else excluded.kind end,
    isin = coalesce(excluded.isin, old.isin),
    leverage = case when excluded.kind = 'stock' then old.leverage else excluded.leverage end,
    listed_on = coalesce(excluded.listed_on, old.listed_on),
    delisting = excluded.delisting
  returning 1)
insert into market_data.settings as old (name, value)
select '${VERSION}', '1' from (select count(*) as n from written) as counted where n > 0
on conflict (name) do update set value = to_jsonb((old.value #>> '{}')::bigint + 1)`;

/** Opens the catalogue, with the built-in instruments in an empty table. */
export async function openCatalogue(sql: Sql): Promise<Catalogue> {
  await sql.query(PUT, [JSON.stringify(BUILT_IN_INSTRUMENTS), true]);
  let version = await readVersion(sql);
  let listing = await readListing(sql);
  let refreshing: Promise<boolean> | null = null;

  async function refreshOnce(): Promise<boolean> {
    // The version is read before the rows: an import in between leads to one reading too many, never to one too few.
    const current = await readVersion(sql);
    if (current === version) return false;
    listing = await readListing(sql);
    version = current;
    return true;
  }
  function refresh(): Promise<boolean> {
    refreshing ??= refreshOnce().finally(() => refreshing = null);
    return refreshing;
  }

  return {
    listing: () => listing,
    refresh,
    async find(symbols) {
      if (symbols.some((symbol) => !listing.bySymbol.has(symbol))) await refresh();
      return new Map(symbols.flatMap((symbol) => {
        const instrument = listing.bySymbol.get(symbol);
        return instrument === undefined ? [] : [[symbol, instrument] as const];
      }));
    },
    async put(instruments) {
      await sql.query(PUT, [JSON.stringify(instruments), false]);
      // A refresh that is under way may have read the rows of before.
      await refreshing;
      await refresh();
      return listing.instruments.length;
    },
  };
}

async function readVersion(sql: Sql): Promise<number> {
  const [row] = await orm(sql).select({ value: settings.value }).from(settings).where(eq(settings.name, VERSION));
  return z.coerce.number().parse(row?.value ?? 0);
}

async function readListing(sql: Sql): Promise<Listing> {
  const rows = await orm(sql)
    // Drivers make different things of a date; text is text everywhere.
    .select({ ...getTableColumns(table), listedOn: fragment<string | null>`${table.listedOn}::text` })
    .from(table)
    .orderBy(table.rank, table.symbol);
  const instruments = rows.map(({ rank: _, ...row }): Instrument => ({
    ...row,
    market: Market.parse(row.market),
    kind: Kind.parse(row.kind),
  }));
  return {
    instruments,
    bySymbol: new Map(instruments.map((instrument) => [instrument.symbol, instrument])),
    index: buildSearchIndex(instruments),
  };
}
