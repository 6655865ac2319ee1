// In which language names and sentences are told.
import type { HonoRequest } from "hono";

export type Lang = "ko" | "en";

/** The caller's language: `X-Hoga-Lang`, else the first of the two that `Accept-Language` names, else Korean. */
export function langOf(request: HonoRequest): Lang {
  const header = request.header("x-hoga-lang") ?? request.header("accept-language") ?? "";
  for (const range of header.split(",")) {
    const tag = range.trim().slice(0, 2).toLowerCase();
    if (tag === "ko" || tag === "en") return tag;
  }
  return "ko";
}
