import assert from "node:assert/strict";
import { NOTHING_TYPED, readSecret, type TerminalInput, typed } from "./secret.ts";

Deno.test("typed() keeps what is typed, and knows the keys that change or end it", () => {
  const rows: readonly (readonly [chunks: string[], text: string, end: string | null])[] = [
    [["abc"], "abc", null],
    [["hoga_", "1\r"], "hoga_1", "entered"],
    [["key\n"], "key", "entered"],
    [["key\r\n", "more"], "key", "entered"],
    [["abd\x7fc"], "abc", null],
    [["가나\b다"], "가다", null],
    [["\x7f\x7fa"], "a", null],
    [["wrong\x15right\r"], "right", "entered"],
    [["a\x1b[Db\x1b[200~c\x1bOAd\x1b[1;5Ce"], "abcde", null],
    [["a\tb\0c"], "abc", null],
    [["\x04"], "", "closed"],
    [["a\x04b"], "ab", null],
    [["abc\x03def"], "", "interrupted"],
  ];
  for (const [chunks, text, end] of rows) {
    let typing = NOTHING_TYPED;
    for (const chunk of chunks) if (typing.end === null) typing = typed(typing, chunk);
    assert.deepEqual(typing, { text, end }, JSON.stringify(chunks));
  }
});

/** A terminal that a test types on, and what was done to it. */
function terminal() {
  const done: string[] = [];
  const takers = new Set<(chunk: Uint8Array) => void>();
  const closers = new Set<() => void>();
  const listen = (isOn: boolean) => (event: string, listener: ((chunk: Uint8Array) => void) | (() => void)) => {
    const set: Set<typeof listener> = event === "data"
      ? takers as Set<typeof listener>
      : closers as Set<typeof listener>;
    if (isOn) set.add(listener);
    else set.delete(listener);
  };
  const input: TerminalInput = {
    setRawMode: (isRaw) => done.push(`raw ${isRaw}`),
    on: listen(true),
    off: listen(false),
    resume: () => done.push("resume"),
    pause: () => done.push("pause"),
  };
  return {
    input,
    done,
    listeners: () => takers.size + closers.size,
    type: (text: string) => takers.forEach((take) => take(new TextEncoder().encode(text))),
    end: () => closers.forEach((close) => close()),
  };
}

Deno.test("readSecret() reads a line in raw mode and leaves the terminal as it was", async () => {
  const t = terminal();
  const reading = readSecret(t.input, new AbortController().signal, () => assert.fail());
  t.type("hoga_");
  t.type("1\r");
  assert.equal(await reading, "hoga_1");
  assert.deepEqual([t.done, t.listeners()], [["raw true", "resume", "raw false", "pause"], 0]);
});

Deno.test("readSecret() reads nothing when it is interrupted, ended or aborted, and tells of Ctrl-C", async () => {
  for (const how of ["ctrl-c", "end", "abort"] as const) {
    const t = terminal();
    const ending = new AbortController();
    let interrupts = 0;
    const reading = readSecret(t.input, ending.signal, () => {
      interrupts++;
      setTimeout(() => ending.abort());
    });
    t.type("half");
    if (how === "ctrl-c") t.type("\x03");
    if (how === "end") t.end();
    if (how === "abort") ending.abort();
    assert.equal(await reading, null, how);
    assert.equal(interrupts, how === "ctrl-c" ? 1 : 0);
    assert.deepEqual([t.done.slice(-2), t.listeners()], [["raw false", "pause"], 0]);
  }
  const t = terminal();
  assert.equal(await readSecret(t.input, AbortSignal.abort(), () => {}), null);
  assert.deepEqual(t.done, []);
});
