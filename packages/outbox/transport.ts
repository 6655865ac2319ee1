// How one service calls another: over HTTP, or inside the process that hosts both. The callers do not know which.
import type { Service } from "@hoga/events";

/** Calls `path` of a service. Rejects only when the service could not be reached. */
export type CallService = (service: Service, path: string, init?: RequestInit) => Promise<Response>;

/** What answers a request: a Hono app's `fetch`. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** Calls services at their public addresses, with the token that services know each other by. */
export function httpCalls(
  urls: Readonly<Partial<Record<Service, string>>>,
  serviceToken: string,
  fetchUrl: typeof fetch,
): CallService {
  return (service, path, init = {}) => {
    const url = urls[service];
    if (url === undefined) throw new Error(`No address is known for the service ${service}`);
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${serviceToken}`);
    return fetchUrl(new URL(path, url), { ...init, headers });
  };
}

/** Calls services that live in this process. `handlers` is read at each call, so that services may be made in any order. */
export function localCalls(
  handlers: Readonly<Partial<Record<Service, Handler>>>,
  serviceToken: string,
): CallService {
  return async (service, path, init = {}) => {
    const handler = handlers[service];
    if (handler === undefined) throw new Error(`The service ${service} is not in this process`);
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${serviceToken}`);
    return await handler(new Request(new URL(path, `http://${service}.local`), { ...init, headers }));
  };
}
