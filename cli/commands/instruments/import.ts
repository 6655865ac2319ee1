// hoga instruments import FILE.csv
import type { Command } from "commander";
import { readFile } from "node:fs/promises";
import type { Context } from "../../context.ts";
import { firstLine, usageError } from "../../errors.ts";
import { isMissing } from "../../files.ts";
import { formatNumber } from "../../output/money.ts";
import { define } from "../define.ts";

export interface ImportOptions {
  readonly file: string;
}

export function register(instruments: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(instruments, ctx, "import", help.instrumentsImport, [
    "hoga instruments import data_1234_20250314.csv",
    "hoga instruments import listing.csv --json",
  ])
    .argument("<file>", help.argument.file)
    .action((file: string) => ctx.run(() => run({ file }, ctx)));
}

/** The bytes go as they are: the gateway tells UTF-8 from CP949. */
export async function run(options: ImportOptions, ctx: Context): Promise<void> {
  const bytes = await readBytes(options.file, ctx);
  const result = await (await ctx.api()).importInstruments(bytes);
  const { imported, total } = result;
  await ctx.emit(result, (view) => view.line(ctx.t.instruments.imported(formatNumber(imported), formatNumber(total))));
}

async function readBytes(file: string, { t }: Context): Promise<Uint8Array<ArrayBuffer>> {
  if (file === "") throw usageError(t.input.empty("FILE"));
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isMissing(error)) throw usageError(t.input.noFile(file));
    throw usageError(t.input.unreadable(file, error instanceof Error ? firstLine(error.message) : ""));
  }
}
