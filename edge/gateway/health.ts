// Whether the services behind can be used.
import type { Service } from "@hoga/events";
import type { CallService } from "@hoga/outbox";

/** The services that the gateway asks. */
export const BEHIND = ["order", "portfolio", "execution", "market-data"] as const satisfies readonly Service[];

/** One service as it answers for itself. */
export interface Readiness {
  readonly name: string;
  readonly ready: boolean;
  readonly detail: string | null;
}

/** How long a service may take (ms) to say that it is ready. */
const TIMEOUT_MS = 3_000;

/** Asks every service behind whether it is ready. Never rejects. */
export function readiness(call: CallService, traceparent: string): Promise<Readiness[]> {
  return Promise.all(BEHIND.map((name) => readinessOf(call, name, traceparent)));
}

async function readinessOf(call: CallService, name: Service, traceparent: string): Promise<Readiness> {
  const timer = new AbortController();
  const timeoutId = setTimeout(() => timer.abort(), TIMEOUT_MS);
  try {
    const response = await call(name, "/readyz", { headers: { traceparent }, signal: timer.signal });
    const text = await response.text();
    return { name, ready: response.ok, detail: response.ok ? null : statusText(text) ?? `answers ${response.status}` };
  } catch {
    return { name, ready: false, detail: "cannot be reached" };
  } finally {
    clearTimeout(timeoutId);
  }
}

/** The `status` of a service's own answer, as far as it is one. */
function statusText(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    const isTold = typeof body === "object" && body !== null && "status" in body && typeof body.status === "string";
    return isTold ? String(body.status) : null;
  } catch {
    return null;
  }
}
