// hoga completion SHELL, and what its scripts ask while somebody types
import type { Command } from "commander";
import { completionScript, SHELLS } from "../completion/scripts.ts";
import type { Context } from "../context.ts";
import { checkedChoice } from "../input/choice.ts";
import { define } from "./define.ts";

export interface CompletionOptions {
  readonly shell: string;
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "completion", help.completion, [
    "hoga completion bash > ~/.local/share/bash-completion/completions/hoga",
    'hoga completion zsh > "${fpath[1]}/_hoga"',
    "hoga completion fish > ~/.config/fish/completions/hoga.fish",
  ])
    .argument("<shell>", help.argument.shell)
    .action((shell: string) => ctx.run(() => run({ shell }, ctx)));
  // Only the scripts call it, so it keeps its mouth shut whatever happens.
  program.command("complete", { hidden: true }).argument("[words...]")
    .action((words: string[]) => ctx.run(() => complete(program, words, ctx)));
}

export async function run(options: CompletionOptions, ctx: Context): Promise<void> {
  const shell = checkedChoice("SHELL", options.shell, SHELLS, ctx.t);
  const script = completionScript(shell);
  await ctx.emit({ shell, script }, (view) => {
    for (const line of script.trimEnd().split("\n")) view.line(line);
  });
}

async function complete(program: Command, words: readonly string[], ctx: Context): Promise<void> {
  const { candidatesFor } = await import("../completion/values.ts");
  const candidates = await candidatesFor(program, words, ctx).catch(() => []);
  // A tab or a line break in a name would be two words for the shell.
  const lines = candidates.map(({ value, about }) => about === "" ? [value] : [value, about]);
  const text = lines.map((parts) => `${parts.map((part) => part.replace(/\p{Cc}+/gu, " ")).join("\t")}\n`);
  ctx.host.writeOut(text.join(""));
}
