// A made-up market for the simulator: shallow, restless, and a function of its seed.
import { kstIso, kstMs } from "@hoga/krx";
import type { Tape } from "@hoga/tape";
import { seededRandom, type TestClock } from "@hoga/testing";
import { type Script, scriptedTape } from "./tape.ts";

/** A market whose prices wander, as `seed` says, and whose base price turns out at the opening to be another than was thought. */
export function wanderingTape(seed: number): (clock: TestClock) => Tape {
  const days = new Map<string, Script>();
  const dayOf = (symbol: string, date: string): Script => {
    const key = `${symbol} ${date}`;
    const known = days.get(key);
    if (known !== undefined) return known;
    const random = seededRandom(
      seed ^ [...key].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7),
    );
    let price = 60_000 + 100 * Math.floor(random() * 40 - 20);
    const prices = Array.from({ length: 66 }, (_, n) => {
      price += 100 * Math.floor(random() * 11 - 5);
      return [kstIso(kstMs(date, "09:00") + n * 6 * 60_000).slice(11, 19), price] as const;
    });
    const script = {
      base: 60_000 + 1_000 * Math.floor(random() * 25 - 12),
      prices,
      depth: 10 + Math.floor(random() * 50),
      auction: 50 + Math.floor(random() * 400),
    };
    days.set(key, script);
    return script;
  };
  return (clock: TestClock) =>
    scriptedTape((symbol, date) => {
      const script = dayOf(symbol, date);
      return clock.now() < kstMs(date, "09:00") ? { ...script, base: 60_000 } : script;
    });
}
