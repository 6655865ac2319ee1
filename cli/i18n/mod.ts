// Which language to speak, and the catalog of every sentence in it.
import { en } from "./en.ts";
import { ko } from "./ko.ts";

export type Lang = "ko" | "en";
/** Every sentence that a person may read. The Korean catalog has the same keys, which the type checker holds. */
export type Messages = typeof en;

export function isLang(text: string): text is Lang {
  return text === "ko" || text === "en";
}

export function messagesOf(lang: Lang): Messages {
  return lang === "ko" ? ko : en;
}

/** The language of the environment: HOGA_LANG where it is valid, else the locale's. */
export function environmentLang(env: Readonly<Record<string, string | undefined>>): Lang {
  const own = env["HOGA_LANG"] ?? "";
  return isLang(own) ? own : localeLang(env);
}

/** The language of the locale, as POSIX reads it: the first of LC_ALL, LC_MESSAGES and LANG that is set. */
export function localeLang(env: Readonly<Record<string, string | undefined>>): Lang {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
