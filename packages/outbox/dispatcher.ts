// Tells subscribers what happened: straight to them first, then by way of QStash, and never forgets a row before it is known to have arrived.
import { z } from "zod";
import type { Service } from "@hoga/events";
import type { NewOutboxRow } from "./statements.ts";
import { ATTEMPTS_MAX, type OutboxRow, type OutboxStore } from "./store.ts";
import type { CallService } from "./transport.ts";

/** `direct` tells subscribers itself and leaves to QStash what failed; `qstash` leaves everything to QStash. */
export type DeliveryMode = "direct" | "qstash";

/** Hands messages to QStash in one request; resolves when QStash has taken them all. */
export type Publish = (messages: readonly Message[]) => Promise<void>;

/** One event for one subscriber. `attempts` tells one sending from the next. */
export interface Message {
  readonly eventId: string;
  readonly subscriber: string;
  readonly attempts: number;
  readonly envelope: unknown;
}

/** What a subscriber answers for each event of a batch. `rejected` means never: the event is not one it can read. */
export const EventResults = z.object({
  results: z.array(z.object({
    id: z.string(),
    outcome: z.enum(["done", "too_early", "failed", "rejected"]),
    error: z.string().optional(),
  })),
});
export type EventResult = z.infer<typeof EventResults>["results"][number];

export interface DispatcherOptions {
  readonly mode: DeliveryMode;
  readonly store: OutboxStore;
  readonly call: CallService;
  readonly publish: Publish;
  /** Where failures of delivery are told; nothing is lost by them. */
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly timeoutMs?: number;
}

/** How long QStash has a message before its subscriber is asked whether it arrived (seconds). */
const CONFIRM_SECONDS = 90;
/** Events a request: a subscriber's answer stays well under its time limit. */
const REQUEST_MAX = 256;

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** Makes the dispatcher of one service's outbox. */
export function createDispatcher(options: DispatcherOptions) {
  const { mode, store, call, publish, log, timeoutMs = 10_000 } = options;
  let told: (readonly [string, string])[] = [];

  async function ask(subscriber: string, messages: readonly Message[]): Promise<readonly EventResult[]> {
    const response = await call(subscriber as Service, "/events", { // The catalog names subscribers; a stale row fails here.
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ events: messages.map((message) => message.envelope) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${subscriber} answered ${response.status}`);
    }
    return EventResults.parse(await response.json()).results;
  }

  /** Tells one subscriber; returns what is left over, each with its reason. */
  async function tell(subscriber: string, messages: readonly Message[]): Promise<[Message, string][]> {
    const left: [Message, string][] = [];
    for (let from = 0; from < messages.length; from += REQUEST_MAX) {
      const slice = messages.slice(from, from + REQUEST_MAX);
      try {
        const outcomes = new Map((await ask(subscriber, slice)).map((result) => [result.id, result]));
        const refused: Message[] = [];
        for (const message of slice) {
          const result = outcomes.get(message.eventId);
          if (result?.outcome === "done") told.push([message.eventId, subscriber]);
          else if (result?.outcome === "rejected") refused.push(message);
          else left.push([message, `${result?.outcome ?? "unanswered"}: ${result?.error ?? subscriber}`]);
        }
        await store.park(refused, outcomes.get(refused[0]?.eventId ?? "")?.error ?? "rejected");
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        for (const message of slice) left.push([message, reason]);
      }
    }
    return left;
  }

  async function handOver(messages: readonly Message[], why: string): Promise<void> {
    if (messages.length === 0) return;
    try {
      await publish(messages);
      await store.handedOver(messages, CONFIRM_SECONDS, why);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log("outbox rows could not be handed to QStash", { rows: messages.length, why, reason });
      await store.unreachable(messages, `${why}; QStash: ${reason}`);
    }
  }

  function bySubscriber(messages: readonly Message[]): Map<string, Message[]> {
    const groups = new Map<string, Message[]>();
    for (const message of messages) {
      const group = groups.get(message.subscriber);
      if (group === undefined) groups.set(message.subscriber, [message]);
      else group.push(message);
    }
    return groups;
  }

  async function send(messages: readonly Message[]): Promise<void> {
    if (mode === "qstash") return await handOver(messages, "delivery by QStash");
    const groups = [...bySubscriber(messages)];
    const left = (await Promise.all(groups.map(([subscriber, group]) => tell(subscriber, group)))).flat();
    if (left.length === 0) return;
    log("events could not be delivered at once", { rows: left.length, reason: left[0]?.[1] });
    await handOver(left.map(([message]) => message), left[0]?.[1] ?? "unknown");
  }

  /** Rows that QStash took over a while ago: forget those that arrived, send the others again. */
  async function confirm(rows: readonly OutboxRow[]): Promise<void> {
    const missing: Message[] = [];
    for (const [subscriber, group] of bySubscriber(rows)) {
      try {
        const response = await call(subscriber as Service, "/events/seen", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ids: group.map((row) => row.eventId) }),
          signal: AbortSignal.timeout(timeoutMs),
        });
        const seen = new Set(z.object({ seen: z.array(z.string()) }).parse(await response.json()).seen);
        for (const row of group) {
          if (seen.has(row.eventId)) told.push([row.eventId, subscriber]);
          else missing.push(row);
        }
      } catch (error) {
        await store.unreachable(group, error instanceof Error ? error.message : String(error));
      }
    }
    const exhausted = missing.filter((message) => message.attempts >= ATTEMPTS_MAX);
    await store.park(exhausted, `sent ${ATTEMPTS_MAX} times and not taken`);
    await send(missing.filter((message) => message.attempts < ATTEMPTS_MAX));
  }

  return {
    /** Tells the subscribers of rows that were just written. Never rejects: what fails is left to QStash or to the sweep. */
    async deliver(rows: readonly NewOutboxRow[]): Promise<void> {
      try {
        await send(rows.map((row) => ({ ...row, attempts: 0 })));
      } catch (error) {
        log("delivery failed; the sweep will repeat it", { reason: String(error) });
      }
    },
    /** One sweep: delivers what is due and confirms what QStash has. Returns how many rows it took up. */
    async drain(limit = 500): Promise<number> {
      const rows = await store.claim(limit);
      await confirm(rows.filter((row) => row.published));
      await send(rows.filter((row) => !row.published));
      await this.forgetTold();
      return rows.length;
    },
    takeTold(): readonly (readonly [string, string])[] {
      const taken = told;
      told = [];
      return taken;
    },
    putBackTold(pairs: readonly (readonly [string, string])[]): void {
      told.push(...pairs);
    },
    /** Deletes the rows known to have arrived, when no save came along to do it. */
    async forgetTold(): Promise<void> {
      const taken = this.takeTold();
      try {
        await store.forget(taken.map(([eventId, subscriber]) => ({ eventId, subscriber })));
      } catch (error) {
        told.push(...taken);
        log("arrived rows could not be deleted; they will be", { reason: String(error) });
      }
    },
  };
}
