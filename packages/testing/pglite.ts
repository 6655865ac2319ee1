// A migrated database in memory for a test, from an image that the first test to ask makes and all others load.

import { createHash } from "node:crypto";
import { migrate, openPglite, type Sql } from "@hoga/db";

const ROOT = new URL("../../", import.meta.url);
const IMAGES = new URL(".cache/pglite/", ROOT);
const MIGRATIONS = new URL("packages/db/migrations/", ROOT);
const ENGINE = new URL("node_modules/@electric-sql/pglite/package.json", ROOT);

/** Read or made once in each test process. */
let image: Promise<Blob> | undefined;

/**
 * Opens a fresh in-memory database with the schemas of all services and no rows. It takes about 0.4 s; the first call
 * after a migration has changed takes 3 s, since it makes the image. The caller closes it.
 */
export async function openTestPglite(): Promise<Sql> {
  image ??= loadImage();
  return await openPglite({ image: await image });
}

async function loadImage(): Promise<Blob> {
  const file = new URL(`${await imageKey()}.tar`, IMAGES);
  return await readImage(file) ?? await makeImage(file);
}

/** Names the image by all that goes into it: the migrations, and the version of the database. */
async function imageKey(): Promise<string> {
  const hash = createHash("sha256").update(await Deno.readFile(ENGINE));
  for (const name of await filesBelow(MIGRATIONS)) {
    hash.update(name).update(await Deno.readFile(new URL(name, MIGRATIONS)));
  }
  return hash.digest("hex");
}

async function filesBelow(folder: URL, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(new URL(prefix, folder))) {
    const name = prefix + entry.name;
    if (entry.isDirectory) found.push(...await filesBelow(folder, `${name}/`));
    else found.push(name);
  }
  return found.sort();
}

async function readImage(file: URL): Promise<Blob | null> {
  try {
    return new Blob([await Deno.readFile(file)]);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Makes the image under a name of its own and renames it: whoever reads the file finds all of it, or none. */
async function makeImage(file: URL): Promise<Blob> {
  const sql = await openPglite({});
  await migrate(sql);
  const image = await sql.dump();
  await sql.close();
  await Deno.mkdir(IMAGES, { recursive: true });
  const partial = new URL(`${crypto.randomUUID()}.part`, IMAGES);
  await Deno.writeFile(partial, image.stream());
  await Deno.rename(partial, file);
  await removeOthers(file);
  return image;
}

/** Images of migrations that are no more would pile up, 40 MB each. A process that still wants one makes it again. */
async function removeOthers(file: URL): Promise<void> {
  for await (const { name } of Deno.readDir(IMAGES)) {
    if (name.endsWith(".tar") && !file.pathname.endsWith(name)) {
      await Deno.remove(new URL(name, IMAGES)).catch(() => {});
    }
  }
}
