// The screen until the full one is there: the dashboard, once per second, and how to trade from another terminal.
import { Box, render, Text, useInput, useWindowSize } from "ink";
import process from "node:process";
import type { Context } from "../context.ts";
import type { ExitCode } from "../errors.ts";
import { follow } from "./follow.ts";
import { wantsToQuit } from "./keys.ts";
import { screenLines, type ScreenState } from "./lines.ts";

interface ScreenProps {
  readonly state: ScreenState;
  readonly ctx: Context;
  readonly onQuit: () => void;
}

function Screen({ state, ctx, onQuit }: ScreenProps) {
  const size = useWindowSize();
  useInput((input, key) => {
    if (wantsToQuit(input, key.ctrl)) onQuit();
  });
  // A frame as high as the terminal begins at its top, wherever the cursor stood when the screen was opened.
  return (
    <Box flexDirection="column" height={size.rows}>
      {screenLines(state, size, ctx.t, ctx.isColor).map((line, index) => (
        <Text key={index} wrap="truncate">{line === "" ? " " : line}</Text>
      ))}
    </Box>
  );
}

/** Shows the screen until the user leaves it. The terminal is as before when this returns or throws. */
export async function showComing(ctx: Context): Promise<ExitCode> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  ctx.host.signal.addEventListener("abort", leave, { once: true });
  const screen = (state: ScreenState) => <Screen state={state} ctx={ctx} onQuit={leave} />;
  // Ink does not paint in what looks like CI unless it is told that somebody watches.
  const instance = render(screen({ dashboard: null, problem: null }), {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
    patchConsole: true,
  });
  // The runtime does not leave the alternate screen by itself when an error is caught by nobody.
  const crash = (error: unknown) => {
    instance.unmount();
    console.error(error);
    process.exit(1);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  try {
    await follow(ctx, leaving.signal, (state) => instance.rerender(screen(state)));
  } finally {
    process.off("uncaughtException", crash);
    process.off("unhandledRejection", crash);
    instance.unmount();
    await instance.waitUntilExit();
  }
  return 0;
}
