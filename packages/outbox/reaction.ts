// A reaction: what a service does when it hears of an event.
import type { EventOf, EventType, HogaEvent } from "@hoga/events";
import { type Reacted, reactOnce, type Unit, type Work } from "./runner.ts";

/** A reaction as a service lists it. */
export interface Reaction<Touched, State extends Unit> {
  readonly type: EventType;
  /** The event as a piece of work that has its effect once. */
  work(event: HogaEvent): Work<Touched, State, Reacted>;
}

/**
 * Declares what a service does on events of `type`: which states it touches, and what it decides on them. `react` changes the states it is
 * given and adds to their events; it returns `too_early`, having changed nothing, when something must happen first.
 */
export function reaction<T extends EventType, Touched, State extends Unit>(
  type: T,
  touches: (event: EventOf<T>) => Touched,
  react: (event: EventOf<T>, state: State) => Reacted,
): Reaction<Touched, State> {
  return {
    type,
    work(event) {
      if (event.type !== type) throw new TypeError(`A reaction to ${type} was given ${event.type}`);
      const own = event as unknown as EventOf<T>; // The line above has made sure of it; the compiler cannot follow a generic tag.
      return {
        eventId: event.id,
        touched: touches(own),
        run: (state) => reactOnce(state, event.id, () => react(own, state)),
      };
    },
  };
}
