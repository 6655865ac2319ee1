// The order types as people write them on the command line, and the prices that each takes.
import type { OrderType } from "@hoga/trading";
import { reasonSentence } from "../api/answers.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

/** The short words, which the help names; the API's own names and the Korean ones are understood as well. */
const WORDS: Readonly<Record<string, OrderType>> = {
  limit: "limit",
  market: "market",
  best: "best_limit",
  top: "top_limit",
  conditional: "conditional_limit",
  mid: "mid_price",
  stop: "stop_limit",
};

/** The short words, for completions. */
export const ORDER_TYPE_WORDS: readonly string[] = Object.keys(WORDS);

const ALIASES: Readonly<Record<string, OrderType>> = {
  best_limit: "best_limit",
  top_limit: "top_limit",
  conditional_limit: "conditional_limit",
  mid_price: "mid_price",
  stop_limit: "stop_limit",
  지정가: "limit",
  시장가: "market",
  최유리: "best_limit",
  최유리지정가: "best_limit",
  최우선: "top_limit",
  최우선지정가: "top_limit",
  조건부: "conditional_limit",
  조건부지정가: "conditional_limit",
  중간가: "mid_price",
  스톱: "stop_limit",
  스톱지정가: "stop_limit",
};

/** The type that `--type` names, in any case, with hyphens or underscores; a usage error lists the short words. */
export function parseOrderType(text: string, t: Messages): OrderType {
  const word = text.normalize("NFC").trim().toLowerCase().replaceAll("-", "_");
  const known = { ...WORDS, ...ALIASES };
  const type = Object.hasOwn(known, word) ? known[word] : undefined;
  if (type === undefined) throw usageError(t.usage.choice("--type", text, Object.keys(WORDS).join(", ")));
  return type;
}

/** What was asked for: the type where one was named, and the prices in won. */
export interface TypedInput {
  readonly type: string | undefined;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
}

/**
 * The type of an order: the one that was named, else a stop limit order where there is a stop price, a limit order where there is a limit, and
 * a market order. Prices that it does not take, or lacks, are refused before anything is sent.
 */
export async function orderTypeOf({ type: text, limitPrice, stopPrice }: TypedInput, ctx: Context): Promise<OrderType> {
  const plain = limitPrice === null ? "market" : "limit";
  const type = text === undefined ? (stopPrice === null ? plain : "stop_limit") : parseOrderType(text, ctx.t);
  const { checkPrices } = await import("@hoga/trading");
  const refusal = checkPrices({ type, limitPrice, stopPrice });
  if (refusal === null) return type;
  const sentence = reasonSentence(await import("@hoga/contracts"), ctx.lang, refusal.code, refusal.message);
  throw usageError(sentence, ctx.t.input.typePrices, refusal.code);
}
