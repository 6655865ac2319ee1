import assert from "node:assert/strict";
import { BOOK, QUOTE } from "../testing/documents.ts";
import { createPainter } from "./paint/painter.ts";
import { startPainting } from "./painting.ts";
import type { Message } from "./state/messages.ts";
import type { State } from "./state/model.ts";
import { createStore } from "./store.ts";
import { withTimers } from "./testing/manual_timers.ts";
import { keys, tradingState, typing, WALL } from "./testing/states.ts";

interface PaintingBench {
  /** Dispatches messages, keys at the time of the clock. */
  readonly tell: (...messages: readonly Message[]) => void;
  /** What was written since the last look. */
  readonly written: () => readonly string[];
  readonly pass: (ms: number) => void;
  readonly hold: (isHeld: boolean) => void;
  readonly painting: ReturnType<typeof startPainting>;
  readonly pending: () => readonly number[];
}

async function withPainting(use: (bench: PaintingBench) => void, state: State = tradingState()): Promise<void> {
  await withTimers(WALL, ({ now, advance, pending }) => {
    const frames: string[] = [];
    let isHeld = false;
    const store = createStore(state, () => {});
    const painting = startPainting(store, createPainter((text) => void frames.push(text)), now, () => isHeld);
    painting.paint();
    frames.splice(0);
    use({
      tell: (...messages) =>
        messages.forEach((message) => store.dispatch(message.kind === "key" ? { ...message, at: now() } : message)),
      written: () => frames.splice(0),
      pass: advance,
      hold: (held) => void (isHeld = held),
      painting,
      pending,
    });
    painting.stop();
  });
}

const quote = (last: number): Message => ({
  kind: "quotes",
  quotes: [{ ...QUOTE, last, at: `2025-03-14T10:00:0${last % 10}+09:00` }],
  now: WALL,
});

Deno.test("what a person does is painted at once", async () => {
  await withPainting(({ tell, written }) => {
    const byHand: readonly Message[] = [
      ...keys("j"),
      { kind: "wheel", by: -1, at: WALL },
      { kind: "click", click: { kind: "panel", panel: "positions" }, at: WALL },
      { kind: "paste", text: "삼성", at: WALL },
      { kind: "found", text: "삼성", results: [], problem: "away" },
    ];
    for (const message of byHand) {
      tell(message);
      assert.equal(written().length, 1, message.kind);
    }
  });
});

Deno.test("news within a frame's time share a frame", async () => {
  await withPainting(({ tell, written, pass, pending }) => {
    tell(quote(71_601), quote(71_602));
    pass(39);
    tell(quote(71_603));
    assert.deepEqual([written(), pending()], [[], [1]]);
    pass(1);
    const [frame, ...more] = written();
    assert.deepEqual(more, []);
    assert.ok(frame?.includes("71,603"));
    pass(1_000);
    assert.deepEqual(written(), [], "nothing more to paint");
    tell(quote(71_604));
    pass(40);
    assert.equal(written().length, 1);
  });
});

Deno.test("a key takes along the news that wait", async () => {
  await withPainting(({ tell, written, pass, pending }) => {
    tell(quote(71_601), ...keys("j"));
    const [frame] = written();
    assert.ok(frame?.includes("71,601"));
    assert.deepEqual(pending(), []);
    pass(1_000);
    assert.deepEqual(written(), []);
  });
});

Deno.test("a message that changes nothing is not painted", async () => {
  await withPainting(({ tell, written, pass, pending }) => {
    tell({
      kind: "book",
      book: { ...BOOK, symbol: "000660" },
    });
    assert.deepEqual(pending(), []);
    tell({ kind: "tick", now: WALL });
    pass(40);
    assert.deepEqual(written(), [], "the same lines as before");
  });
});

Deno.test("while a syllable is being composed in a line of text news wait, until a second after the last key", async () => {
  await withPainting(({ tell, written, pass }) => {
    tell(...keys("/"), ...typing("삼"));
    assert.equal(written().length, 2);
    tell(quote(71_601));
    pass(999);
    assert.deepEqual(written(), []);
    pass(1);
    assert.equal(written().length, 1);
  });
});

Deno.test("each key of the composition puts the news off again", async () => {
  await withPainting(({ tell, written, pass }) => {
    tell(...keys("/"), ...typing("ㅅ"), quote(71_601));
    pass(900);
    written();
    tell(...typing("사"));
    assert.equal(written().length, 1, "the key itself, with all that is known");
    tell(quote(71_602));
    pass(500);
    tell(...keys("left"));
    written();
    tell(quote(71_603));
    pass(999);
    assert.deepEqual(written(), []);
    pass(1);
    const [frame] = written();
    assert.ok(frame?.includes("+923"), "the profit at 71,603");
  });
});

Deno.test("outside of a line of text a key puts nothing off", async () => {
  await withPainting(({ tell, written, pass }) => {
    tell(...keys("j"));
    written();
    tell(quote(71_601));
    pass(40);
    assert.equal(written().length, 1);
  });
});

Deno.test("another size is painted whole", async () => {
  await withPainting(({ tell, written, painting }) => {
    tell({ kind: "resize", size: { columns: 100, rows: 30 } });
    const [frame] = written();
    assert.ok(frame?.includes("\x1b[2J") && frame.includes("\x1b[30;1H"));
    assert.equal(painting.shown()?.lines.length, 30);
  });
});

Deno.test("a terminal that is somebody else's is left alone, and painted whole when it is back", async () => {
  await withPainting(({ tell, written, pass, hold, painting }) => {
    hold(true);
    tell(...keys("j"), quote(71_601), { kind: "resize", size: { columns: 80, rows: 24 } });
    pass(1_000);
    painting.paint(true);
    assert.deepEqual(written(), []);
    hold(false);
    painting.paint(true);
    const [frame] = written();
    assert.ok(frame?.includes("\x1b[2J") && frame.includes("71,601"));
  });
});

Deno.test("after its stop nothing is painted, and no timer is left", async () => {
  await withPainting(({ tell, written, pass, painting, pending }) => {
    tell(quote(71_601));
    painting.stop();
    tell(...keys("j"), quote(71_602));
    pass(1_000);
    assert.deepEqual([written(), pending()], [[], []]);
  });
});

Deno.test("the colors are the theme's, and none without color", async () => {
  await withPainting(({ tell, written }) => {
    tell(...keys("j"));
    assert.match(written().join(""), /\[\d;9\dm/);
  });
  await withPainting(({ tell, written }) => {
    tell(...keys("j"));
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(written().join(""), /\x1b\[(?:\d+;)*[39]\d/);
  }, tradingState({ isColorless: true }));
});
