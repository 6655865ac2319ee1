// Who is signed in, and with which keys, as the gateway would send it, for the tests of the command line.
import type { ApiKey, Whoami } from "../../api/documents.ts";
import { ACCOUNT } from "./account.ts";

export const LAPTOP_KEY: ApiKey = {
  id: "key_0123456789abcdef",
  lastFour: "4Xyz",
  label: "laptop",
  createdAt: "2025-03-10T08:00:00+09:00",
  current: true,
};

export const BOT_KEY: ApiKey = {
  id: "key_fedcba9876543210",
  lastFour: "9Bot",
  label: "bot",
  createdAt: "2025-03-14T10:00:00+09:00",
  current: false,
};

/** A secret in the shape of a key. */
export const SECRET = "hoga_7Qn2TAXmpKrXwLg0jGyBv9DU3o5cRz1EHkYfWs6JtNb0aBcD9Bot";

export const WHOAMI: Whoami = {
  userId: "user_kim",
  name: "kim",
  isOperator: false,
  key: { id: LAPTOP_KEY.id, lastFour: LAPTOP_KEY.lastFour, label: LAPTOP_KEY.label },
  accounts: [ACCOUNT],
};
