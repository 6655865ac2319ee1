// Words that only a running market knows. Whoever presses TAB waits for nothing: no market is started, and one that does not answer at once
// is as good as none.
import { configuredEndpoint, runningEndpoint } from "../connect.ts";
import type { Context } from "../context.ts";
import { asCode } from "../input/symbol.ts";
import { formatNumber } from "../output/money.ts";
import type { Candidate } from "./values.ts";

/** How long a market may take in all, in ms. */
const PATIENCE_MS = 300;
const CANDIDATES_MAX = 30;

type Row = Readonly<Record<string, unknown>>;

/** Instruments by the beginning of a code, or by what else a search finds. */
export async function liveSymbols(partial: string, ctx: Context): Promise<readonly Candidate[]> {
  // The shell hands on what was typed as it was typed.
  const text = partial.replace(/^["']/, "").replace(/\\(.)/g, "$1").normalize("NFC");
  const query = `q=${encodeURIComponent(text)}&limit=${CANDIDATES_MAX}`;
  const found = await rows(`/api/instruments?${query}`, "instruments", ctx);
  const isCode = /^\d/.test(text);
  const isKorean = ctx.lang === "ko" || /\p{Script=Hangul}/u.test(text);
  return found.map((row): Candidate => {
    const [code, name] = [textOf(row, "symbol"), textOf(row, isKorean ? "nameKo" : "nameEn")];
    // A name may be the beginning of another one; a code is never in doubt.
    return isCode || found.length === 1
      ? { value: code, about: name, isReplacement: true }
      : { value: name, about: code, isReplacement: true };
  });
}

/** The symbols of the watchlist, which is a file of the user's. */
export async function watchedSymbols(ctx: Context): Promise<readonly Candidate[]> {
  const { readWatchlists } = await import("../watchlist.ts");
  const lists = await readWatchlists(ctx.paths.watchlistFile, ctx.t);
  const symbols = [...new Set(lists.flatMap((list) => list.symbols))];
  return symbols.map((symbol) => ({ value: asCode(symbol) ?? symbol, about: "" }));
}

/** The names of the watchlists that have one. */
export async function watchlistNames(ctx: Context): Promise<readonly Candidate[]> {
  const { readWatchlists } = await import("../watchlist.ts");
  const lists = await readWatchlists(ctx.paths.watchlistFile, ctx.t);
  return lists.flatMap(({ name, symbols }) => name === null ? [] : [{ value: name, about: symbols.join(", ") }]);
}

/** The symbols that the account holds. */
export async function livePositions(ctx: Context): Promise<readonly Candidate[]> {
  const held = await rows("/api/portfolio", "positions", ctx);
  return held.map((row) => ({ value: textOf(row, "symbol"), about: textOf(row, "name") }));
}

/** The open orders of the account. */
export async function liveOrders(ctx: Context): Promise<readonly Candidate[]> {
  const { side } = ctx.t.order;
  const open = await rows(`/api/orders?status=open&limit=${CANDIDATES_MAX}`, "orders", ctx);
  return open.map((row) => {
    const quantity = ctx.t.unit.shares(formatNumber(Number(row["quantity"])));
    const about = `${row["side"] === "sell" ? side.sell : side.buy} ${textOf(row, "name")} ${quantity}`;
    return { value: textOf(row, "id"), about };
  });
}

/** The API keys of the user. */
export async function liveKeys(ctx: Context): Promise<readonly Candidate[]> {
  const keys = await rows("/api/keys", "keys", ctx);
  return keys.map((row) => ({
    value: textOf(row, "id"),
    about: `${textOf(row, "label")} …${textOf(row, "lastFour")}`,
  }));
}

/** The accounts of the user. */
export async function liveAccounts(ctx: Context): Promise<readonly Candidate[]> {
  const accounts = await rows("/api/accounts", "accounts", ctx);
  return accounts.map((row) => ({ value: textOf(row, "id"), about: textOf(row, "name") }));
}

function textOf(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}

/** The list of the given name in an answer; empty when nobody answers in time. The contract's schemas would take longer to load than that. */
async function rows(path: string, name: string, ctx: Context): Promise<readonly Row[]> {
  const { host } = ctx;
  const patience = new AbortController();
  const cancel = host.after(PATIENCE_MS, () => patience.abort());
  try {
    const endpoint = await endpointOf(ctx);
    if (endpoint === null) return [];
    const account = ctx.accountId();
    const query = account === undefined
      ? ""
      : `${path.includes("?") ? "&" : "?"}accountId=${encodeURIComponent(account)}`;
    const isMine = /^\/api\/(orders|portfolio)\b/.test(path);
    const response = await host.fetch(`${endpoint.url.replace(/\/+$/, "")}${path}${isMine ? query : ""}`, {
      headers: { accept: "application/json", authorization: `Bearer ${endpoint.apiKey}` },
      signal: AbortSignal.any([patience.signal, host.signal]),
    });
    const document: unknown = await response.json();
    if (typeof document !== "object" || document === null || !response.ok) return [];
    const list: unknown = Object.entries(document).find(([key]) => key === name)?.[1];
    return Array.isArray(list) ? list.filter(isRow) : [];
  } catch {
    return [];
  } finally {
    cancel();
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}

/** The market that is there already. */
async function endpointOf(ctx: Context): Promise<{ readonly url: string; readonly apiKey: string } | null> {
  const { host, paths, t } = ctx;
  const options = { host, paths, config: ctx.config(), t, announceStart: () => () => {} };
  const endpoint = await configuredEndpoint(options) ?? await runningEndpoint(paths.dataDir);
  if (endpoint === null || !("apiKey" in endpoint) || typeof endpoint.apiKey !== "string") return null;
  return { url: endpoint.url, apiKey: endpoint.apiKey };
}
