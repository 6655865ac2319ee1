// Bodies: how large they may be, and that JSON is JSON. What a Content-Length says is not believed.
import { createMiddleware } from "hono/factory";
import { refuse } from "@hoga/contracts";
import type { GatewayEnv } from "../env.ts";
import { say } from "../problems.ts";

/** The largest JSON body (bytes). */
const JSON_MAX = 64 * 1024;
/** The largest listing file (bytes). */
const IMPORT_MAX = 8 * 1024 * 1024;

/** Reads the body up to `max` bytes; null when there are more, which are not read. */
async function readLimited(body: ReadableStream<Uint8Array> | null, max: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body === null) return new Uint8Array(0);
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > max) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
}

const tooLarge = (max: number) => refuse("body_too_large", `The body is larger than ${sizeText(max)}`);

function isJsonType(contentType: string): boolean {
  return /^(application|text)\/([\w.+-]+\+)?json$/i.test(contentType.split(";")[0]?.trim() ?? "");
}

/**
 * Takes a body of JSON of at most {@linkcode JSON_MAX} bytes. A missing Content-Type is taken for JSON; another one is refused. With
 * `optional`, no body at all stands for an empty object.
 */
export function takesJson(options: { readonly optional?: boolean } = {}) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const { raw } = c.req;
    const contentType = raw.headers.get("content-type");
    if (contentType !== null && !isJsonType(contentType)) {
      return say(
        c,
        refuse("invalid_request", `Content-Type must be application/json, not ${JSON.stringify(contentType)}`),
      );
    }
    const bytes = await readLimited(raw.body, JSON_MAX);
    if (bytes === null) return say(c, tooLarge(JSON_MAX));
    const text = bytes.length === 0 && options.optional ? "{}" : new TextDecoder().decode(bytes);
    try {
      JSON.parse(text);
    } catch (error) {
      const why = text === "" ? "it is empty" : error instanceof Error ? error.message : String(error);
      return say(c, refuse("malformed_json", `The body is not JSON: ${why.replaceAll(/\s+/g, " ")}`));
    }
    const headers = new Headers(raw.headers);
    headers.set("content-type", "application/json");
    headers.delete("content-length");
    c.req.raw = new Request(raw.url, { method: raw.method, headers, body: text });
    await next();
  });
}

/** Takes a body of any kind of at most {@linkcode IMPORT_MAX} bytes. */
export function takesFile() {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const { raw } = c.req;
    const bytes = await readLimited(raw.body, IMPORT_MAX);
    if (bytes === null) return say(c, tooLarge(IMPORT_MAX));
    if (bytes.length === 0) return say(c, refuse("invalid_request", "The body is empty: it must be a CSV file"));
    const headers = new Headers(raw.headers);
    headers.delete("content-length");
    c.req.raw = new Request(raw.url, { method: raw.method, headers, body: bytes });
    await next();
  });
}
