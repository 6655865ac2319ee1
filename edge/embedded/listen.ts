// Loopback servers: one for each service, on the ports asked for or on free ones.
import type { Service } from "@hoga/events";
import type { Handler } from "@hoga/outbox";
import { StackUnavailableError } from "./errors.ts";

const HOST = "127.0.0.1";

/** A server whose handler is told later: addresses are needed before what answers at them. */
export interface Loopback {
  readonly url: string;
  handle(handler: Handler): void;
  /** Takes no more requests and resolves when those under way have been answered. */
  close(): Promise<void>;
}

/** Listens on loopback. Throws {@linkcode StackUnavailableError} when the port is taken. Requests before `handle` are answered with 503. */
export function listen(port: number): Loopback {
  let handler: Handler = () => new Response("starting", { status: 503 });
  try {
    const server = Deno.serve({ hostname: HOST, port, onListen: () => {} }, (request) => handler(request));
    return {
      url: `http://${HOST}:${server.addr.port}`,
      handle: (next) => {
        handler = next;
      },
      close: () => server.shutdown(),
    };
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new StackUnavailableError(`The port ${port} is taken; use --port 0 for free ones`);
    }
    throw error;
  }
}

/** The services in the order of their ports, from the gateway's on. */
export const PORT_ORDER: readonly Service[] = ["gateway", "order", "portfolio", "execution", "market-data"];

/** One server for each service, and one for QStash's stand-in on any free port. Closes what it opened when one port is taken. */
export async function listenAll(port: number): Promise<Readonly<Record<Service | "qstash", Loopback>>> {
  const opened: Loopback[] = [];
  const open = (at: number): Loopback => {
    const loopback = listen(at);
    opened.push(loopback);
    return loopback;
  };
  try {
    const at = (service: Service) => open(port === 0 ? 0 : port + PORT_ORDER.indexOf(service));
    return {
      gateway: at("gateway"),
      order: at("order"),
      portfolio: at("portfolio"),
      execution: at("execution"),
      "market-data": at("market-data"),
      qstash: open(0),
    };
  } catch (error) {
    await Promise.all(opened.map((loopback) => loopback.close()));
    throw error;
  }
}
