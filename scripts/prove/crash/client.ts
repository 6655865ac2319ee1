// A client that does not give up: what got no answer is sent again, the same, until there is one.
import type { Supervisor } from "./supervisor.ts";

/** An answer that the stack stands by: below 500, and not "too many requests". */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Client {
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  figures(): ClientFigures;
}

export interface ClientFigures {
  /** Requests that were sent again because the connection broke, or nobody listened. */
  readonly retries: number;
  /** Answers that told of a breakdown, by status. They are retried too. */
  readonly breakdowns: Readonly<Record<string, number>>;
}

const RETRY_MS = 25;
/** An answer that takes longer than this counts as a lost connection: an order's takes two seconds at most. */
const TIMEOUT_MS = 15_000;
/** After so long without an answer the proof has failed. */
const GIVE_UP_MS = 90_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A client of the stack that `supervisor` keeps running. */
export function stubbornClient(supervisor: Pick<Supervisor, "address">): Client {
  let retries = 0;
  const breakdowns: Record<string, number> = {};

  async function once(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer | null> {
    const { url, apiKey } = await supervisor.address();
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...headers, authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = { status: response.status, body: await response.json() as unknown };
      if (response.status !== 429 && response.status < 500) return answer;
      if (response.status !== 429) breakdowns[response.status] = (breakdowns[response.status] ?? 0) + 1;
    } catch (error) {
      // A connection that broke: fetch says TypeError, a body cut short SyntaxError, and the time limit TimeoutError.
      if (!(error instanceof Error)) throw error;
      retries++;
    }
    return null;
  }

  return {
    async ask(method, path, body, headers = {}) {
      const until = performance.now() + GIVE_UP_MS;
      while (performance.now() < until) {
        const answer = await once(method, path, body, headers);
        if (answer !== null) return answer;
        await pause(RETRY_MS);
      }
      throw new Error(`${method} ${path} got no answer in ${GIVE_UP_MS / 1_000} s`);
    },
    figures: () => ({ retries, breakdowns }),
  };
}
