// A question to the gateway whose answer is a message, whatever comes of it.
import type { Client } from "../api/client.ts";
import type { Live } from "./live.ts";
import type { Message } from "./state/messages.ts";
import { sentenceOf } from "./world.ts";

/** Tells what `work` found, or in `failed`'s words why it found nothing. */
export async function asked(
  { world, dispatch }: Pick<Live, "world" | "dispatch">,
  work: (client: Client) => Promise<Message>,
  failed: (why: string) => Message,
): Promise<void> {
  try {
    dispatch(await work(world.client()));
  } catch (error) {
    dispatch(failed(sentenceOf(error)));
  }
}
