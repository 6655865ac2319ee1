import assert from "node:assert/strict";
import { drawn, frameTexts, reads, seen, spansWith } from "../testing/frames.ts";
import { press, tradingState } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import { frame } from "./frame.ts";

const history = (...names: readonly string[]) => press(seen(viewOf("history"), 80, 20), ...names).state;

Deno.test("the fills at 80×20", () => {
  assert.equal(
    reads(history()),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
╭─  Fills  Ledger  Daily equity  ──────────────────────────────────────── 1/2 ─╮
│  Time                Name            Side Quantity  Price  Amount Rule       │
│ ▶2025-03-14 10:00:01 삼성전자        Buy        10 71,500 715,000 Continuous │
│  2025-03-14 10:00:01 삼성전자        Sell       10 71,500 715,000 Continuous │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Tab next tab  e explain  / search  b buy  s sell  : command     ? help  q quit
`),
  );
});

Deno.test("the ledger at 80×20", () => {
  assert.equal(
    reads(history("tab")),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
╭─  Fills  Ledger  Daily equity  ──────────────────────────────────────── 1/2 ─╮
│  Time           Entry   Asset                  Amount     Balance Settles    │
│ ▶03-14 10:00:01 Trade   KRW                  -715,000  99,285,000 2025-03-18 │
│  03-14 08:00:00 Deposit KRW              +100,000,000 100,000,000 -          │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Tab next tab  e explain  / search  b buy  s sell  : command     ? help  q quit
`),
  );
});

Deno.test("the daily equity at 80×20, the last day first, under its line", () => {
  assert.equal(
    reads(history("tab", "tab")),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
╭─  Fills  Ledger  Daily equity  ──────────────────────────────────────── 1/3 ─╮
│ ▁▃█▄                                                                         │
│                                                                              │
│  Date        Net assets      P&L  P&L %       Cash      Value                │
│ ▶2025-03-13 101,000,000 +500,000 +0.50% 90,000,000 11,000,000                │
│  2025-03-12  99,500,000        0  0.00% 90,000,000  9,500,000                │
│  2025-03-11  99,000,000 -500,000 -0.50% 90,000,000  9,000,000                │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Tab next tab  e explain  / search  b buy  s sell  : command     ? help  q quit
`),
  );
});

Deno.test("gains and losses have their colors and their signs", () => {
  const { lines } = frame(history("tab", "tab"));
  const tones = ["+500,000", "-500,000", "+0.50%", "-0.50%", "0.00%"].map((text) =>
    spansWith(lines, text).find((span) => span.text === text)?.style?.tone
  );
  assert.deepEqual(tones, ["up", "down", "up", "down", undefined]);
});

Deno.test("tabs without rows say so, and what failed says why", () => {
  const empty = press(seen(tradingState(), 80, 20), "4").state;
  assert.match(frameTexts(empty)[3] ?? "", /asking…/);
  const known = { ...empty, history: { ...empty.history, trades: [], ledger: [] } };
  const words = [known, press(known, "tab").state, press(known, "h").state].map((state) =>
    frameTexts(state)[3]?.slice(2, 40).trim()
  );
  assert.deepEqual(words, ["No trades", "No entries", "No day has ended yet"]);
  const failed = { ...empty, history: { ...empty.history, problem: "the gateway is away" } };
  assert.match(frameTexts(failed)[3] ?? "", /the gateway is away/);
});
