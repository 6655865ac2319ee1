// The names of instruments, remembered for a while: every order and every trade is told with one.
import { z } from "zod";
import type { Ask } from "./ask.ts";
import type { Lang } from "./lang.ts";

/** How long a name is remembered (real ms). */
const KEPT_MS = 10 * 60_000;
/** More names than the exchange lists. */
const KEPT_MAX = 20_000;

const NamesAnswer = z.object({ names: z.record(z.string(), z.object({ ko: z.string(), en: z.string() })) });

/** The name of an instrument; the symbol itself where no name is known. */
export type NameOf = (symbol: string) => string;

export interface Names {
  /** The names of `symbols`, with one question for those not remembered. Never fails: without an answer a symbol stands for its name. */
  of(ask: Ask, symbols: readonly string[], lang: Lang): Promise<NameOf>;
  /** Forgets all names, because instruments were imported. */
  clear(): void;
}

interface Kept {
  readonly ko: string;
  readonly en: string;
  readonly until: number;
}

/** Names with an empty memory. `wall` is real time in ms. */
export function createNames(wall: () => number): Names {
  const kept = new Map<string, Kept>();

  async function learn(ask: Ask, symbols: readonly string[], now: number): Promise<void> {
    const answer = await ask("market-data", "/instruments/names", NamesAnswer, { method: "POST", json: { symbols } });
    if ("refused" in answer) return;
    if (kept.size > KEPT_MAX) kept.clear();
    for (const [symbol, name] of Object.entries(answer.value.names)) {
      kept.set(symbol, { ...name, until: now + KEPT_MS });
    }
  }

  return {
    async of(ask, symbols, lang) {
      const now = wall();
      const unknown = [...new Set(symbols)].filter((symbol) => !((kept.get(symbol)?.until ?? 0) > now));
      if (unknown.length > 0) await learn(ask, unknown, now);
      return (symbol) => kept.get(symbol)?.[lang] ?? symbol;
    },
    clear: () => kept.clear(),
  };
}
