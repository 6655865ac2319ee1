// What an API key looks like. Its shape can be checked without a database, so that a mistyped or invented key costs none.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "hoga_";
/** 43 digits of base 62 carry 256 bits. */
const SECRET_LENGTH = 43;
const SECRET_BYTES = 32;
/** Six digits of base 62 hold any CRC-32. */
const CHECKSUM_LENGTH = 6;

const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/**
 * A new API key: `hoga_`, 43 digits of base 62 for the secret, six for its checksum. `randomBytes` must be 32 bytes from a
 * cryptographic source. The prefix and the checksum let secret scanners find keys that were left in the open.
 * Throws a RangeError for another number of bytes.
 */
export function newApiKey(randomBytes: Uint8Array): string {
  if (randomBytes.length !== SECRET_BYTES) throw new RangeError(`An API key is made of ${SECRET_BYTES} random bytes`);
  const secret = base62(randomBytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), SECRET_LENGTH);
  return PREFIX + secret + checksumOf(secret);
}

/** Whether `text` has the shape of an API key and its checksum is right. Whether it is anybody's is another question. */
export function isApiKey(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const end = PREFIX.length + SECRET_LENGTH;
  return text.slice(end) === checksumOf(text.slice(PREFIX.length, end));
}

function base62(value: bigint, length: number): string {
  let digits = "";
  for (let rest = value; digits.length < length; rest /= 62n) digits = ALPHABET.charAt(Number(rest % 62n)) + digits;
  return digits;
}

function checksumOf(secret: string): string {
  return base62(BigInt(crc32(secret)), CHECKSUM_LENGTH);
}

/** CRC-32 as in ISO 3309 and zip files. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
