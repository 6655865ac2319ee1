// An option that takes one of a few words.
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";
import { similarWord } from "./similar.ts";

/** The choice that `text` names, in any case; a usage error lists the choices. */
export function checkedChoice<T extends string>(
  name: string,
  text: string,
  choices: readonly T[],
  t: Messages,
): T {
  const choice = choices.find((candidate) => candidate === text.toLowerCase());
  if (choice === undefined) {
    const meant = similarWord(text, choices);
    const hint = meant === null ? undefined : t.usage.didYouMean(meant);
    throw usageError(t.usage.choice(name, text, choices.join(", ")), hint);
  }
  return choice;
}
