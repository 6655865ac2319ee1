import { Buffer } from "node:buffer";
import { SignJWT } from "jose";

const KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A signature is valid for this many seconds. */
const LIFETIME_S = 300;

/**
 * The `Upstash-Signature` of one request: a JWT, HS256 under the signing key's UTF-8 bytes, whose subject is the
 * destination URL and whose `body` is the padded base64url of the SHA-256 of the body's bytes. `wall` is real time in
 * epoch ms; the signature is valid from then on for five minutes.
 */
export async function sign(
  message: {
    readonly key: string;
    readonly url: string;
    readonly body: Uint8Array<ArrayBuffer>;
    readonly id: string;
    readonly wall: number;
  },
): Promise<string> {
  const issuedAt = Math.floor(message.wall / 1000);
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", message.body)).toString("base64");
  const hash = digest.replaceAll("+", "-").replaceAll("/", "_");
  return await new SignJWT({ body: hash })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("Upstash")
    .setSubject(message.url)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .setJti(message.id)
    .sign(new TextEncoder().encode(message.key));
}

/** A new random signing key in QStash's form: `sig_` and 28 letters and digits. */
export function newSigningKey(): string {
  let key = "sig_";
  while (key.length < 32) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? 255;
    // Bytes past the last whole multiple of 62 would favour the first letters.
    if (byte < 248) key += KEY_LETTERS[byte % KEY_LETTERS.length];
  }
  return key;
}
