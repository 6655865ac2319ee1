import type { Sql } from "@hoga/db";
import { z } from "zod";
import { newSigningKey } from "./signature.ts";
import { oneRow } from "./storing.ts";
import type { SigningKeys } from "./types.ts";

const keysRow = z.object({ current: z.string(), next: z.string() });

/** The database's signing keys; made at random the first time. */
export async function loadKeys(sql: Sql): Promise<SigningKeys> {
  await sql.query(
    "insert into qstash.signing_keys (id, current, next) values (1, $1, $2) on conflict do nothing",
    [newSigningKey(), newSigningKey()],
  );
  return keysRow.parse(await oneRow(sql, "select current, next from qstash.signing_keys", []));
}

/** Makes the next key the current one and a random one the next, and returns both. */
export async function rotateKeys(sql: Sql): Promise<SigningKeys> {
  const text = "update qstash.signing_keys set current = next, next = $1 returning current, next";
  return keysRow.parse(await oneRow(sql, text, [newSigningKey()]));
}
