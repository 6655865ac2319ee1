import assert from "node:assert/strict";
import { messagesOf } from "../../i18n/mod.ts";
import { PREVIEW, RESERVED } from "../../testing/documents.ts";
import { drawn, frameTexts, reads, seen, spansWith, windowTexts } from "../testing/frames.ts";
import { viewOf } from "../testing/views.ts";
import { everyOverlay, TICKET } from "../testing/windows.ts";
import { fieldOf } from "../state/text_field.ts";
import type { TicketOverlay } from "../state/windows.ts";
import { frame } from "./frame.ts";

const base = viewOf("dashboard");
const withTicket = (change: Partial<TicketOverlay>, columns = 80, rows = 24) =>
  seen({ ...base, overlays: [{ ...TICKET, ...change }] }, columns, rows);

Deno.test("a ticket with its preview over the dashboard at 80×24", () => {
  assert.equal(
    reads(withTicket({})),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
 Net assets 99,999,893 -107  Buying power 98,574,786  Held 710,107
╭─ Watchlist ────────────────────────────────────────────────────────────── 2 ─╮
│  Symbol Name                      Last Change      %     Volume              │
│  ╭─ Order · Buy ──────────────────────────────────────────────────────────╮  │
│  │ 삼성전자 005930  71,500 ▲500 +0.70%  Bid / ask 71,400 / 71,500         │  │
│  │   Side           Buy   ←→                                              │  │
│  │   Type           Limit   ←→                                            │  │
╰──│   Price          71,500   ←→ by the tick                               │──╯
╭─ │ ▶ Quantity       10   a 10%  s 25%  d 50%  f 100%                      │ ─╮
│  │   Valid          DAY   ←→                                              │% │
│  │                                                                        │  │
╰──│ Amount 715,000  Commission 107  Tax 0  Estimated price 71,500          │──╯
╭─ │ Held 929,639  Buying power 100,000,000 → 99,070,361                    │ ─╮
│  │ would be accepted  Expires 2025-03-14 15:30:00                         │  │
│  │ ! A market order may fill at any price in the band                     │0 │
│  │                                                                        │  │
╰──│ Enter go on  Esc back  Tab next field  → more  ← less                  │──╯
╭─ ╰────────────────────────────────────────────────────────────────────────╯ ─╮
│  03-14 10:00:01 삼성전자             Buy        10 71,500 715,000            │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Enter go on  Esc back  Tab next field  → more  ← less
`),
  );
});

Deno.test("the same in Korean: labels and values line up", () => {
  assert.deepEqual(windowTexts(seen(withTicket({}), 80, 24, "ko")).slice(1, 14), [
    "삼성전자 005930  71,500 ▲500 +0.70%  매수 / 매도호가 71,400 / 71,500",
    "  구분           매수   ←→",
    "  유형           지정가   ←→",
    "  가격           71,500   ←→ 호가 단위",
    "▶ 수량           10   a 10%  s 25%  d 50%  f 100%",
    "  조건           DAY   ←→",
    "",
    "주문금액 715,000  수수료 107  세금 0  예상가 71,500",
    "묶임 929,639  주문가능금액 100,000,000 → 99,070,361",
    "접수됩니다  만료 2025-03-14 15:30:00",
    "! A market order may fill at any price in the band",
    "",
    "Enter 확인  Esc 뒤로  Tab 다음 항목  → 늘리기  ← 줄이기",
  ]);
});

Deno.test("each type of order shows its own fields; what is missing says so", () => {
  const labels = (change: Partial<TicketOverlay>) =>
    windowTexts(withTicket(change)).slice(2, 8).map((line) => /^.{2}([A-Z]\w*( \w+)?) {2,}/.exec(line)?.[1]).filter((
      label,
    ) => label !== undefined);
  assert.deepEqual(labels({}), ["Side", "Type", "Price", "Quantity", "Valid"]);
  assert.deepEqual(labels({ type: "market" }), ["Side", "Type", "Quantity", "Valid"]);
  assert.deepEqual(labels({ type: "stop_limit" }), ["Side", "Type", "Price", "Stop price", "Quantity", "Valid"]);
  const missing = withTicket({ quantity: fieldOf(""), price: fieldOf("") });
  assert.equal(frameTexts(missing).filter((line) => line.includes("type a number")).length, 2);
});

Deno.test("the field in focus is inverse, and none is while the order is asked about", () => {
  const inverse = (change: Partial<TicketOverlay>) =>
    spansWith(frame(withTicket(change)).lines.slice(4, 16), " ").filter(({ style }) => style?.inverse).map(({ text }) =>
      text.trim()
    );
  assert.deepEqual(inverse({ field: "price" }), ["71,500"]);
  assert.deepEqual(inverse({ field: "quantity" }), ["10"]);
  assert.deepEqual(inverse({ field: "tif", tif: "ioc" }), ["IOC"]);
  assert.deepEqual(inverse({ stage: { kind: "confirm", key: "k" } }), []);
});

Deno.test("buys and sells have their colors, and what the order would be has its own", () => {
  const tone = (text: string, change: Partial<TicketOverlay>) =>
    spansWith(frame(withTicket(change)).lines, text).at(-1)?.style?.tone;
  assert.equal(spansWith(frame(withTicket({})).lines.slice(7, 8), "Buy")[0]?.style?.tone, "buy");
  assert.equal(spansWith(frame(withTicket({ side: "sell" })).lines.slice(7, 8), "Sell")[0]?.style?.tone, "sell");
  const would = (wouldBe: typeof PREVIEW["wouldBe"]) =>
    tone(messagesOf("en").order.wouldBe[wouldBe], { preview: { ...PREVIEW, wouldBe } });
  assert.deepEqual([would("accepted"), would("reserved"), would("rejected")], ["good", "warning", "danger"]);
  assert.equal(tone("! A market", {}), "warning");
  assert.equal(
    tone("cash is short", { preview: { ...PREVIEW, reason: { code: "x", message: "cash is short" } } }),
    "danger",
  );
});

Deno.test("a sell holds shares, and says when the market opens for what is placed before", () => {
  const preview = {
    ...PREVIEW,
    side: "sell" as const,
    held: { asset: "005930", amount: 10 },
    availableBefore: 20,
    availableAfter: 10,
    activatesAt: "2025-03-17T09:00:00+09:00",
  };
  const text = windowTexts(withTicket({ side: "sell", preview })).join("\n");
  assert.match(text, /Held 10 shares {2}Sellable 20 → 10/);
  assert.match(text, /Activates 2025-03-17 09:00:00/);
});

Deno.test("what a stage asks or tells can be read in the smallest terminal, also while the gateway is away", () => {
  const link = { kind: "lost", since: 0, retryAt: 0, why: "away" } as const;
  const words: Readonly<Record<string, readonly [string, string]>> = {
    confirm: ["Place this order?", "주문할까요?"],
    sending: ["sending…", "보내는 중…"],
    unknown: ["key-9", "key-9"],
    refused: ["available)", "available)"],
    placed: ["Filled", "체결"],
  };
  for (const [name, state] of everyOverlay(base)) {
    const [en, ko] = words[name.replace("ticket ", "")] ?? [];
    if (en === undefined || ko === undefined) continue;
    for (const one of [state, { ...state, link }]) {
      const longest = {
        ...one,
        overlays: one.overlays.map((top) => top.kind === "ticket" ? { ...top, type: "stop_limit" as const } : top),
      };
      assert.ok(reads(seen(longest, 60, 18)).includes(en), name);
      assert.ok(reads(seen(longest, 60, 18, "ko")).includes(ko), name);
    }
  }
});

Deno.test("a placed order shows its status and the last of its life", () => {
  const events = Array.from(
    { length: 12 },
    (_, index) => ({ at: `2025-03-14T10:00:${10 + index}+09:00`, type: "Line", message: `step ${index}` }),
  );
  const lines = windowTexts(withTicket({ stage: { kind: "placed", order: RESERVED, events } }));
  assert.equal(lines[3], "Reserved");
  assert.deepEqual(lines.filter((line) => line.includes("step")).length, 8);
  assert.equal(lines.find((line) => line.includes("step 11")), "10:00:21  step 11");
});
