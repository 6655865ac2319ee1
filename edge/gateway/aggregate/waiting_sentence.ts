// Why an order waits, as a sentence in the caller's language.
import type { Waiting } from "@hoga/contracts";
import type { Lang } from "../lang.ts";
import { waitingEn } from "./waiting_en.ts";
import { waitingKo } from "./waiting_ko.ts";

/** The sentence for a reason, without a full stop: it may stand after a label. Prices in it are won, times Korea's. */
export function waitingSentence(waiting: Waiting, lang: Lang): string {
  return lang === "ko" ? waitingKo(waiting) : waitingEn(waiting);
}
