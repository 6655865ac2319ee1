// A gateway that never rests: forty symbols, all of whose quotes change ten times a second.
import { ACCOUNT, DASHBOARD, QUOTE } from "../../../cli/testing/documents.ts";

export const SYMBOLS: readonly string[] = Array.from({ length: 40 }, (_, index) => String(100_000 + index * 10));
const EVERY_MS = 100;

/** The quotes at the `turn`th change. */
function quotes(turn: number) {
  return SYMBOLS.map((symbol, index) => ({
    ...QUOTE,
    symbol,
    name: `종목${index}`,
    last: 70_000 + (turn * 7 + index * 13) % 900 * 100,
    change: (turn * 3 + index) % 9 * 100 - 400,
    changeRate: ((turn * 3 + index) % 9 * 100 - 400) / 70_000,
    volume: 1_000_000 + turn * 40 + index,
    at: new Date(Date.parse(QUOTE.at) + turn * EVERY_MS).toISOString(),
  }));
}

function stream(): Response {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval> | undefined;
  let turn = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      timer = setInterval(() => {
        const text = quotes(++turn).map((quote) => `event: quote\ndata: ${JSON.stringify(quote)}\nid: 1\n\n`);
        controller.enqueue(encoder.encode(text.join("")));
      }, EVERY_MS);
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

/** Starts it on a free port of this machine. */
export function startBusyGateway(): { readonly url: string; readonly stop: () => Promise<void> } {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/api/stream":
        return stream();
      case "/api/dashboard":
        return Response.json({ ...DASHBOARD, quotes: quotes(0) });
      case "/api/history":
        return Response.json({ days: [] });
      case "/api/accounts":
        return Response.json({ accounts: [ACCOUNT], defaultAccountId: ACCOUNT.id });
      default:
        return new Response("not here", { status: 404 });
    }
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, stop: () => server.shutdown() };
}
