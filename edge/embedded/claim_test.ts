import assert from "node:assert/strict";
import fc from "fast-check";
import { type Claim, claim, type ClaimFiles, findOwner, type Told } from "./claim.ts";
import type { ProcessIdentity } from "./process_identity.ts";

const TOLD: Told = { url: "http://127.0.0.1:1", apiKeyFile: "/key", startedAt: "2025-03-14T00:00:00Z" };

/** Lets everything run that does not wait for a step. */
const settle = () => new Promise<void>((done) => setImmediate(done));

/** Processes over one directory. A call of theirs to the file system happens when its step is taken, in any order, or never, if they are killed. */
function world() {
  const texts = new Map<number, string>();
  const waiting: { readonly pid: number; readonly run: () => void }[] = [];
  const alive = new Set<number>();
  const holding = new Map<number, Claim>();
  let born = 0;

  const filesOf = (pid: number): ClaimFiles => {
    const step = <T>(call: () => T): Promise<T> =>
      new Promise((done) => waiting.push({ pid, run: () => done(call()) }));
    return {
      list: () => step(() => [...texts.keys()]),
      read: (number) => step(() => texts.get(number) ?? null),
      create: (number, text) =>
        step(() => {
          if (texts.has(number)) return false;
          texts.set(number, text);
          return true;
        }),
      replace: (number, text) => step(() => void texts.set(number, text)),
      remove: (number) => step(() => void texts.delete(number)),
    };
  };
  const isAlive = ({ pid }: ProcessIdentity) => Promise.resolve(alive.has(pid));

  /** A process that wants the directory, again and again. It holds it for as long as it is given no turn. */
  async function live(pid: number): Promise<void> {
    const files = filesOf(pid);
    while (true) {
      const found = await claim({ files, self: { pid, began: null }, isAlive });
      if (!("announce" in found)) {
        // Looks again when it is given a turn.
        await files.list();
        continue;
      }
      holding.set(pid, found);
      await files.list();
      if (pid % 2 === 0) await found.announce(TOLD);
      holding.delete(pid);
      await found.release();
    }
  }

  return {
    texts,
    waiting,
    alive,
    holding,
    filesOf,
    isAlive,
    spawn() {
      const pid = ++born;
      alive.add(pid);
      void live(pid);
    },
    kill(pid: number) {
      alive.delete(pid);
      holding.delete(pid);
      for (let index = waiting.length - 1; index >= 0; index--) {
        if (waiting[index]?.pid === pid) waiting.splice(index, 1);
      }
    },
  };
}

type World = ReturnType<typeof world>;

/** Takes one step by a number: mostly the call of some process, sometimes a death and a birth. */
async function advance(w: World, choice: number): Promise<void> {
  const [victim] = [...w.alive].slice(choice % w.alive.size);
  if (choice % 23 === 0 && victim !== undefined) {
    w.kill(victim);
    w.spawn();
  } else {
    const [step] = w.waiting.splice(Math.floor(choice / 23) % Math.max(1, w.waiting.length), 1);
    step?.run();
  }
  await settle();
}

Deno.test("however processes take, die and let go in between, there are never two owners, and always one again", async () => {
  let owned = 0;
  const choices = fc.array(fc.nat({ max: 1 << 20 }), { minLength: 150, maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 5 }), choices, async (processes, steps) => {
      const w = world();
      for (let count = 0; count < processes; count++) w.spawn();
      await settle();
      for (const choice of steps) {
        const before = w.holding.size;
        await advance(w, choice);
        assert(w.holding.size <= 1, `two owners: ${[...w.holding.keys()]}`);
        if (w.holding.size > before) owned++;
      }
      // All but a newcomer die: nothing that they left keeps it out.
      for (const pid of [...w.alive]) w.kill(pid);
      w.spawn();
      await settle();
      for (let turn = 0; turn < 30 && w.holding.size === 0; turn++) {
        w.waiting.shift()?.run();
        await settle();
      }
      assert.equal(w.holding.size, 1);
    }),
    { numRuns: 3_000 },
  );
  assert(owned > 3_000, `the directory changed hands only ${owned} times`);
});

Deno.test("whoever was slow cannot win with a number that others have been past", async () => {
  const w = world();
  const files: ClaimFiles = {
    list: () => Promise.resolve([...w.texts.keys()]),
    read: (number) => Promise.resolve(w.texts.get(number) ?? null),
    create: (number, text) => Promise.resolve(w.texts.has(number) ? false : (w.texts.set(number, text), true)),
    replace: (number, text) => Promise.resolve(void w.texts.set(number, text)),
    remove: (number) => Promise.resolve(void w.texts.delete(number)),
  };
  const take = async (pid: number, own: ClaimFiles = files) => {
    w.alive.add(pid);
    return await claim({ files: own, self: { pid, began: null }, isAlive: w.isAlive });
  };
  let arrive = () => {};
  let goOn = () => {};
  const arrived = new Promise<void>((done) => arrive = done);
  const released = new Promise<void>((done) => goOn = done);
  const slow = take(1, {
    ...files,
    async create(number, text) {
      arrive();
      await released;
      return await files.create(number, text);
    },
  });
  await arrived;
  const first = await take(2);
  assert("announce" in first);
  await first.announce(TOLD);
  assert.deepEqual(await findOwner(files, w.isAlive), { identity: { pid: 2, began: null }, told: TOLD });
  await first.release();
  assert.equal(await findOwner(files, w.isAlive), null);
  const second = await take(3);
  assert("announce" in second);
  assert.deepEqual([...w.texts.keys()], [2]);
  goOn();
  assert.deepEqual(await slow, { identity: { pid: 3, began: null }, told: null });
  assert.deepEqual([...w.texts.keys()], [2]);

  // A file that was removed by hand does not come back when its owner lets go.
  w.texts.clear();
  await second.release();
  assert.deepEqual([...w.texts.keys()], []);
});
