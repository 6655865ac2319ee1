// What `buy` and `sell` share: the preview, the question, and an order that is placed once whatever happens to the connection.
import type { Command } from "commander";
import { reasonSentence } from "../api/answers.ts";
import type { Order, OrderPreview, PlaceOrder } from "../api/documents.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, usageError } from "../errors.ts";
import { checkedChoice } from "../input/choice.ts";
import { parseCount, parsePrice, parseQuantity } from "../input/number.ts";
import { asCode, checkedSymbolText, resolveSymbol } from "../input/symbol.ts";
import { printOrder, printPreview } from "../output/order.ts";
import { define } from "./define.ts";
import { placeOnce } from "./place_once.ts";
import { orderTypeOf } from "./place_order_type.ts";

export interface PlaceFlags {
  readonly limit?: string;
  readonly stop?: string;
  readonly type?: string;
  readonly tif?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly wait?: string;
}

type Side = "buy" | "sell";
type PlaceInput = PlaceFlags & { readonly symbol: string; readonly quantity: string };

/** The most seconds that a caller may ask the gateway to wait for the outcome. */
const WAIT_MAX_SECONDS = 30;

export function registerPlacing(program: Command, ctx: Context, side: Side, about: string): Command {
  const { argument, option } = ctx.t.help;
  return define(program, ctx, side, about, [
    `hoga ${side} 005930 10`,
    `hoga ${side} 삼성전자 10 --limit 71,000 --tif ioc`,
    `hoga ${side} 005930 10 --type best`,
    `hoga ${side} 005930 10 --type conditional --limit 71,000`,
    side === "buy"
      ? "hoga buy 005930 10 --stop 73,000 --limit 73,500"
      : "hoga sell 005930 10 --stop 69,000 --limit 68,500",
    `hoga ${side} 005930 10 --dry-run`,
    `hoga ${side} 005930 10 --yes --key my-order-1 --json`,
  ])
    .argument("<symbol>", argument.symbol)
    .argument("<quantity>", argument.quantity)
    .option("--limit <price>", option.limitPrice)
    .option("--type <type>", option.type)
    .option("--stop <price>", option.stopPrice)
    .option("--tif <tif>", option.tif)
    .option("--key <key>", option.key)
    .option("--wait <seconds>", option.wait)
    .option("--dry-run", option.dryRun)
    .option("-y, --yes", option.yes);
}

/** Checks everything that can be checked here before anything is sent, then asks, then places. */
export async function placeOrder(side: Side, input: PlaceInput, ctx: Context): Promise<ExitCode> {
  const terms = await readTerms(side, input, ctx);
  const waitSeconds = input.wait === undefined
    ? undefined
    : parseCount("--wait", input.wait, 0, WAIT_MAX_SECONDS, ctx.t);
  const key = checkedKey(input.key, ctx) ?? ctx.host.newKey();
  const mustAsk = ctx.isInteractive && input.yes !== true && ctx.config().get("confirm") !== "false";
  const order: PlaceOrder = { symbol: await resolveSymbol(input.symbol, ctx.api, ctx.t), ...terms };
  const client = await ctx.api();
  if (input.dryRun === true) return await showPreview(await client.previewOrder(order), ctx);
  if (mustAsk) {
    const refused = await confirm(await client.previewOrder(order), ctx);
    if (refused !== null) return refused;
  }
  return await showOutcome(await placeOnce(client, order, { key, waitSeconds }, ctx), ctx);
}

async function readTerms(side: Side, input: PlaceInput, ctx: Context): Promise<Omit<PlaceOrder, "symbol">> {
  const { PRICE_MAX, QUANTITY_MAX } = await import("@hoga/contracts");
  const { t } = ctx;
  const quantity = parseQuantity(input.quantity, QUANTITY_MAX, t);
  const limitPrice = input.limit === undefined ? null : parsePrice(input.limit, PRICE_MAX, t);
  const stopPrice = input.stop === undefined ? null : parsePrice(input.stop, PRICE_MAX, t);
  const timeInForce = input.tif === undefined ? "day" : checkedChoice("--tif", input.tif, ["day", "ioc", "fok"], t);
  if (asCode(input.symbol) === null) checkedSymbolText(input.symbol, t);
  const type = await orderTypeOf({ type: input.type, limitPrice, stopPrice }, ctx);
  return { side, type, timeInForce, quantity, limitPrice, ...(stopPrice === null ? {} : { stopPrice }) };
}

function checkedKey(key: string | undefined, { t }: Context): string | undefined {
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) throw usageError(t.input.key(key));
  return key;
}

/** Shows the preview and asks. Null means go on. */
async function confirm(preview: OrderPreview, ctx: Context): Promise<ExitCode | null> {
  if (preview.wouldBe === "rejected") return await showPreview(preview, ctx);
  await ctx.aside((view) => printPreview(preview, ctx, view));
  if (await ctx.ask(ctx.t.order.confirm)) return null;
  throw new CliError("declined", 1, ctx.t.order.declined);
}

async function showPreview(preview: OrderPreview, ctx: Context): Promise<ExitCode> {
  await ctx.emit(preview, (view) => printPreview(preview, ctx, view));
  return preview.wouldBe === "rejected" ? await tellReason(preview.reason, ctx.t.order.wouldReject, ctx) : 0;
}

async function showOutcome(order: Order, ctx: Context): Promise<ExitCode> {
  await ctx.emit(order, (view) => ctx.isQuiet ? view.line(order.id) : printOrder(order, ctx, view));
  return order.status === "rejected" ? await tellReason(order.reason, ctx.t.order.rejected, ctx) : 0;
}

async function tellReason(
  reason: { readonly code: string; readonly message: string } | null,
  sentence: (reason: string) => string,
  ctx: Context,
): Promise<ExitCode> {
  const contracts = await import("@hoga/contracts");
  const text = reason === null ? "-" : reasonSentence(contracts, ctx.lang, reason.code, reason.message);
  return ctx.tell(new CliError(reason?.code ?? "rejected", 4, sentence(text)));
}
