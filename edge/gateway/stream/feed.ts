// What a stream is made of.
import type { SSEMessage } from "hono/streaming";

/** Asks for what is new and tells it. A service that cannot be reached has nothing new: the next call asks again. */
export type Feed = () => Promise<readonly SSEMessage[]>;
