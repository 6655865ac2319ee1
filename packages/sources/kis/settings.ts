// What the environment says about Korea Investment & Securities' Open API.

/** The keys of an account at the broker, and where its servers are. */
export interface KisSettings {
  readonly appKey: string;
  readonly appSecret: string;
  readonly mode: KisMode;
  /** Base address of the REST API, without a slash at its end. */
  readonly url: string;
  /** Base address of the WebSocket. */
  readonly wsUrl: string;
}
/** The broker's real servers, or those of its mock trading. */
export type KisMode = "real" | "mock";

const HOSTS: Readonly<Record<KisMode, { readonly url: string; readonly wsUrl: string }>> = {
  real: { url: "https://openapi.koreainvestment.com:9443", wsUrl: "ws://ops.koreainvestment.com:21000" },
  mock: { url: "https://openapivts.koreainvestment.com:29443", wsUrl: "ws://ops.koreainvestment.com:31000" },
};

/** REST requests a second that the broker allows a key (its notice of 2026-04-20). */
export const KIS_REQUESTS: Readonly<Record<KisMode, number>> = { real: 18, mock: 1 };

/** Reads KIS_APP_KEY, KIS_APP_SECRET, KIS_MODE, KIS_URL and KIS_WS_URL; the error names the first that is missing or wrong, in one line. */
export function readKisSettings(
  env: Readonly<Record<string, string | undefined>>,
): KisSettings | { readonly error: string } {
  const { KIS_APP_KEY: appKey, KIS_APP_SECRET: appSecret } = env;
  const mode = env.KIS_MODE ?? "real";
  if (appKey === undefined || appKey === "") return { error: "The feed kis needs KIS_APP_KEY, the broker's app key" };
  if (appSecret === undefined || appSecret === "") {
    return { error: "The feed kis needs KIS_APP_SECRET, the secret of the app key" };
  }
  if (mode !== "real" && mode !== "mock") return { error: `KIS_MODE is "${mode}"; it must be real or mock` };
  const url = env.KIS_URL ?? HOSTS[mode].url;
  const wsUrl = env.KIS_WS_URL ?? HOSTS[mode].wsUrl;
  if (!isAddress(url, ["http:", "https:"])) {
    return { error: `KIS_URL is "${url}"; it must be an http or https address` };
  }
  if (!isAddress(wsUrl, ["ws:", "wss:"])) return { error: `KIS_WS_URL is "${wsUrl}"; it must be a ws or wss address` };
  return { appKey, appSecret, mode, url: url.replace(/\/+$/, ""), wsUrl: wsUrl.replace(/\/+$/, "") };
}

function isAddress(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
