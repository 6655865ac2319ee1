// Lets a listing through that is larger than the bodies which services send each other.
import { type Context, Hono } from "hono";
import { refuse } from "@hoga/contracts";
import { problemResponse } from "@hoga/outbox";
import { LISTING_MAX } from "./commands/import_instruments.ts";

export const IMPORT_PATH = "/instruments/import";

/**
 * The app with the body of an import kept aside. A service's app measures a body before it knows the route, so the import goes to it
 * without one; once the app has let the caller in, its route takes the body from here.
 */
export function listingBody() {
  const aside = new WeakMap<Request, Request>();
  return {
    /** `app`, behind the door that keeps bodies aside. */
    around(app: Hono): Hono {
      const door = new Hono();
      door.post(IMPORT_PATH, (c) => {
        const headers = new Headers(c.req.raw.headers);
        headers.delete("content-length");
        headers.delete("transfer-encoding");
        const bare = new Request(c.req.url, { method: "POST", headers });
        aside.set(bare, c.req.raw);
        return app.fetch(bare);
      });
      door.all("*", (c) => app.fetch(c.req.raw));
      return door;
    },
    /** The bytes that came with the request of `c`, or the answer that there are too many. */
    async take(c: Context): Promise<Uint8Array | Response> {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of aside.get(c.req.raw)?.body ?? []) {
        size += part.length;
        if (size > LISTING_MAX) {
          return problemResponse(c, refuse("body_too_large", `The file is larger than ${LISTING_MAX} bytes`));
        }
        parts.push(part);
      }
      const bytes = new Uint8Array(size);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
  };
}

export type ListingBody = ReturnType<typeof listingBody>;
