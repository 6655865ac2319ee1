// Does what the reducer asks for, and tells it what came of it.
import { createChanges } from "./changes.ts";
import type { CommandRunner } from "./command_runner.ts";
import { createKeeping } from "./keeping.ts";
import type { Live } from "./live.ts";
import { createLoads } from "./loads.ts";
import type { Effect } from "./state/messages.ts";

/** What the terminal itself can be asked for. */
export interface TerminalEffects {
  bell(): void;
  suspend(): void;
  repaint(): void;
  leave(): void;
}

/** A function that does an effect; it rejects only for what is a bug. */
export function createEffects(
  live: Live,
  terminal: TerminalEffects,
  commands: CommandRunner,
): (effect: Effect) => Promise<void> {
  const load = createLoads(live);
  const change = createChanges(live);
  const keep = createKeeping(live);
  return async (effect) => {
    switch (effect.kind) {
      case "runCommand":
        return await commands.run(effect.line);
      case "commandInput":
        return commands.answer(effect.text);
      case "endCommand":
        return commands.end();
      case "restartStack":
        return await live.world.renew();
      case "bell":
      case "suspend":
      case "repaint":
      case "leave":
        return terminal[effect.kind]();
      case "makeKey":
      case "place":
      case "cancel":
      case "cancelAll":
      case "amend":
        return await change(effect);
      case "saveSetting":
      case "saveLists":
      case "saveRecents":
        return await keep(effect);
      default:
        return await load(effect);
    }
  };
}
