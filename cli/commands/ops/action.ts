// hoga ops action [list | add KIND SYMBOL | remove ID]
import type { Command } from "commander";
import type { CorporateAction, NewCorporateAction } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { checkedChoice } from "../../input/choice.ts";
import { checkedId } from "../../input/id.ts";
import { checkedDay } from "../../input/moment.ts";
import { parsePrice } from "../../input/number.ts";
import { parseRatio } from "../../input/ratio.ts";
import { resolveSymbol } from "../../input/symbol.ts";
import { formatNumber } from "../../output/money.ts";
import { define } from "../define.ts";

export interface ActionFlags {
  readonly ex?: string;
  readonly pay?: string;
  readonly amount?: string;
  readonly ratio?: string;
}

export interface ActionOptions extends ActionFlags {
  readonly verb: string;
  /** The kind of an action to add, or the id of one to remove. */
  readonly what: string | undefined;
  readonly symbol: string | undefined;
}

/** The most won a share that a dividend may pay. */
const AMOUNT_MAX = 100_000_000;

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "action", help.opsAction, [
    "hoga ops action add dividend 005930 --ex 2026-12-29 --pay 2027-04-16 --amount 361",
    "hoga ops action add split 005930 --ex 2026-12-14 --ratio 5:1",
    "hoga ops action add bonus 005930 --ex 2026-12-14 --ratio 1:10",
    "hoga ops action remove split-005930-2026-12-14",
  ])
    .argument("[verb]", help.argument.actionVerb, "list")
    .argument("[what]", help.argument.actionWhat)
    .argument("[symbol]", help.argument.symbol)
    .option("--ex <date>", help.option.exDate)
    .option("--pay <date>", help.option.payDate)
    .option("--amount <won>", help.option.dividend)
    .option("--ratio <ratio>", help.option.ratio)
    .action((verb: string, what: string | undefined, symbol: string | undefined, flags: ActionFlags) =>
      ctx.run(() => run({ verb, what, symbol, ...flags }, ctx))
    );
}

export async function run(options: ActionOptions, ctx: Context): Promise<void> {
  const { usage, ops } = ctx.t;
  const verb = checkedChoice("VERB", options.verb, ["list", "add", "remove"], ctx.t);
  if (verb === "list") return await list(ctx);
  if (options.what === undefined) throw usageError(usage.missingArgument(verb === "add" ? "kind" : "id"));
  if (verb === "remove") {
    const removed = await (await ctx.api()).removeAction(checkedId(options.what, ctx.t));
    return await ctx.emit(removed, (view) => view.line(ops.removed(removed.removed)));
  }
  const action = await (await ctx.api()).enterAction(await actionOf(options, ctx));
  await ctx.emit(
    action,
    (view) => view.line(ctx.isQuiet ? action.id : ops.entered(action.id, termsText(action, ctx))),
  );
}

async function actionOf(options: ActionOptions, ctx: Context): Promise<NewCorporateAction> {
  const kind = checkedChoice("KIND", options.what ?? "", ["dividend", "split", "bonus"], ctx.t);
  const { symbol, ex, pay, amount, ratio } = options;
  if (symbol === undefined) throw usageError(ctx.t.usage.missingArgument("symbol"));
  const exDate = checkedDay("--ex", needed("--ex", ex, ctx), ctx.t);
  if (kind === "dividend") {
    if (ratio !== undefined) throw usageError(ctx.t.usage.conflict("dividend", "--ratio"));
    const payDate = checkedDay("--pay", needed("--pay", pay, ctx), ctx.t);
    const amountPerShare = parsePrice(needed("--amount", amount, ctx), AMOUNT_MAX, ctx.t);
    return {
      kind: "cash_dividend",
      symbol: await resolveSymbol(symbol, ctx.api, ctx.t),
      exDate,
      payDate,
      amountPerShare,
    };
  }
  for (const [flag, value] of [["--pay", pay], ["--amount", amount]] as const) {
    if (value !== undefined) throw usageError(ctx.t.usage.conflict(kind, flag));
  }
  const parts = parseRatio("--ratio", needed("--ratio", ratio, ctx), ctx.t);
  const code = await resolveSymbol(symbol, ctx.api, ctx.t);
  return { kind: kind === "split" ? "split" : "bonus_issue", symbol: code, exDate, ...parts };
}

function needed(flag: string, value: string | undefined, ctx: Context): string {
  if (value === undefined) throw usageError(ctx.t.usage.missingOption(flag));
  return value;
}

async function list(ctx: Context): Promise<void> {
  const { columns: c, ops } = ctx.t;
  const result = await (await ctx.api()).actions();
  await ctx.emit(result, (view) => {
    if (result.actions.length === 0) return view.line(ops.noActions);
    view.table(
      [{ title: c.id }, { title: c.kind }, { title: c.symbol }, { title: ops.exDate }, { title: ops.terms }, {
        title: ops.payDate,
      }, { title: c.status }],
      result.actions.map((action) => [
        action.id,
        ops.actionKind[action.kind],
        action.symbol,
        action.exDate,
        termsText(action, ctx),
        action.payDate ?? "-",
        ops.actionStatus[action.status],
      ]),
    );
  });
}

function termsText({ kind, amountPerShare, numerator, denominator }: CorporateAction, { t }: Context): string {
  if (kind === "cash_dividend") return t.ops.perShare(formatNumber(amountPerShare ?? 0));
  return `${formatNumber(numerator ?? 0)}:${formatNumber(denominator ?? 0)}`;
}
