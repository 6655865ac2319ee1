// For tests: users and keys in memory, by the rules of the table.
import { apiKeyId, type ApiKeyRecord, type User } from "@hoga/identity";
import type { GatewayPorts } from "../ports.ts";

/** Real time of the first key that is made; each after it is a second later. */
const CREATED_AT = Date.parse("2026-11-20T09:00:00+09:00");

interface Kept extends ApiKeyRecord {
  readonly userId: string;
  readonly key: string;
  isRevoked: boolean;
}

/** An identity of `users` without keys. `findUserByKey` knows the keys that are made. */
export function memoryIdentity(users: readonly User[]) {
  const kept: Kept[] = [];
  const recordOf = ({ id, lastFour, label, createdAt }: Kept): ApiKeyRecord => ({ id, lastFour, label, createdAt });
  const identity: GatewayPorts["identity"] & Pick<GatewayPorts, "findUserByKey"> = {
    findUser: (id) => Promise.resolve(users.find((user) => user.id === id) ?? null),
    keysOf: (userId) => Promise.resolve(kept.filter((one) => one.userId === userId && !one.isRevoked).map(recordOf)),
    async createKey({ userId, label, key }) {
      const createdAt = CREATED_AT + kept.length * 1_000;
      const made = {
        id: await apiKeyId(key),
        lastFour: key.slice(-4),
        label,
        createdAt,
        userId,
        key,
        isRevoked: false,
      };
      kept.push(made);
      return recordOf(made);
    },
    revoke({ userId, keyId }) {
      const found = kept.find((one) => one.userId === userId && one.id === keyId && !one.isRevoked);
      if (found !== undefined) found.isRevoked = true;
      return Promise.resolve(found !== undefined);
    },
    findUserByKey(key) {
      const found = kept.find((one) => one.key === key && !one.isRevoked);
      return Promise.resolve(found === undefined ? null : { userId: found.userId });
    },
  };
  return identity;
}
