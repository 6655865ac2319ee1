// An order's id on the command line.
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

/** The id, which must not be empty: an empty one would ask for the list. */
export function checkedId(text: string, t: Messages): string {
  const id = text.trim();
  // A path of dots would leave the route.
  if (id === "" || /^\.+$/.test(id)) throw usageError(t.input.empty("ID"));
  return id;
}
