// For tests: an open stream over services that answer what a test says.
import assert from "node:assert/strict";
import type { GatewayPorts } from "../ports.ts";
import { storedOrder, storedTrade } from "./documents.ts";
import { type Fakes, harness } from "./harness.ts";

/** A line of an account's stream. */
export interface Line {
  readonly seq: number;
  readonly orderId: string;
  readonly at: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** The line `seq`, of order `o1` where none is named. */
export const line = (seq: number, type: string, data: Record<string, unknown> = {}, orderId = "o1"): Line => (
  { seq, orderId, at: "2025-03-14T09:31:00+09:00", type, data }
);

interface Message {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** An open stream that a test reads message by message and lets poll when it wants. */
export async function openTestStream(
  path: string,
  fakes: Fakes,
  headers: HeadersInit = {},
  change: Partial<GatewayPorts> = {},
) {
  const pauses: (() => void)[] = [];
  let hasLeft = false;
  const h = harness(fakes, {
    pause: () => new Promise((resolve) => hasLeft ? resolve() : pauses.push(resolve)),
    ...change,
  });
  const response = await h.send("GET", path, { headers });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.ok(response.body !== null);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";

  /** The next block of the stream, or null at its end. */
  async function block(): Promise<string | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  }
  return {
    ...h,
    block,
    async next(): Promise<Message> {
      const found = await block();
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(found ?? "")?.[1] ?? "";
      return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) };
    },
    /** Waits until the loop pauses, lets `change` happen while nothing else does, and lets the loop poll again. */
    async poll(change: () => unknown = () => {}): Promise<void> {
      for (let turn = 0; pauses.length === 0; turn++) {
        assert.ok(turn < 1_000, "the loop has ended, or waits for its reader");
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      change();
      pauses.shift()?.();
    },
    /** Goes away, and lets the loop notice. */
    async leave(): Promise<void> {
      hasLeft = true;
      await reader.cancel();
      for (const end of pauses) end();
    },
  };
}

/** An order service with a stream of `lines` that grows. */
export function ordering(lines: Line[], orders: Readonly<Record<string, () => unknown>> = {}): Fakes {
  return {
    order: {
      "GET /stream": ({ query }) => ({
        entries: lines.filter((one) => one.seq > Number(query.after)).sort((a, b) => a.seq - b.seq).slice(
          0,
          Number(query.limit),
        ),
      }),
      "GET /orders/o1": () => storedOrder(),
      ...orders,
    },
    execution: {
      "GET /trades": () => ({ trades: [storedTrade({ id: "t2" }), storedTrade({ id: "t1" })], nextCursor: null }),
    },
  };
}
