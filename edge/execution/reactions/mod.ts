// Everything that the execution service listens to.
import type { Reaction } from "@hoga/outbox";
import { onAmendRequested } from "./on_amend_requested.ts";
import { onCancelRequested } from "./on_cancel_requested.ts";
import { onOrderAccepted } from "./on_order_accepted.ts";
import { onSessionClosed } from "./on_session_closed.ts";
import type { ExecutionUnit, Touched } from "../unit.ts";

export const REACTIONS: readonly Reaction<Touched, ExecutionUnit>[] = [
  onAmendRequested,
  onCancelRequested,
  onOrderAccepted,
  onSessionClosed,
];
