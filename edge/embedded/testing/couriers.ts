// QStash as a host knows it: the local server spoken to by QStash's own client, or a list in memory that a seed delivers from.
import type { Client } from "@upstash/qstash";
import type { Sql } from "@hoga/db";
import type { Service } from "@hoga/events";
import { createQstash, type Qstash } from "@hoga/local";
import {
  type Message,
  type Publish,
  qstashClient,
  qstashPublisher,
  type QstashSettings,
  type SignatureCheck,
  signatureCheck,
} from "@hoga/outbox";
import { type Network, publicUrl } from "./network.ts";

/** Takes messages over and delivers them. It outlives the services. */
export interface Courier {
  readonly publish: Publish;
  /** A check of its signatures as a service that has just started has it. */
  signatures(): SignatureCheck;
  /** Delivers what is due, and whatever that leads to. */
  deliver(): Promise<void>;
  /** A minute of its own time passes: what failed is due again. */
  minute(): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The real client and the local server, on loopback. */
export interface ServedCourier extends Courier {
  readonly client: Client;
  readonly settings: QstashSettings;
}

const TOKEN = "qstash-token";

/** Serves QStash from the database `sql`. Its clock is the market's, `now`, and the minutes that a test lets pass besides. */
export async function serveQstash(sql: Sql, now: () => number, network: Network): Promise<ServedCourier> {
  let qstash: Qstash | null = null;
  const http = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    return qstash?.app.fetch(request) ?? new Response("restarting", { status: 503 });
  });
  const time = { ahead: 0 };
  const made = { ids: 0 };
  const open = () =>
    createQstash({
      sql,
      now: () => now() + time.ahead,
      wall: () => Date.now(),
      fetch: network.fetch,
      newId: () => `m${++made.ids}`,
      token: TOKEN,
    });
  let server = qstash = await open();
  const { current, next } = await server.keys();
  const settings: QstashSettings = {
    url: `http://127.0.0.1:${http.addr.port}`,
    token: TOKEN,
    currentSigningKey: current,
    nextSigningKey: next,
  };
  const client = qstashClient(settings);
  const publisher = qstashPublisher(client, (subscriber) => `${publicUrl(subscriber as Service)}/events`); // The catalog names services.
  const publishing = new Set<Promise<void>>();
  return {
    client,
    settings,
    async publish(messages) {
      const published = publisher(messages);
      publishing.add(published);
      await published.finally(() => publishing.delete(published));
    },
    signatures: () => signatureCheck(settings),
    async deliver() {
      do {
        await Promise.allSettled(publishing);
        await server.tick();
      } while (publishing.size > 0);
    },
    minute: () => void (time.ahead += 61_000),
    async restart() {
      await server.close();
      server = qstash = await open();
    },
    async close() {
      await server.close();
      await http.shutdown();
    },
  };
}

/** How often a message is tried before it is given up. */
const TRIES_MAX = 6;

/** A stand-in without a server: what it does, and in which order, follows from `random` alone. `token` is the services' own. */
export function simulateQstash(network: Network, token: string, random: () => number): Courier {
  const waiting: { readonly message: Message; tries: number; isDue: boolean }[] = [];
  async function attempt(message: Message): Promise<boolean> {
    try {
      const response = await network.fetch(`${publicUrl(message.subscriber as Service)}/events`, { // The catalog names services.
        method: "POST",
        headers: { "content-type": "application/json", "authorization": `Bearer ${token}` },
        body: JSON.stringify(message.envelope),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
  return {
    publish: (messages) => {
      for (const message of messages) waiting.push({ message, tries: 0, isDue: true });
      return Promise.resolve();
    },
    signatures: () => ({ verify: () => Promise.resolve("missing_signature"), accepted: () => {} }),
    async deliver() {
      for (let due = waiting.filter((one) => one.isDue); due.length > 0; due = waiting.filter((one) => one.isDue)) {
        // Up to four at once, in any order.
        const picked = due.sort(() => random() - 0.5).slice(0, 1 + Math.floor(random() * 4));
        await Promise.all(picked.map(async (one) => {
          one.isDue = false;
          if (await attempt(one.message) || ++one.tries >= TRIES_MAX) waiting.splice(waiting.indexOf(one), 1);
        }));
      }
    },
    minute() {
      for (const one of waiting) one.isDue = true;
    },
    restart: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
