import assert from "node:assert/strict";
import { QUOTE } from "../../testing/documents.ts";
import { drawn, frameTexts, reads, seen, spansWith } from "../testing/frames.ts";
import { press, tradingState } from "../testing/states.ts";
import { viewOf } from "../testing/views.ts";
import type { State } from "../state/model.ts";
import { frame } from "./frame.ts";

const withQuote = (change: Partial<typeof QUOTE>): State => {
  const state = seen(viewOf("instrument"), 100, 26);
  return { ...state, quotes: new Map([["005930", { ...QUOTE, ...change }]]) };
};

Deno.test("an instrument at 100×26 in Korean: quote, candles beside the book, what the account has of it", () => {
  assert.equal(
    reads(seen(viewOf("instrument"), 100, 26, "ko")),
    drawn(`
hoga  모의 · 연습 ×60  정규장 03-14 10:01:00 → 종가 동시호가까지 5:19:00      순자산 99,999,893 -107
 1 대시보드  2 삼성전자  3 주문  4 내역  5 설정                                               실시간
삼성전자 005930 KOSPI 주식  71,500 ▲500 +0.70%  거래량 12,345,678
시가 71,000 고가 71,900 저가 70,800  상하한가 49,700 – 92,300  전일종가 71,000
╭─ 차트 1분봉 ───────────────────────────────────────────────╮╭─ 호가 ─────────────────────────────╮
│   │                                                 71,900 ││   71,600  1,200 ██████████         │
│   │                                                        ││   71,500    800 ██████             │
│   ┃                                                 71,500 ││  매도 2,000  매수 2,000            │
│ ╷ ┃                                                        ││   71,400  2,000 ████████████████   │
│ │ ┃                                                 71,100 ││                                    │
│ ┃ ╿                                                        ││                                    │
│ ┃ ╵                                                 70,700 ││                                    │
│ ┃                                                          ││                                    │
│ │                                                   70,300 ││                                    │
│ │                                                          ││                                    │
│ ▃ █                                                  12.3M ││                                    │
│ █ █                                                        ││                                    │
│ █ █                                                        ││                                    │
│ 00:00                                                      ││                                    │
╰────────────────────────────────────────────────────────────╯╰────────────────────────────────────╯
╭─ 내 잔고와 주문 ─────────────────────────────────────────────────────────────────────────────────╮
│ 수량 10  매도가능 10  평균단가 71,510.7  평가금액 715,000  평가손익 -107 -0.01%                  │
│ 매수 지정가 71,000 0/10 예약  the market opens at 09:00                                          │
│ 매도 스톱지정가 68,500 0/10 접수                                                                 │
╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
i 봉 간격  v 차트·호가  / 종목 검색  b 매수  s 매도  w 관심 등록·해제             ? 도움말  q 종료
`),
  );
});

Deno.test("a narrow terminal shows the chart or the book", () => {
  assert.equal(
    reads(seen(press(viewOf("instrument"), "v").state, 80, 20)),
    drawn(`
hoga  PAPER · practice ×60  Continuous trading 10:01:00 → 5:19:00
 1 Dashboard  2 삼성전자  3 Orders  4 History  5 Settings                   live
삼성전자 005930 KOSPI Stock  71,500 ▲500 +0.70%  Volume 12,345,678
Open 71,000 High 71,900 Low 70,800  Day's limits 49,700 – 92,300  Previous clos…
╭─ Order book ─────────────────────────────────────────────────────────────────╮
│   71,600  1,200 ███████████████████████████████████                          │
│   71,500    800 ███████████████████████                                      │
│  asks 2,000  bids 2,000                                                      │
│   71,400  2,000 ██████████████████████████████████████████████████████████   │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Yours ──────────────────────────────────────────────────────────────────────╮
│ Quantity 10  Sellable 10  Average cost 71,510.7  Value 715,000  P&L -107 -0… │
│ Buy Limit 71,000 0/10 Reserved  the market opens at 09:00                    │
╰──────────────────────────────────────────────────────────────────────────────╯
i interval  v chart / book  / search  b buy  s sell             ? help  q quit
`),
  );
  const chart = reads(seen(viewOf("instrument"), 80, 20));
  assert.ok(chart.includes("╭─ Chart 1 minute ─") && !chart.includes("Order book"));
});

Deno.test("what is not there yet is being asked for, and what failed says why", () => {
  const opened = press(seen(tradingState(), 100, 26), "enter").state;
  assert.equal(frameTexts(opened).filter((line) => line.includes("asking…")).length, 1, "chart and book side by side");
  const failed = { ...opened, instrument: { ...opened.instrument, problem: "the gateway is away" } };
  assert.equal(spansWith(frame(failed).lines, "the gateway is away")[0]?.style?.tone, "danger");
  const unknown = { ...failed, quotes: new Map() };
  assert.match(frameTexts(unknown)[2] ?? "", /^005930 the gateway is away/);
  const none = frameTexts(seen(tradingState({ screen: "instrument" }), 80, 24));
  assert.match(none[2] ?? "", /^no symbol here/);
  const empty = { ...opened, instrument: { ...viewOf("instrument").instrument } };
  const bare = reads({
    ...empty,
    instrument: {
      ...empty.instrument,
      candles: { symbol: "005930", name: "삼성전자", interval: "1m", candles: [] },
      book: { symbol: "005930", name: "삼성전자", at: QUOTE.at, source: "sim", last: 71_500, asks: [], bids: [] },
    },
  });
  assert.ok(bare.includes("no book now"));
});

Deno.test("a halt, an auction and its expected price, and an old quote stand in the head", () => {
  const head = (change: Partial<typeof QUOTE>) => frameTexts(withQuote(change))[2]?.trimEnd();
  assert.match(head({ trading: "halted" }) ?? "", /Halted/i);
  assert.match(
    head({ trading: "auction", indicativePrice: 71_700, indicativeVolume: 1_200 }) ?? "",
    /71,700 1,200 shares/,
  );
  assert.doesNotMatch(head({ ageMs: 10_000 }) ?? "", /10 s/);
  assert.match(head({ ageMs: 12_000 }) ?? "", /12 s/);
  assert.doesNotMatch(
    head({ ageMs: 12_000, phase: "closed" }) ?? "",
    /12 s/,
    "a closed market's quote is no worse for its age",
  );
});

Deno.test("the limits have the colors of up and down, the change its sign and its arrow", () => {
  const { lines } = frame(withQuote({}));
  assert.equal(spansWith(lines, "92,300")[0]?.style?.tone, "up");
  assert.equal(spansWith(lines, "49,700")[0]?.style?.tone, "down");
  const change = (last: number) =>
    spansWith(frame(withQuote({ change: last, changeRate: last / 71_000 })).lines.slice(2, 3), "500")
      .map(({ text, style }) => [text, style?.tone]);
  assert.deepEqual(change(500), [["71,500", "up"], ["▲500", "up"]]);
  assert.deepEqual(change(-500), [["71,500", "down"], ["▼500", "down"]]);
  assert.deepEqual(change(0), [["71,500", undefined]]);
  assert.doesNotMatch(frameTexts(withQuote({ change: 0, changeRate: 0 }))[2] ?? "", /[▲▼]/);
});

Deno.test("the tab of the instrument has its name, or its code before a quote is there", () => {
  assert.match(frameTexts(withQuote({}))[1] ?? "", / 2 삼성전자 /);
  assert.match(frameTexts({ ...withQuote({}), quotes: new Map() })[1] ?? "", / 2 005930 /);
});
