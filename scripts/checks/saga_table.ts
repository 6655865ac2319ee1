// Check: the saga table in ARCHITECTURE.md says what the event catalog says. `--write` renews the table.

import { CATALOG } from "@hoga/events";
import { conclude, readText, ROOT } from "./tree.ts";

const DOCUMENT = "ARCHITECTURE.md";
const BEGIN = "<!-- saga:begin -->";
const END = "<!-- saga:end -->";

/** What the table tells of one event. */
export interface SagaRow {
  readonly emitters: readonly string[];
  readonly subscribers: readonly string[];
  readonly compensation: string | null;
  readonly summary: string;
}

/** The catalog as a Markdown table, its columns padded as `deno fmt` wants them. */
export function sagaTable(catalog: Readonly<Record<string, SagaRow>>): string {
  const rows = Object.entries(catalog).map(([type, entry]) => [
    `\`${type}\``,
    entry.summary,
    entry.emitters.join(", "),
    entry.subscribers.join(", "),
    entry.compensation === null ? "-" : `\`${entry.compensation}\``,
  ]);
  const head = ["event", "what happened", "emitted by", "heard by", "undone by"];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length)
  );
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** The document with `table` between its two markers, or null when it lacks them. */
export function withTable(document: string, table: string): string | null {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) return null;
  return `${document.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${document.slice(end)}`;
}

if (import.meta.main) {
  const document = await readText(DOCUMENT);
  const wanted = document === null ? null : withTable(document, sagaTable(CATALOG));
  if (wanted === null) conclude([`${DOCUMENT}: there is no place for the saga table (${BEGIN} ... ${END})`], "");
  const write = Deno.args.includes("--write");
  if (write) await Deno.writeTextFile(ROOT + DOCUMENT, wanted);
  const stale = wanted !== document && !write;
  conclude(
    stale ? [`${DOCUMENT}: the saga table differs from packages/events/catalog.ts; \`deno task saga\` renews it`] : [],
    `the saga table holds ${Object.keys(CATALOG).length} events`,
  );
}
