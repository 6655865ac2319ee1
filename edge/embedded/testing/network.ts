// The wires between the services of a test. What travels to `/events` can be lost, doubled, late or out of order, as a test or a seed says;
// everything else arrives.
import { z } from "zod";
import type { Service } from "@hoga/events";
import type { CallService, Handler } from "@hoga/outbox";

/**
 * What can become of a delivery: it never arrives; it arrives and its answer does not; it arrives twice at once; it arrives after its sender
 * has given up; its events arrive in another order.
 */
export type Fault = "lost" | "answer_lost" | "doubled" | "late" | "shuffled";

/** One delivery on its way. */
export interface Hop {
  readonly from: Service | "qstash";
  readonly to: Service;
  /** The types and ids of its events. */
  readonly types: readonly string[];
  readonly ids: readonly string[];
}

export type Handlers = Readonly<Record<Service, Handler>>;

export interface Network {
  /** What becomes of each delivery. Tests replace it; the default lets everything arrive. */
  fault: (hop: Hop) => Fault | null;
  /** How often each fault has happened. */
  readonly counts: Record<Fault, number>;
  /** Every delivery that was begun, in order. */
  readonly hops: Hop[];
  /** How `from` calls the others: one of those that were connected last. */
  callsOf(from: Service, serviceToken: string): CallService;
  /** How QStash reaches the services, by their public addresses. */
  readonly fetch: typeof fetch;
  /** Puts the services of one process, or of several, behind the addresses: then each request goes to any of them. */
  connect(processes: readonly [Handlers, ...Handlers[]]): void;
  /** Lets everything arrive that was late, in an order of `random`'s choosing. */
  arriveLate(): Promise<void>;
}

/** The public address of a service in tests. */
export const publicUrl = (service: Service): string => `https://${service}.test`;

const Sent = z.object({ type: z.string(), id: z.string() });
const Body = z.union([
  z.object({ events: z.array(Sent.loose()) }),
  Sent.loose().transform((one) => ({ events: [one] })),
]);

/** Makes a network. `random` decides orders (0 to below 1). */
export function createNetwork(random: () => number): Network {
  let processes: readonly [Handlers, ...Handlers[]] | null = null;
  const late: (() => Promise<void>)[] = [];

  function shuffle<T>(items: readonly T[]): T[] {
    return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
  async function arrive(to: Service, request: Request): Promise<Response> {
    if (processes === null) throw new Error("Nobody is connected");
    const handlers = processes[Math.floor(random() * processes.length)] ?? processes[0];
    return await handlers[to](request);
  }
  function shuffled(request: Request, text: string): Request {
    const body = z.object({ events: z.array(z.unknown()) }).safeParse(JSON.parse(text));
    // A message of QStash's is one event, and signed: there is no order in it.
    if (!body.success) return new Request(request, { body: text });
    return new Request(request, { body: JSON.stringify({ events: shuffle(body.data.events) }) });
  }

  async function carry(from: Hop["from"], to: Service, request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== "/events") return await arrive(to, request);
    const text = await request.text();
    const sent = Body.safeParse(JSON.parse(text)).data?.events ?? [];
    const hop = { from, to, types: sent.map((one) => one.type), ids: sent.map((one) => one.id) };
    network.hops.push(hop);
    const fault = network.fault(hop);
    const copy = () => new Request(request, { body: text });
    if (fault !== null) network.counts[fault]++;
    switch (fault) {
      case null:
        return await arrive(to, copy());
      case "shuffled":
        return await arrive(to, shuffled(request, text));
      case "lost":
        throw new TypeError("connection refused");
      case "answer_lost":
        await discard(await arrive(to, copy()));
        throw new TypeError("connection reset");
      case "doubled": {
        const [first, second] = await Promise.all([arrive(to, copy()), arrive(to, copy())]);
        await discard(second);
        return first;
      }
      case "late": {
        const { method, headers, url } = request;
        late.push(async () => {
          // Nobody waits for the answer any more.
          await arrive(to, new Request(url, { method, headers, body: text })).then(discard, () => {});
        });
        throw new DOMException("timed out", "TimeoutError");
      }
    }
  }

  const network: Network = {
    fault: () => null,
    counts: { lost: 0, answer_lost: 0, doubled: 0, late: 0, shuffled: 0 },
    hops: [],
    callsOf: (from, serviceToken) => async (to, path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("Authorization", `Bearer ${serviceToken}`);
      return await carry(from, to, new Request(new URL(path, publicUrl(to)), { ...init, headers }));
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const [to] = new URL(request.url).hostname.split(".");
      return await carry("qstash", to as Service, request); // QStash is given the services' public addresses only.
    },
    connect: (next) => void (processes = next),
    async arriveLate() {
      for (const deliver of shuffle(late.splice(0))) await deliver();
    },
  };
  return network;
}

/** Nothing of these types reaches `to` until the returned function is called. */
export function block(network: Network, to: Service, ...types: string[]): () => void {
  network.fault = (hop) => hop.to === to && hop.types.some((type) => types.includes(type)) ? "lost" : null;
  return () => void (network.fault = () => null);
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel();
}
