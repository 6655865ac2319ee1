// Holds the state, runs what happens through the reducer one after the other, and hands its effects out.
import type { Effect, Message } from "./state/messages.ts";
import type { State } from "./state/model.ts";
import { reduce } from "./state/reduce.ts";

export interface Store {
  readonly state: () => State;
  readonly dispatch: (message: Message) => void;
  /** Calls `changed` after each change until the returned function is called. */
  readonly subscribe: (changed: (message: Message) => void) => () => void;
}

/** A store that begins with `initial`. `run` does effects; it is called after the state is in place. */
export function createStore(initial: State, run: (effect: Effect) => void): Store {
  let state = initial;
  const listeners = new Set<(message: Message) => void>();
  return {
    state: () => state,
    dispatch(message) {
      const step = reduce(state, message);
      const isChanged = step.state !== state;
      state = step.state;
      if (isChanged) { for (const listener of [...listeners]) listener(message); }
      for (const effect of step.effects) run(effect);
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
