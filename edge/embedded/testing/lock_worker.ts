// A process that takes a directory's lock again and again, and looks each time whether it is alone. Under Deno, and bundled under Node.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { takeLock } from "../lock.ts";
import { isAlive } from "../process_identity.ts";

const [dir = "", rounds = "0"] = process.argv.slice(2);
const guard = join(dir, "guard");
const turn = () => new Promise<void>((done) => setTimeout(done, 1));

/** Marks the directory as used. What somebody else left there must be from one who was killed. */
async function enter(): Promise<void> {
  try {
    await writeFile(guard, String(process.pid), { flag: "wx" });
  } catch {
    const other = Number(await readFile(guard, "utf8"));
    if (await isAlive({ pid: other, began: null })) throw new Error(`${other} is here too`);
    await writeFile(guard, String(process.pid));
  }
}

for (let round = 0; round < Number(rounds);) {
  const taken = await takeLock(dir, turn);
  if ("owner" in taken) continue;
  await enter();
  if (round % 2 === 0) await taken.held.announce({ url: "http://127.0.0.1:1", apiKeyFile: "", startedAt: "" });
  process.stdout.write(`held ${++round}\n`);
  await turn();
  await rm(guard);
  await taken.held.release();
}
