// Where the repository is, which files it has, and the environment its checks run in.

/** The repository's root, with a trailing slash. */
export const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Folders that are made, not written: they are in `.gitignore` and no check looks into them. */
export const MADE: readonly string[] = [".git", "node_modules", "dist", "coverage", ".cache"];

/** Every file below `folder` as a sorted path from the root, without what was made. Links are not followed. */
export async function listFiles(folder = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(ROOT + folder)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory && !MADE.includes(entry.name)) found.push(...await listFiles(path));
    if (entry.isFile) found.push(path);
  }
  return found.sort();
}

/** Reads a file of the repository, or null when there is none at this path. */
export async function readText(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(ROOT + path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * What would make a check's answer depend on the machine: the settings of hoga and its platforms, which may point at
 * somebody's real state, and the marks of a CI, with which terminal libraries draw otherwise.
 */
const SETTINGS =
  /^(HOGA_(?!TEST_)|QSTASH_|UPSTASH_|NEON_|PUBLIC_BASE_URL|CI$|CI_|CONTINUOUS_INTEGRATION$)|DATABASE_URL$/;

/** The environment for a check: the same language and time zone everywhere, and none of hoga's settings. */
export function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => !SETTINGS.test(name));
  // A zone that is neither UTC nor Korea's shows every place that reads the machine's clock face.
  return { ...Object.fromEntries(kept), LC_ALL: "C.UTF-8", TZ: "America/New_York", NO_COLOR: "1" };
}

/** Ends a check: prints each problem on a line of its own, or the summary when there is none. */
export function conclude(problems: readonly string[], summary: string): never {
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(summary);
  Deno.exit(problems.length === 0 ? 0 : 1);
}
