// What every handler of the gateway finds in its context.
import type { Names } from "./names.ts";
import type { AccountScope } from "./accounts.ts";
import type { Ask } from "./ask.ts";
import type { GatewayPorts } from "./ports.ts";

export interface GatewayEnv {
  Variables: {
    /** The W3C `traceparent` of the request: the caller's, or a new one. */
    traceparent: string;
    /** Asks the services behind, in the name of this request. */
    ask: Ask;
    /** Whom the request's key acts for. */
    userId: string;
    /** The key itself: what limits and streams are counted by. */
    apiKey: string;
  };
}

/** What the routes share beyond one request. */
export interface Gateway {
  readonly ports: GatewayPorts;
  readonly names: Names;
  readonly accounts: AccountScope;
  /** Whether a key still acts for somebody. */
  readonly isLiveKey: (key: string) => Promise<boolean>;
  /** Looks every key up anew, because one was revoked. */
  readonly forgetKeys: () => void;
  /** Aborted when the gateway is to end: streams end then. */
  readonly closing: AbortSignal;
}
