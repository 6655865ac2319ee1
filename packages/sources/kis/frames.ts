// The broker's WebSocket frames: trades (H0STCNT0), books (H0STASP0), and messages about the connection.
import { z } from "zod";
import { isSymbol } from "@hoga/krx";
import type { BookUpdate, TradeUpdate } from "../updates.ts";
import { amount, FieldError, indicativeOf, instant, levelOf, sideOfBook, whole } from "./fields.ts";

/** The channel of trades (실시간체결가). */
export const TRADES = "H0STCNT0";
/** The channel of books (실시간호가). */
export const BOOKS = "H0STASP0";
export type Channel = typeof TRADES | typeof BOOKS;

/** How many fields a record has at least; later versions append. Trades have had a 47th, the market's class, since 2026-09-14. */
const FIELDS: Readonly<Record<Channel, number>> = { [TRADES]: 46, [BOOKS]: 59 };

/** What a frame says. */
export type Frame =
  | { readonly kind: "updates"; readonly updates: readonly (TradeUpdate | BookUpdate)[] }
  | { readonly kind: "ping" }
  | {
    readonly kind: "answer";
    readonly channel: string;
    readonly symbol: string;
    readonly isOk: boolean;
    readonly code: string;
    readonly message: string;
  }
  | { readonly kind: "malformed"; readonly reason: string };

const Message = z.object({
  header: z.object({ tr_id: z.string(), tr_key: z.string().optional() }),
  body: z.object({ rt_cd: z.string(), msg_cd: z.string().optional(), msg1: z.string().optional() }).optional(),
});

/**
 * Reads a frame. `date` is today's KST date, for books, which carry only their time. Trades of other sessions than the regular one (the
 * pre-market, the after-market) come on the same channel and are left out where they say so.
 */
export function readFrame(text: string, date: string): Frame {
  if (text.startsWith("{")) return readMessage(text);
  const [encrypted, channel, count, ...rest] = text.split("|");
  try {
    if (encrypted !== "0") throw new FieldError(`the frame begins with ${JSON.stringify(text.slice(0, 12))}`);
    if (channel !== TRADES && channel !== BOOKS) {
      throw new FieldError(`channel ${JSON.stringify(channel)} is not known`);
    }
    const records = recordsOf(rest.join("|"), whole(count, "count"), FIELDS[channel]);
    const updates = records.flatMap((fields) => channel === TRADES ? readTrade(fields) ?? [] : readBook(fields, date));
    return { kind: "updates", updates };
  } catch (error) {
    if (error instanceof FieldError) return { kind: "malformed", reason: error.message };
    throw error;
  }
}

function readMessage(text: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "malformed", reason: "a message is not JSON" };
  }
  const parsed = Message.safeParse(value);
  if (!parsed.success) return { kind: "malformed", reason: "a message has no header, or another body" };
  const { header, body } = parsed.data;
  if (header.tr_id === "PINGPONG") return { kind: "ping" };
  if (body === undefined) return { kind: "malformed", reason: `a message about ${header.tr_id} has no body` };
  return {
    kind: "answer",
    channel: header.tr_id,
    symbol: header.tr_key ?? "",
    isOk: body.rt_cd === "0",
    code: body.msg_cd ?? "",
    message: body.msg1 ?? "",
  };
}

/** The records of a frame: `count` of them, of the same number of fields each. */
function recordsOf(text: string, count: number, least: number): readonly (readonly string[])[] {
  const fields = text.split("^");
  const length = fields.length / count;
  if (count < 1 || !Number.isInteger(length) || length < least) {
    throw new FieldError(`${fields.length} fields are not ${count} records of at least ${least}`);
  }
  return Array.from({ length: count }, (_, i) => fields.slice(i * length, (i + 1) * length));
}

function symbolOf(text: string | undefined): string {
  if (text === undefined || !isSymbol(text)) throw new FieldError(`symbol ${JSON.stringify(text)} is not one`);
  return text;
}

/** A trade of the regular session; null for one of another. Places of fields are those of the broker's table, from 0. */
function readTrade(fields: readonly string[]): TradeUpdate | null {
  const symbol = symbolOf(fields[0]);
  const side = fields[21];
  if (side !== "1" && side !== "3" && side !== "5") {
    throw new FieldError(`side ${JSON.stringify(side)} is not 1, 3 or 5`);
  }
  const trade: TradeUpdate = {
    kind: "trade",
    symbol,
    at: instant(fields[33], fields[1]),
    price: amount(fields[2], "price"),
    size: amount(fields[12], "size"),
    side: side === "3" ? null : side === "1" ? "buy" : "sell",
    total: whole(fields[13], "volume"),
    best: { ask: levelOf(fields[10], fields[36], "ask"), bid: levelOf(fields[11], fields[37], "bid") },
    halted: fields[35] === "Y",
  };
  // Class 1 is the pre-market and 3 the after-market. Closing-price trades (5) come when the session is over, which their time tells.
  return fields[46] === "1" || fields[46] === "3" ? null : trade;
}

function readBook(fields: readonly string[], date: string): BookUpdate {
  // The class of the hour: 0 is continuous; A, B and C tell what a call auction would give: at the close, before the open, in a volatility
  // interruption or after a halt. D is of the time after hours.
  const hour = fields[2];
  if (!/^[0ABCD]$/.test(hour ?? "")) throw new FieldError(`hour class ${JSON.stringify(hour)} is not 0 or A to D`);
  const gathering = hour !== "0" && hour !== "D";
  return {
    kind: "book",
    symbol: symbolOf(fields[0]),
    at: instant(date, fields[1]),
    asks: sideOfBook((rank) => [fields[2 + rank], fields[22 + rank]], "ask", 1),
    bids: sideOfBook((rank) => [fields[12 + rank], fields[32 + rank]], "bid", -1),
    gathering,
    indicative: gathering ? indicativeOf(fields[47], fields[48]) : null,
  };
}
