// Loopback servers: one for each service, on the ports asked for or on free ones.
import type { Service } from "@hoga/events";
import type { Handler } from "@hoga/outbox";
import { StackUnavailableError } from "./errors.ts";
import { PortTakenError, serve } from "./serve.ts";

const HOST = "127.0.0.1";

/** A server whose handler is told later: addresses are needed before what answers at them. */
export interface Loopback {
  readonly url: string;
  handle(handler: Handler): void;
  /** Takes no more requests and resolves when those under way have been answered. */
  close(): Promise<void>;
}

/** Listens on loopback. Rejects with {@linkcode StackUnavailableError} when the port is taken. Requests before `handle` are answered with 503. */
async function listen(port: number): Promise<Loopback> {
  let handler: Handler = () => new Response("starting", { status: 503 });
  try {
    const server = await serve(HOST, port, (request) => handler(request));
    return {
      url: `http://${HOST}:${server.port}`,
      handle: (next) => {
        handler = next;
      },
      close: () => server.close(),
    };
  } catch (error) {
    if (error instanceof PortTakenError) {
      throw new StackUnavailableError(`The port ${port} is taken; use --port 0 for free ones`);
    }
    throw error;
  }
}

/** The services in the order of their ports, from the gateway's on. */
export const PORT_ORDER: readonly Service[] = ["gateway", "order", "portfolio", "execution", "market-data"];

/** Listens on `port` when it is free, else on any port that is. */
async function listenNear(port: number): Promise<Loopback> {
  try {
    return await listen(port);
  } catch (error) {
    if (error instanceof StackUnavailableError) return await listen(0);
    throw error;
  }
}

/**
 * One server for each service, and one for QStash's stand-in on any free port. Free ports are those of `last` (in the order of the services)
 * where they are free still: messages that wait in QStash name them. Closes what it opened when one port is taken.
 */
export async function listenAll(
  port: number,
  last: readonly number[],
): Promise<Readonly<Record<Service | "qstash", Loopback>>> {
  const opened: Loopback[] = [];
  const open = async (listening: Promise<Loopback>): Promise<Loopback> => {
    const loopback = await listening;
    opened.push(loopback);
    return loopback;
  };
  try {
    const at = (service: Service) => {
      const index = PORT_ORDER.indexOf(service);
      return open(port === 0 ? listenNear(last[index] ?? 0) : listen(port + index));
    };
    return {
      gateway: await at("gateway"),
      order: await at("order"),
      portfolio: await at("portfolio"),
      execution: await at("execution"),
      "market-data": await at("market-data"),
      qstash: await open(listen(0)),
    };
  } catch (error) {
    await Promise.all(opened.map((loopback) => loopback.close()));
    throw error;
  }
}
