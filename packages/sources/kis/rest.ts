// The broker's REST API, asked by everybody through one queue that keeps to its limits.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { DailyBar, Indicative, Level } from "@hoga/tape";
import type { Log } from "@hoga/telemetry";
import { createLimiter, LimiterClosedError, type Urgency } from "../limiter.ts";
import { pause, type Time, withTimeout } from "../time.ts";
import { amount, dateOf, FieldError, indicativeOf, sideOfBook, whole } from "./fields.ts";
import { KIS_REQUESTS, type KisSettings } from "./settings.ts";
import { createTokens, type IssuedToken } from "./tokens.ts";

const ANSWER_MS = 10_000;
/** The broker counts arrivals, and the way there moves them closer together: a second of its own is a little longer here. */
const SECOND_MS = 1_050;
/** How often a request is tried that the broker was too busy for, and how long it waits before the second time; then twice as long each. */
const TRIES = 5;
const BACKOFF_MS = 1_000;
const TOO_MANY = "EGW00201";
const TOKEN_CODES: readonly string[] = ["EGW00121", "EGW00123"];
const QUOTATIONS = "/uapi/domestic-stock/v1/quotations";

/** The broker's refusal of a request. */
export class KisError extends Error {
  override readonly name = "KisError";
  constructor(readonly code: string, message: string) {
    super(`${code}: ${message}`);
  }
}

/** A symbol's price now. `range` is null while nothing has traded that day. */
export interface KisPrice {
  readonly price: number;
  readonly base: number;
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  readonly total: number;
  readonly halted: boolean;
  readonly interrupted: boolean;
}

/** A symbol's book now. */
export interface KisDepth {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly indicative: Indicative | null;
}

/** The requests that the feed makes. They reject with {@linkcode KisError} or FieldError when the answer is no use. */
export interface KisRest {
  price(symbol: string, urgency: Urgency): Promise<KisPrice>;
  depth(symbol: string, urgency: Urgency): Promise<KisDepth>;
  /** Daily bars, raw prices, of at most 100 trading days, both dates included. */
  daily(symbol: string, from: string, to: string, urgency: Urgency): Promise<readonly DailyBar[]>;
  /** The key that a WebSocket connection shows. */
  approvalKey(): Promise<string>;
  /** Gives up what is under way. */
  stop(): void;
}

export interface KisRestOptions {
  readonly settings: KisSettings;
  readonly time: Time;
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** Keeps the access token over restarts; null for memory. */
  readonly tokenFile: string | null;
}

const Envelope = z.object({
  rt_cd: z.string(),
  msg_cd: z.string().default(""),
  msg1: z.string().default(""),
  output: z.unknown().optional(),
  output1: z.unknown().optional(),
  output2: z.unknown().optional(),
});
type Envelope = z.infer<typeof Envelope>;
const Fields = z.record(z.string(), z.string());
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(86_400) });
const Approval = z.object({ approval_key: z.string().min(1) });
const Failure = z.object({ error_code: z.string().default(""), error_description: z.string().default("") });

/** An answer that says to come again later. */
class BusyError extends Error {
  override readonly name = "BusyError";
}

/** An answer that says to come again with another token. */
class TokenError extends Error {
  override readonly name = "TokenError";
}

/** Opens the API. However many ask, in no second more goes out than the broker allows, and what is asked twice at a time goes out once. */
export function openKisRest({ settings, time, fetch, log, tokenFile }: KisRestOptions): KisRest {
  const stopped = new AbortController();
  const limiter = createLimiter({ count: KIS_REQUESTS[settings.mode], withinMs: SECOND_MS }, time);
  const tokenLimiter = createLimiter({ count: 1, withinMs: SECOND_MS }, time);
  const tokens = createTokens({ time, log, issue, owner: ownerOf(settings), file: tokenFile });

  async function exchange(
    path: string,
    init: RequestInit,
  ): Promise<{ readonly status: number; readonly value: unknown }> {
    return await withTimeout(time, ANSWER_MS, stopped.signal, async (signal) => {
      const response = await fetch(`${settings.url}${path}`, { ...init, signal });
      const text = await response.text();
      try {
        return { status: response.status, value: JSON.parse(text) };
      } catch {
        throw new BusyError(`${path} answered ${response.status} without JSON`);
      }
    });
  }

  async function post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    await limiter.take("now");
    const { status, value } = await exchange(path, {
      method: "POST",
      headers: { "content-type": "application/json; charset=UTF-8" },
      body: JSON.stringify({ grant_type: "client_credentials", appkey: settings.appKey, ...body }),
    });
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const failure = Failure.safeParse(value);
    throw new KisError(failure.data?.error_code ?? String(status), failure.data?.error_description ?? "no use");
  }

  async function issue(): Promise<IssuedToken> {
    await tokenLimiter.take("now");
    const askedAt = time.now();
    const { access_token: token, expires_in } = await post("/oauth2/tokenP", { appsecret: settings.appSecret }, Token);
    return { token, expiresAt: askedAt + expires_in * 1000 };
  }

  async function ask(path: string, trId: string, params: Record<string, string>, urgency: Urgency): Promise<Envelope> {
    const token = await tokens.get();
    await limiter.take(urgency);
    const { status, value } = await exchange(`${QUOTATIONS}/${path}?${new URLSearchParams(params)}`, {
      headers: {
        "content-type": "application/json; charset=UTF-8",
        authorization: `Bearer ${token}`,
        appkey: settings.appKey,
        appsecret: settings.appSecret,
        tr_id: trId,
        custtype: "P",
      },
    });
    const parsed = Envelope.safeParse(value);
    if (!parsed.success) throw new KisError(String(status), "the answer has no rt_cd");
    const { rt_cd, msg_cd, msg1 } = parsed.data;
    if (rt_cd === "0") return parsed.data;
    if (TOKEN_CODES.includes(msg_cd)) {
      tokens.refused(token);
      throw new TokenError(msg1);
    }
    if (msg_cd === TOO_MANY) throw new BusyError(msg1);
    throw new KisError(msg_cd, msg1);
  }

  /** Asks again when the broker was too busy, the token was refused, or the way there was broken. */
  async function persist<T>(key: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1;; attempt++) {
      try {
        return await work();
      } catch (error) {
        const isFinal = error instanceof KisError || error instanceof FieldError || error instanceof LimiterClosedError;
        if (isFinal || attempt === TRIES || stopped.signal.aborted) throw error;
        log("debug", "asking the broker again", { key, attempt, error: String(error) });
        if (!(error instanceof TokenError)) await pause(time, BACKOFF_MS * 2 ** (attempt - 1), stopped.signal);
      }
    }
  }

  const prices = sharing<KisPrice>(persist);
  const depths = sharing<KisDepth>(persist);
  const dailies = sharing<readonly DailyBar[]>(persist);
  const ofSymbol = (symbol: string) => ({ FID_COND_MRKT_DIV_CODE: "J", FID_INPUT_ISCD: symbol });

  return {
    price: (symbol, urgency) =>
      prices(symbol, async () => readPrice(await ask("inquire-price", "FHKST01010100", ofSymbol(symbol), urgency))),
    depth: (symbol, urgency) =>
      depths(symbol, async () => {
        return readDepth(await ask("inquire-asking-price-exp-ccn", "FHKST01010200", ofSymbol(symbol), urgency));
      }),
    daily: (symbol, from, to, urgency) =>
      dailies(`${symbol}|${from}|${to}`, async () => {
        const params = {
          ...ofSymbol(symbol),
          FID_INPUT_DATE_1: from.replaceAll("-", ""),
          FID_INPUT_DATE_2: to.replaceAll("-", ""),
          FID_PERIOD_DIV_CODE: "D",
          FID_ORG_ADJ_PRC: "1",
        };
        return readDaily(await ask("inquire-daily-itemchartprice", "FHKST03010100", params, urgency));
      }),
    approvalKey: async () =>
      (await persist("approval", () => post("/oauth2/Approval", { secretkey: settings.appSecret }, Approval)))
        .approval_key,
    stop() {
      stopped.abort(new LimiterClosedError());
      limiter.close();
      tokenLimiter.close();
    },
  };
}

/** Does the work of a key once for all who ask for it while it is under way. */
function sharing<T>(persist: (key: string, work: () => Promise<T>) => Promise<T>) {
  const underWay = new Map<string, Promise<T>>();
  return (key: string, work: () => Promise<T>): Promise<T> => {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const asked = persist(key, work).finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  };
}

/** Names a key and its servers, so that the token of another is not taken for its own. */
function ownerOf({ appKey, url }: KisSettings): string {
  return createHash("sha256").update(`${appKey}|${url}`).digest("hex");
}

function fieldsOf(value: unknown, name: string): Readonly<Record<string, string>> {
  const parsed = Fields.safeParse(value);
  if (!parsed.success) throw new FieldError(`${name} is not an object of texts`);
  return parsed.data;
}

function readPrice({ output }: Envelope): KisPrice {
  const fields = fieldsOf(output, "output");
  const open = whole(fields.stck_oprc, "stck_oprc");
  return {
    price: amount(fields.stck_prpr, "stck_prpr"),
    base: amount(fields.stck_sdpr, "stck_sdpr"),
    range: open === 0
      ? null
      : { open, high: amount(fields.stck_hgpr, "stck_hgpr"), low: amount(fields.stck_lwpr, "stck_lwpr") },
    total: whole(fields.acml_vol, "acml_vol"),
    // A halt of the moment, or an issue whose trading is suspended (class 58).
    halted: fields.temp_stop_yn === "Y" || fields.iscd_stat_cls_code === "58",
    interrupted: !["N", "0", "", undefined].includes(fields.vi_cls_code),
  };
}

function readDepth({ output1, output2 }: Envelope): KisDepth {
  const fields = fieldsOf(output1, "output1");
  const expected = fieldsOf(output2, "output2");
  return {
    asks: sideOfBook((rank) => [fields[`askp${rank}`], fields[`askp_rsqn${rank}`]], "ask", 1),
    bids: sideOfBook((rank) => [fields[`bidp${rank}`], fields[`bidp_rsqn${rank}`]], "bid", -1),
    indicative: indicativeOf(expected.antc_cnpr ?? "0", expected.antc_vol ?? "0"),
  };
}

function readDaily({ output2 }: Envelope): readonly DailyBar[] {
  const rows = z.array(z.record(z.string(), z.string())).safeParse(output2);
  if (!rows.success) throw new FieldError("output2 is not a list of objects of texts");
  // A symbol that is younger than the dates asked for is answered with rows that are empty.
  return rows.data.filter((row) => row.stck_bsop_date !== undefined).map((row) => ({
    date: dateOf(row.stck_bsop_date),
    open: whole(row.stck_oprc, "stck_oprc"),
    high: whole(row.stck_hgpr, "stck_hgpr"),
    low: whole(row.stck_lwpr, "stck_lwpr"),
    close: amount(row.stck_clpr, "stck_clpr"),
    volume: whole(row.acml_vol, "acml_vol"),
  }));
}
