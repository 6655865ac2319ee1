// hoga key create
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { formatMoment } from "../../output/time.ts";
import { define } from "../define.ts";

export interface CreateOptions {
  readonly label?: string;
}

const LABEL_MAX = 40;

export function register(key: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(key, ctx, "create", help.keyCreate, [
    "hoga key create --label bot",
    "hoga key create --label cron --query key --raw",
  ])
    .option("--label <text>", help.option.label)
    .action((flags: CreateOptions) => ctx.run(() => run(flags, ctx)));
}

/** The secret is printed here and nowhere else; with `--quiet` nothing but it. */
export async function run(options: CreateOptions, ctx: Context): Promise<void> {
  const { t } = ctx;
  const label = (options.label ?? "cli").normalize("NFC").trim();
  if (label === "" || [...label].length > LABEL_MAX || /\p{Cc}/u.test(label)) {
    throw usageError(t.key.badLabel(LABEL_MAX));
  }
  const made = await (await ctx.api()).createKey(label);
  await ctx.emit(made, (view) => {
    if (ctx.isQuiet) return view.line(made.key);
    view.fields([
      [t.key.id, made.id],
      [t.key.label, made.label],
      [t.key.created, formatMoment(made.createdAt, t)],
      [t.key.secret, { text: made.key, tone: "bold" }],
    ]);
  });
  ctx.note(t.key.shownOnce);
}
