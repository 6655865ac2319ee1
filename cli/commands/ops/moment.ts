// Times of operators' commands: a moment, or a time of the market's own day.
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { isDay, isoTime } from "../../input/moment.ts";

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** The time of the option `name`: `10:30` is today's, whatever day the market's clock shows. */
export async function readMoment(name: string, text: string, ctx: Context): Promise<string> {
  if (TIME_OF_DAY.test(text)) {
    const { date } = await (await ctx.api()).marketStatus();
    return `${date}T${text.length === 5 ? `${text}:00` : text}+09:00`;
  }
  const time = isoTime(text);
  if (time !== null) return time;
  const { bareDate, marketTime } = ctx.t.input;
  throw usageError(isDay(text) ? bareDate(name, text) : marketTime(name, text));
}

/** The time of day of the option `name`. */
export function checkedTimeOfDay(name: string, text: string, ctx: Context): string {
  if (!TIME_OF_DAY.test(text) || text.length !== 5) throw usageError(ctx.t.input.timeOfDay(name, text));
  return text;
}
