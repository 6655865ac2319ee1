import fc from "fast-check";
import assert from "node:assert/strict";
import { drawn, frameTexts, reads, seen, spansWith } from "../testing/frames.ts";
import { emptyState, press, tradingState, WALL } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import { shared } from "./dashboard.ts";
import { frame } from "./frame.ts";

Deno.test("the dashboard at 80×24: four panels, the one in focus with what room there is", () => {
  assert.equal(
    reads(seen(viewOf("dashboard"), 80, 24)),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 Chart  3 Orders  4 History  5 Settings                      live
 Net assets 99,999,893 -107  Buying power 98,574,786  Held 710,107
╭─ Watchlist ────────────────────────────────────────────────────────────── 2 ─╮
│  Symbol Name                      Last Change      %     Volume              │
│ ▶005930 삼성전자                71,500   ▲500 +0.70% 12,345,678              │
│  000660 SK하이닉스             199,000 ▼1,500 -0.75% 12,345,678              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Positions ────────────────────────────────────────────────────────────── 1 ─╮
│  005930 삼성전자                  10     71,510.7 71,500 715,000 -107 -0.01% │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Open orders ──────────────────────────────────────────────────────────── 2 ─╮
│  Name       Side Type        Price Filled Status   Waiting for               │
│  삼성전자   Buy  Limit      71,000   0/10 Reserved the market opens at 09:00 │
│  삼성전자   Sell Stop limit 68,500   0/10 Accepted                           │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Recent fills ─────────────────────────────────────────────────────────── 1 ─╮
│  03-14 10:00:01 삼성전자             Buy        10 71,500 715,000            │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
Tab next panel  Enter open  / search  b buy  s sell             ? help  q quit
`),
  );
});

Deno.test("the dashboard at 120×26 in Korean: two columns, and the account with its equity", () => {
  assert.equal(
    reads(seen(viewOf("dashboard"), 120, 26, "ko")),
    drawn(`
hoga  모의 · 연습 ×60  정규장 03-14 10:01:00 → 종가 동시호가까지 5:19:00                          순자산 99,999,893 -107
 1 대시보드  2 종목  3 주문  4 내역  5 설정                                                                       실시간
╭─ 관심종목 ────────────────────────────────────── 2 ─╮╭─ 계좌 ────────────────────────────────────────────────────────╮
│  이름             현재가 전일대비      %     거래량 ││ 순자산 99,999,893  평가손익 -107  실현손익 -1,200             │
│ ▶삼성전자         71,500     ▲500 +0.70% 12,345,678 ││ 예수금 99,284,893  주문가능금액 98,574,786  증거금 710,107    │
│  SK하이닉스      199,000   ▼1,500 -0.75% 12,345,678 ││ 결제 오늘, D+1, D+2 100,000,000 / 100,000,000 / 99,284,893    │
│                                                     ││ 자산 추이 ▁▃█▄ +999,893                                       │
│                                                     │╰───────────────────────────────────────────────────────────────╯
│                                                     │╭─ 잔고 ──────────────────────────────────────────────────── 1 ─╮
│                                                     ││  이름           수량 평균단가 현재가 평가금액 평가손익      % │
│                                                     ││  삼성전자         10 71,510.7 71,500  715,000     -107 -0.01% │
│                                                     ││                                                               │
│                                                     ││                                                               │
╰─────────────────────────────────────────────────────╯╰───────────────────────────────────────────────────────────────╯
╭─ 미체결 ──────────────────────────────────────── 2 ─╮╭─ 최근 체결 ─────────────────────────────────────────────── 1 ─╮
│  이름              구분 유형         가격 체결 상태 ││  시각           이름                 구분 수량   가격    금액 │
│  삼성전자          매수 지정가     71,000 0/10 예약 ││  03-14 10:00:01 삼성전자             매수   10 71,500 715,000 │
│  삼성전자          매도 스톱지정가 68,500 0/10 접수 ││                                                               │
│                                                     ││                                                               │
│                                                     ││                                                               │
│                                                     ││                                                               │
│                                                     ││                                                               │
│                                                     ││                                                               │
│                                                     ││                                                               │
╰─────────────────────────────────────────────────────╯╰───────────────────────────────────────────────────────────────╯
Tab 다음 칸  Enter 열기  / 종목 검색  b 매수  s 매도  w 관심 등록·해제  c 주문 취소  e 경위  : 명령   ? 도움말  q 종료
`),
  );
});

Deno.test("before anything is known the panels say that it is being asked for", () => {
  const lines = frameTexts(seen(emptyState(), 120, 30));
  assert.equal(
    lines.filter((line) => line.includes("asking…")).length,
    5,
    "two symbols, the account, the positions, orders beside fills",
  );
  assert.equal(lines[0]?.trimEnd(), "hoga  PAPER");
  assert.match(lines[1] ?? "", / starting…$/);
});

Deno.test("panels without rows say so, and a named watchlist has its name", () => {
  const state = tradingState({ openOrders: [], recentTrades: [], portfolio: null });
  const { portfolio } = tradingState();
  const empty = { ...state, portfolio: portfolio === null ? null : { ...portfolio, positions: [] } };
  const text = reads(seen({ ...empty, lists: [{ name: "반도체", symbols: [] }] }, 120, 30));
  for (
    const words of ["no positions", "no open orders", "no fills yet", "empty: / finds a symbol", "Watchlist: 반도체"]
  ) {
    assert.ok(text.includes(words), words);
  }
});

Deno.test("the panel in focus has the bright frame, the mark of the cursor and bold rows", () => {
  const focused = (...names: readonly string[]) => frame(seen(press(viewOf("dashboard"), ...names).state, 120, 30));
  const corners = (...names: readonly string[]) =>
    spansWith(focused(...names).lines, "╭").map(({ style }) => style?.tone === "accent");
  assert.deepEqual(corners(), [true, false, false, false, false]);
  assert.deepEqual(corners("tab"), [false, false, true, false, false]);
  assert.deepEqual(spansWith(focused("j").lines, "SK하이닉스").map(({ style }) => style?.bold), [true]);
  assert.deepEqual(spansWith(focused().lines, "SK하이닉스").map(({ style }) => style?.bold), [undefined]);
  assert.equal(spansWith(focused("?").lines, "▶").length, 0, "a window has the focus");
});

Deno.test("a price that has just changed is inverse until the flash is over", () => {
  const flashing = tradingState({ flashes: new Map([["005930", { sign: 1, until: WALL + 1 }]]) });
  const inverse = (now: number) =>
    spansWith(frame(seen({ ...flashing, now }, 120, 30)).lines, "71,500").map(({ style }) => style?.inverse ?? false);
  assert.deepEqual(inverse(WALL), [true, true, false], "in the watchlist and the position, not in the fill");
  assert.deepEqual(inverse(WALL + 1), [false, false, false]);
});

Deno.test("a long watchlist scrolls with its cursor in sight", () => {
  const symbols = Array.from({ length: 40 }, (_, index) => `A${String(index).padStart(5, "0")}`);
  const state = seen(tradingState({ lists: [{ name: null, symbols }] }), 80, 24);
  const rows = (...names: readonly string[]) =>
    frameTexts(press(state, ...names).state).flatMap((line) => /│ (.)(A\d{5})/.exec(line)?.slice(1, 3).join("") ?? []);
  assert.deepEqual(rows()[0], "▶A00000");
  assert.ok(rows(...Array.from({ length: 20 }, () => "j")).includes("▶A00020"));
  assert.equal(rows("G").at(-1), "▶A00039");
});

Deno.test("the narrow panels share the rows: each has three at least, none are lost, and the focus has the rest", () => {
  const counts = fc.array(fc.nat(50), { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(counts, fc.integer({ min: 12, max: 70 }), fc.nat(3), (needs, room, focus) => {
    const heights = shared(needs, room, focus);
    assert.equal(heights.reduce((sum, height) => sum + height, 0), room);
    assert.ok(heights.every((height) => height >= 3), heights.join());
    // Nobody has more than it needs while the focus lacks rows.
    const lacks = (heights[focus] ?? 0) < (needs[focus] ?? 0) + 3;
    if (lacks) assert.ok(heights.every((height, index) => index === focus || height === 3), heights.join());
  }));
  assert.deepEqual(shared([2, 1, 1, 1], 20, 0), [8, 4, 4, 4]);
  assert.deepEqual(shared([30, 1, 1, 1], 20, 1), [10, 4, 3, 3]);
});
