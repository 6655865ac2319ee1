// hoga help TOPIC: what is to be known of hoga as a whole. Loaded only when somebody asks.
import type { Context } from "./context.ts";
import type { Topic } from "./i18n/topics_en.ts";

/** The names of the topics, for the help and for completions. */
export const TOPICS = ["environment", "exit-codes", "output"] as const;

/** Whether `hoga help NAME` is a topic and no command. */
export function isTopic(name: string | undefined): name is typeof TOPICS[number] {
  return TOPICS.some((topic) => topic === name);
}

/** Prints a topic in the user's language. */
export async function showTopic(name: typeof TOPICS[number], ctx: Context): Promise<void> {
  const topic: Topic = ctx.lang === "ko"
    ? (await import("./i18n/topics_ko.ts")).topicsKo[name]
    : (await import("./i18n/topics_en.ts")).topicsEn[name];
  const document = {
    topic: name,
    title: topic.title,
    entries: topic.entries.map(([entry, meaning]) => ({ name: entry, meaning })),
    notes: topic.notes,
  };
  await ctx.emit(document, (view) => {
    view.line({ text: topic.title, tone: "bold" });
    view.line("");
    view.fields(topic.entries.map(([entry, meaning]): [string, string] => [`  ${entry}`, meaning]));
    view.line("");
    for (const note of topic.notes) view.line(note);
  });
}
