// Prepares the process for the screen and loads it. What Ink and React read at import has to be set before.
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";

/** Opens the screen and returns when the user has left it. */
export async function openComing(ctx: Context): Promise<ExitCode> {
  // React's development build costs twice the CPU.
  Deno.env.set("NODE_ENV", "production");
  // The color library under Ink does not know NO_COLOR, only this.
  if (!ctx.isColor) Deno.env.set("FORCE_COLOR", "0");
  const { showComing } = await import("./coming.tsx");
  return await showComing(ctx);
}
