// Check: the migrations of every service run in the order they were written.
//
// drizzle's migrator compares a journal's `when` only with the newest one applied, so an entry whose `when` does not
// grow is skipped in silence.

import { conclude, listFiles, readText } from "./tree.ts";

interface Entry {
  readonly idx: number;
  readonly when: number;
  readonly tag: string;
}

/** What is wrong with one journal (`path`), given the names of the `.sql` files beside it. */
export function journalProblems(path: string, journal: string, sqlFiles: readonly string[]): string[] {
  const entries = parseEntries(journal);
  if (entries === null) return [`${path}: it is not a drizzle-kit journal`];
  const problems: string[] = [];
  let previous: Entry | undefined;
  for (const entry of entries) {
    if (entry.idx !== (previous === undefined ? 0 : previous.idx + 1)) {
      problems.push(`${path}: ${entry.tag} has idx ${entry.idx} out of order`);
    }
    if (previous !== undefined && entry.when <= previous.when) {
      problems.push(`${path}: ${entry.tag} (when ${entry.when}) is not after ${previous.tag} (when ${previous.when})`);
    }
    if (!sqlFiles.includes(`${entry.tag}.sql`)) problems.push(`${path}: ${entry.tag}.sql is missing`);
    previous = entry;
  }
  for (const file of sqlFiles) {
    if (!entries.some((entry) => `${entry.tag}.sql` === file)) problems.push(`${path}: ${file} is not in the journal`);
  }
  return problems;
}

function parseEntries(journal: string): Entry[] | null {
  const parsed: unknown = JSON.parse(journal);
  if (typeof parsed !== "object" || parsed === null || !("entries" in parsed)) return null;
  return Array.isArray(parsed.entries) && parsed.entries.every(isEntry) ? parsed.entries : null;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && "idx" in value && "when" in value && "tag" in value &&
    typeof value.idx === "number" && typeof value.when === "number" && typeof value.tag === "string";
}

if (import.meta.main) {
  const files = await listFiles("packages");
  const journals = files.filter((path) => path.endsWith("/meta/_journal.json"));
  const problems = journals.length === 0 ? ["packages: there is no migration journal (*/meta/_journal.json)"] : [];
  for (const path of journals) {
    const folder = path.slice(0, -"meta/_journal.json".length);
    const beside = files.filter((file) => file.startsWith(folder) && /^[^/]+\.sql$/.test(file.slice(folder.length)));
    problems.push(
      ...journalProblems(path, await readText(path) ?? "", beside.map((file) => file.slice(folder.length))),
    );
  }
  conclude(problems, `${journals.length} migration journals are in order`);
}
