// An HTTP server on either runtime: Deno's own where there is one, else Node's with Hono's adapter.
import type { AddressInfo, Socket } from "node:net";
import type { Handler } from "@hoga/outbox";

/** A server that listens. */
export interface Server {
  readonly port: number;
  /** Takes no more requests, and resolves when those under way have been answered and their connections are closed. */
  close(): Promise<void>;
}

/** What {@linkcode serve} rejects with when somebody else listens there. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
}

/**
 * Answers requests to `host` and `port` (0: any free one) with `handler`. A client that goes away cancels the stream of its answer.
 * Rejects with {@linkcode PortTakenError}.
 */
export async function serve(host: string, port: number, handler: Handler): Promise<Server> {
  try {
    return "Deno" in globalThis ? serveOnDeno(host, port, handler) : await serveOnNode(host, port, handler);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new PortTakenError(`The port ${port} is taken`, { cause: error });
    }
    throw error;
  }
}

function serveOnDeno(hostname: string, port: number, handler: Handler): Server {
  const server = Deno.serve({ hostname, port, onListen: () => {} }, (request) => handler(request));
  return { port: server.addr.port, close: () => server.shutdown() };
}

async function serveOnNode(host: string, port: number, handler: Handler): Promise<Server> {
  const { createServer } = await import("node:http");
  const { getRequestListener } = await import("@hono/node-server");
  const server = createServer(getRequestListener((request) => handler(request)));
  // Node keeps a connection that has not asked for anything yet, or is free for a next request: closing would wait for its client.
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  let closing = false;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    busy.add(socket);
    response.once("close", () => {
      busy.delete(socket);
      if (closing) socket.destroySoon();
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, done);
  });
  return {
    port: portOf(server.address()),
    close() {
      closing = true;
      return new Promise((done, fail) => {
        server.close((error) => error === undefined ? done() : fail(error));
        for (const socket of open) if (!busy.has(socket)) socket.destroy();
      });
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null) throw new Error("The server has no port");
  return address.port;
}
