import assert from "node:assert/strict";
import stringWidth from "string-width";
import { messagesOf } from "../i18n/mod.ts";
import { DASHBOARD, RESERVED } from "../testing/documents.ts";
import { wantsToQuit } from "./keys.ts";
import { screenLines } from "./lines.ts";

const en = messagesOf("en");
const ko = messagesOf("ko");

Deno.test("screenLines() shows the dashboard within 80×24", () => {
  const lines = screenLines({ dashboard: DASHBOARD, problem: null }, { columns: 80, rows: 24 }, en, false);
  assert.deepEqual(lines, [
    "hoga  [PAPER]  Continuous trading  2025-03-14 10:00:00  → Closing auction at 03-14 15:20",
    "Net assets 100,004,893  +4,893  Cash 99,284,893 (98,574,786 available, 710,107 held)",
    "",
    "Positions",
    "  005930  삼성전자  10  72,000  +4,893  +0.68%",
    "",
    "Open orders",
    "  005930  삼성전자  Buy  0/10  71,000  Reserved",
    "",
    "Recent fills",
    "  03-14 10:00:01  005930  삼성전자  Buy  10  71,500",
    "",
    "Watchlist",
    "  005930  삼성전자  71,500  +500  +0.70%",
    "",
    "The full screen is coming. Until then, trade from another terminal:",
    "  hoga buy 005930 10   hoga sell 005930 5 --limit 72,000",
    "  hoga order list   hoga quote 삼성전자",
    "q quits",
  ]);
});

Deno.test("screenLines() never takes more rows than there are, and tells what it hides", () => {
  const openOrders = Array.from({ length: 40 }, () => RESERVED);
  for (const rows of [18, 20, 24, 40, 100]) {
    const dashboard = { ...DASHBOARD, openOrders };
    const lines = screenLines({ dashboard, problem: null }, { columns: 100, rows }, ko, true);
    assert(lines.length <= rows, `${lines.length} lines in ${rows} rows`);
    assert.equal(lines.at(-1), "q 종료");
    assert(lines.some((line) => /^ {2}… \d+건 더$/.test(line)), `${rows}`);
  }
});

Deno.test("screenLines() tells a start, a failed look and a terminal that is too small", () => {
  const size = { columns: 80, rows: 24 };
  const starting = screenLines({ dashboard: null, problem: null }, size, ko, false);
  assert.equal(starting[0], "hoga  [모의]  시장을 시작합니다…");
  const failed = screenLines({ dashboard: DASHBOARD, problem: "Cannot reach x" }, size, en, false);
  assert(failed.includes("error: Cannot reach x"));
  assert(failed.includes("Positions"));
  const small = screenLines({ dashboard: DASHBOARD, problem: null }, { columns: 40, rows: 10 }, en, false);
  assert.deepEqual(small, ["The terminal is too small (40×10): 60×18 is needed", "q quits"]);
});

Deno.test("screenLines() shows nothing where there is nothing", () => {
  const { market, portfolio } = DASHBOARD;
  const dashboard = {
    market,
    portfolio: { ...portfolio, positions: [] },
    openOrders: [],
    recentTrades: [],
    quotes: [],
  };
  const lines = screenLines({ dashboard, problem: null }, { columns: 80, rows: 24 }, ko, false);
  assert.equal(lines.filter((line) => line === "  없음").length, 3);
  assert(!lines.includes("관심종목"));
  assert(lines.every((line) => stringWidth(line) > 0 || line === ""));
});

Deno.test("wantsToQuit() finds q among several keys, under a Hangul input method, and Ctrl-C", () => {
  for (const input of ["q", "Q", "jjq", "ㅂ"]) assert.equal(wantsToQuit(input, false), true, input);
  for (const input of ["j", "", "c"]) assert.equal(wantsToQuit(input, false), false, input);
  assert.equal(wantsToQuit("c", true), true);
  assert.equal(wantsToQuit("q", true), false);
});
