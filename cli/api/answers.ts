// What an answer of the gateway is: the document that was asked for, or a refusal. Nothing else passes.
import type { z } from "zod";
import { CliError, type ExitCode } from "../errors.ts";
import type { Lang, Messages } from "../i18n/mod.ts";
import type { Contracts } from "./documents.ts";
import type { Answer } from "./transport.ts";

/** The sentence of a refusal in the user's language: the code's own, with the gateway's values where it gives some. */
export function reasonSentence(
  contracts: Pick<Contracts, "isCode" | "CODES">,
  lang: Lang,
  code: string,
  message: string,
): string {
  if (lang === "en" || !contracts.isCode(code)) return message;
  const { ko, en } = contracts.CODES[code];
  if (/[가-힣]/.test(message)) return message;
  return message === en || message === "" ? ko : `${ko} (${message})`;
}

/** Parses the answer by `schema`, or throws what the refusal or the failure means for the command. */
export async function readAnswer<T>(
  answer: Answer,
  pick: (contracts: Contracts) => z.ZodType<T>,
  lang: Lang,
  t: Messages,
): Promise<T> {
  const contracts = await import("@hoga/contracts");
  const document = parseJson(answer.text);
  if (answer.status < 200 || answer.status > 299) throw refusalOf(answer, document, contracts, lang, t);
  const parsed = pick(contracts).safeParse(document);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? "" : ` (${issue.path.join(".") || "body"}: ${issue.message})`;
  throw new CliError("bad_answer", 1, `${t.connect.notHoga(answer.url)}${where}`, { hint: t.connect.notHogaHint });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(answer: Answer, document: unknown, contracts: Contracts, lang: Lang, t: Messages): CliError {
  const parsed = contracts.Problem.safeParse(document);
  if (!parsed.success) return failureOf(answer, t);
  const problem = parsed.data;
  const message = reasonSentence(contracts, lang, problem.code, problem.detail);
  return new CliError(problem.code, contracts.exitCodeOf(problem.code), message, {
    retryable: problem.retryable,
    hint: problem.hint ?? candidatesHint(problem.candidates),
    candidates: problem.candidates,
    traceId: problem.traceId,
  });
}

function candidatesHint(candidates: readonly { symbol: string; nameKo: string }[] | undefined): string | undefined {
  return candidates?.map(({ symbol, nameKo }) => `${symbol} ${nameKo}`).join(", ");
}

/** An error that is no problem document comes from something between here and the gateway, or from no gateway at all. */
function failureOf(answer: Answer, t: Messages): CliError {
  const { status, url } = answer;
  const [code, exit]: [string, ExitCode] = status === 401 || status === 403
    ? [status === 401 ? "unauthorized" : "forbidden", 3]
    : status >= 500 || status === 429
    ? ["unavailable", 5]
    : ["bad_answer", 1];
  const isUnknown = code === "bad_answer";
  return new CliError(code, exit, isUnknown ? t.connect.notHoga(url) : t.connect.failed(url, status), {
    retryable: exit === 5,
    hint: isUnknown ? t.connect.notHogaHint : undefined,
  });
}
