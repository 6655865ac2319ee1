// A stand-in for the broker's Open API: tokens, three questions and the WebSocket, with the broker's limits.
import { z } from "zod";

/** What is known of a symbol. */
export interface KisQuote {
  readonly price: number;
  readonly base: number;
  readonly total: number;
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  readonly asks: readonly (readonly [price: number, size: number])[];
  readonly bids: readonly (readonly [price: number, size: number])[];
  readonly halted?: boolean;
  readonly interrupted?: boolean;
  readonly expected?: readonly [price: number, size: number];
  /** Daily bars, newest first. */
  readonly days?: readonly KisDay[];
}

/** A day's bar; `date` is YYYYMMDD. */
export interface KisDay {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface KisOptions {
  /** The time by which requests are counted, ms. */
  readonly now: () => number;
  /** Requests that a second may see. */
  readonly requests: number;
  readonly quote: (symbol: string) => KisQuote | null;
  readonly subscriptions?: number;
}

/** A running stand-in, and what it has seen. */
export interface LocalKis {
  readonly url: string;
  readonly wsUrl: string;
  /** Every REST request that came, tokens included, with its time. */
  readonly seen: readonly { readonly at: number; readonly path: string; readonly symbol: string | null }[];
  /** The most subscriptions that a connection has had. */
  readonly mostSubscribed: number;
  /** The subscriptions of the connections that are open, as `channel|symbol`, in the order they came. */
  readonly subscribed: readonly string[];
  readonly connections: number;
  /** How many connections were ever opened. */
  readonly opened: number;
  /** Pings that were answered. */
  readonly pongs: number;
  /** Tokens that were given. */
  readonly tokens: number;
  /** Makes every token given so far one that has expired. */
  expireTokens(): void;
  /** Answers the next requests for quotes as too many (EGW00201). */
  refuse(count: number): void;
  /** Answers requests for tokens as not allowed. */
  denyTokens(deny: boolean): void;
  /** Sends a frame to everybody who is subscribed to its channel and symbol. */
  push(frame: string): void;
  /** Sends a text to every connection. */
  say(text: string): void;
  ping(): void;
  /** Breaks every connection. */
  drop(): void;
  close(): Promise<void>;
}

const Input = z.object({
  header: z.object({ approval_key: z.string(), tr_type: z.enum(["1", "2"]) }),
  body: z.object({ input: z.object({ tr_id: z.string(), tr_key: z.string() }) }),
});
const APPROVAL_KEY = "local-approval-key";

/** Starts the stand-in on a free port of loopback. */
export function startLocalKis(options: KisOptions): LocalKis {
  const seen: { at: number; path: string; symbol: string | null }[] = [];
  const sockets = new Map<WebSocket, string[]>();
  const valid = new Set<string>();
  const state = { mostSubscribed: 0, opened: 0, pongs: 0, tokens: 0, refusals: 0, denied: false };
  const most = options.subscriptions ?? 41;

  function handle(request: Request): Response | Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/tryitout") return connect(request);
    seen.push({ at: options.now(), path: pathname, symbol: searchParams.get("FID_INPUT_ISCD") });
    if (pathname === "/oauth2/tokenP") return token(request);
    if (pathname === "/oauth2/Approval") return Response.json({ approval_key: APPROVAL_KEY });
    return answer(request, pathname.split("/").at(-1) ?? "", searchParams);
  }

  async function token(request: Request): Promise<Response> {
    const body = z.object({ grant_type: z.literal("client_credentials"), appkey: z.string(), appsecret: z.string() })
      .safeParse(await request.json());
    if (state.denied || !body.success) {
      return Response.json({ error_code: "EGW00133", error_description: "접근토큰 발급 잠시 후 다시 시도하세요" }, {
        status: 403,
      });
    }
    const access_token = `token-${++state.tokens}`;
    valid.add(access_token);
    return Response.json({ access_token, token_type: "Bearer", expires_in: 86_400 });
  }

  function answer(request: Request, question: string, params: URLSearchParams): Response {
    const fail = (msg_cd: string, msg1: string, status = 500) =>
      Response.json({ rt_cd: "1", msg_cd, msg1 }, { status });
    const bearer = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    if (!valid.has(bearer)) return fail("EGW00123", "기간이 만료된 token 입니다.");
    if (request.headers.get("appkey") === null || request.headers.get("custtype") !== "P") {
      return fail("EGW00103", "유효하지 않은 AppKey입니다.");
    }
    if (state.refusals > 0) {
      state.refusals--;
      return fail("EGW00201", "초당 거래건수를 초과하였습니다.");
    }
    if (inLastSecond() > options.requests) return fail("EGW00201", "초당 거래건수를 초과하였습니다.");
    const quote = options.quote(params.get("FID_INPUT_ISCD") ?? "");
    if (quote === null) return Response.json({ rt_cd: "7", msg_cd: "MCA00124", msg1: "종목코드 오류입니다" });
    const ok = { rt_cd: "0", msg_cd: "MCA00000", msg1: "정상처리 되었습니다." };
    const trId = request.headers.get("tr_id");
    if (question === "inquire-price" && trId === "FHKST01010100") {
      return Response.json({ ...ok, output: priceOf(quote) });
    }
    if (question === "inquire-asking-price-exp-ccn" && trId === "FHKST01010200") {
      return Response.json({ ...ok, ...depthOf(quote) });
    }
    if (question === "inquire-daily-itemchartprice" && trId === "FHKST03010100") {
      return Response.json({ ...ok, output1: {}, output2: daysOf(quote, params) });
    }
    return fail("OPSQ0002", "없는 서비스 코드 입니다", 404);
  }

  function inLastSecond(): number {
    const from = options.now() - 1_000;
    return seen.filter(({ at }) => at > from).length;
  }

  function connect(request: Request): Response {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => {
      sockets.set(socket, []);
      state.opened++;
    };
    socket.onclose = () => void sockets.delete(socket);
    socket.onmessage = ({ data }) => hear(socket, String(data));
    return response;
  }

  function hear(socket: WebSocket, text: string): void {
    if (text.includes("PINGPONG")) {
      state.pongs++;
      return;
    }
    const { header, body: { input } } = Input.parse(JSON.parse(text));
    const held = sockets.get(socket) ?? [];
    const key = `${input.tr_id}|${input.tr_key}`;
    const say = (rt_cd: string, msg_cd: string, msg1: string) =>
      socket.send(JSON.stringify({
        header: { tr_id: input.tr_id, tr_key: input.tr_key, encrypt: "N" },
        body: { rt_cd, msg_cd, msg1, output: { iv: "0123456789abcdef", key: "0123456789abcdef0123456789abcdef" } },
      }));
    if (header.approval_key !== APPROVAL_KEY) return say("1", "OPSP0011", "INVALID APPROVAL KEY");
    if (header.tr_type === "2") {
      sockets.set(socket, held.filter((one) => one !== key));
      return say("0", "OPSP0001", "UNSUBSCRIBE SUCCESS");
    }
    if (held.includes(key)) return say("1", "OPSP0002", "ALREADY IN SUBSCRIBE");
    if (held.length >= most) return say("1", "OPSP0008", "MAX SUBSCRIBE OVER");
    held.push(key);
    state.mostSubscribed = Math.max(state.mostSubscribed, held.length);
    say("0", "OPSP0000", "SUBSCRIBE SUCCESS");
  }

  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handle);
  const address = `127.0.0.1:${server.addr.port}`;
  const sendAll = (text: string, isFor: (held: readonly string[]) => boolean = () => true) => {
    for (const [socket, held] of sockets) if (socket.readyState === WebSocket.OPEN && isFor(held)) socket.send(text);
  };
  return {
    url: `http://${address}`,
    wsUrl: `ws://${address}`,
    seen,
    get mostSubscribed() {
      return state.mostSubscribed;
    },
    get subscribed() {
      return [...sockets.values()].flat();
    },
    get connections() {
      return sockets.size;
    },
    get opened() {
      return state.opened;
    },
    get pongs() {
      return state.pongs;
    },
    get tokens() {
      return state.tokens;
    },
    expireTokens: () => valid.clear(),
    refuse(count) {
      state.refusals = count;
    },
    denyTokens(deny) {
      state.denied = deny;
    },
    push(frame) {
      const [, channel, , record = ""] = frame.split("|");
      sendAll(frame, (held) => held.includes(`${channel}|${record.split("^")[0]}`));
    },
    say: sendAll,
    ping: () => sendAll(JSON.stringify({ header: { tr_id: "PINGPONG", datetime: "20261120100000" } })),
    drop() {
      for (const socket of sockets.keys()) socket.close();
    },
    async close() {
      for (const socket of sockets.keys()) socket.close();
      await server.shutdown();
    },
  };
}

function priceOf({ price, base, total, range, halted, interrupted }: KisQuote): Record<string, string> {
  return {
    iscd_stat_cls_code: "55",
    stck_prpr: String(price),
    prdy_vrss: String(price - base),
    prdy_vrss_sign: price > base ? "2" : price < base ? "5" : "3",
    prdy_ctrt: "0.00",
    acml_vol: String(total),
    acml_tr_pbmn: String(total * price),
    stck_oprc: String(range?.open ?? 0),
    stck_hgpr: String(range?.high ?? 0),
    stck_lwpr: String(range?.low ?? 0),
    stck_sdpr: String(base),
    aspr_unit: "100",
    temp_stop_yn: halted === true ? "Y" : "N",
    vi_cls_code: interrupted === true ? "Y" : "N",
  };
}

function depthOf({ asks, bids, expected = [0, 0], price }: KisQuote) {
  const side = (name: string, levels: KisQuote["asks"]) =>
    Array.from({ length: 10 }, (_, i) => [
      [`${name}${i + 1}`, String(levels[i]?.[0] ?? 0)],
      [`${name}_rsqn${i + 1}`, String(levels[i]?.[1] ?? 0)],
    ]).flat();
  return {
    output1: { aspr_acpt_hour: "100000", ...Object.fromEntries([...side("askp", asks), ...side("bidp", bids)]) },
    output2: {
      stck_prpr: String(price),
      antc_cnpr: String(expected[0]),
      antc_vol: String(expected[1]),
      vi_cls_code: "N",
    },
  };
}

function daysOf({ days = [] }: KisQuote, params: URLSearchParams): Record<string, string>[] {
  const from = params.get("FID_INPUT_DATE_1") ?? "";
  const to = params.get("FID_INPUT_DATE_2") ?? "";
  return days.filter(({ date }) => date >= from && date <= to).slice(0, 100).map((day) => ({
    stck_bsop_date: day.date,
    stck_clpr: String(day.close),
    stck_oprc: String(day.open),
    stck_hgpr: String(day.high),
    stck_lwpr: String(day.low),
    acml_vol: String(day.volume),
  }));
}
