// Prepares the process for the screen and loads it. What React reads at import has to be set before.
import process from "node:process";
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";

/** Opens the screen and returns when the user has left it. */
export async function openScreen(ctx: Context): Promise<ExitCode> {
  // React's development build costs twice the CPU.
  process.env["NODE_ENV"] = "production";
  const { showScreen } = await import("./screen.tsx");
  return await showScreen(ctx);
}
