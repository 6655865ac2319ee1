// Makes the pictures of the documents from the running program: an account that has traded for a while, and a walk through every screen.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Practice, startPractice } from "../../cli/testing/terminal/practice.ts";
import type { Awaited, Terminal } from "../../cli/testing/terminal/terminal.ts";
import { withTerminal } from "../../cli/testing/terminal/with.ts";
import { svgOf } from "./svg.ts";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const LARGE = { columns: 120, rows: 36 };
const SMALL = { columns: 84, rows: 26 };

type Trade = readonly [side: "buy" | "sell", symbol: string, quantity: number];

/** What the account did in the days before, at the moments at which its market ran: what passes in between is played when it starts again. */
const DAYS: readonly (readonly [clock: string, trades: readonly Trade[]])[] = [
  ["2025-02-24T09:12:00+09:00", [["buy", "005930", 200], ["buy", "069500", 300]]],
  ["2025-02-26T10:41:00+09:00", [["buy", "000660", 40], ["buy", "035420", 25]]],
  ["2025-02-28T13:20:00+09:00", [["sell", "069500", 120], ["buy", "005380", 30]]],
  ["2025-03-05T09:35:00+09:00", [["buy", "012330", 20], ["buy", "105560", 60]]],
  ["2025-03-07T14:08:00+09:00", [["sell", "005930", 80], ["buy", "247540", 30]]],
  ["2025-03-11T11:02:00+09:00", [["sell", "000660", 10], ["buy", "068270", 25]]],
  ["2025-03-13T14:55:00+09:00", [["sell", "105560", 60], ["buy", "035720", 100]]],
];
const TODAY: readonly [clock: string, trades: readonly Trade[]] = [
  "2025-03-14T10:42:00+09:00",
  [["buy", "005930", 60], ["sell", "035420", 5]],
];
/** Orders that wait, at so much of the last price. */
const WAITING: readonly (readonly [...Trade, number])[] = [
  ["buy", "000660", 15, 0.985],
  ["buy", "373220", 10, 0.97],
  ["sell", "005380", 10, 1.03],
  ["sell", "247540", 30, 1.05],
];
const WATCHED = [
  ...["005930", "000660", "373220", "005380", "035420", "035720", "068270", "247540"],
  ...["012330", "105560", "005490", "051910", "086520", "069500"],
];
const ACCOUNT = "acc_practice";

async function trade(practice: Practice, trades: readonly Trade[]): Promise<void> {
  for (const [side, symbol, quantity] of trades) await practice.order(ACCOUNT, { symbol, side, quantity });
}

async function wait(practice: Practice): Promise<void> {
  for (const [side, symbol, quantity, share] of WAITING) {
    const { last } = await practice.ask("GET", `/api/quotes/${symbol}`) as { last: number };
    const limitPrice = Math.round(last * share / 1_000) * 1_000;
    await practice.order(ACCOUNT, { symbol, side, quantity, limitPrice });
  }
}

async function shoot(screen: Terminal, name: string, title: string): Promise<void> {
  const { columns, rows } = screen.size();
  const svg = svgOf({ columns, rows, cell: (x, y) => screen.cell(x, y) }, title);
  await Deno.writeTextFile(`${FOLDER}${name}.svg`, svg);
  console.log(`${name}.svg ${(svg.length / 1000).toFixed(0)} kB`);
}

async function press(screen: Terminal, keys: readonly string[], brings: Awaited): Promise<void> {
  for (const key of keys) screen.press(key);
  await screen.until(brings);
}

/** Closes the window on top, and waits for it: Esc and the next key at once are another key. */
async function close(screen: Terminal, title: string): Promise<void> {
  await press(screen, ["esc"], (terminal) => !terminal.text().join("\n").includes(title));
}

/** The walk: what is pressed or typed, what has to be seen then, and the picture that is taken. */
async function walkKorean(screen: Terminal): Promise<void> {
  await screen.until(/실시간/);
  await screen.until(/KODEX 200/);
  // The days before come a moment after the rest.
  await screen.until(/자산 추이 [▁-█]{5}/);
  await shoot(screen, "dashboard", "hoga: 대시보드");
  await press(screen, ["/"], /종목코드, 이름, 초성/);
  screen.type("ㅅㅅㅈ");
  await screen.until(/▶ 005930 삼성전자/);
  await shoot(screen, "search", "hoga: 종목 검색");
  await press(screen, ["enter"], /매도 [\d,]+ +매수 [\d,]+/);
  await screen.until(/거래량/);
  await shoot(screen, "instrument", "hoga: 차트와 호가");
  await press(screen, ["b"], /주문 · 매수/);
  screen.type("10");
  await screen.until(/주문가능금액 .*→/);
  await shoot(screen, "ticket", "hoga: 주문창");
  await close(screen, "주문 · 매수");
  await press(screen, ["3", "f"], /전체.*\n.*주문시각/);
  await screen.until(/체결 *│/);
  await shoot(screen, "orders", "hoga: 주문");
  await press(screen, ["down", "down", "e"], /╭─ 경위/);
  await screen.until(/시장에 접수되었습니다|체결되어/);
  await shoot(screen, "explain", "hoga: 주문의 경위");
  await close(screen, "╭─ 경위");
  await press(screen, ["4"], /접속매매/);
  await shoot(screen, "history", "hoga: 내역");
  await press(screen, ["5"], /한국식/);
  await shoot(screen, "settings", "hoga: 설정");
  await press(screen, ["?"], /도움말 1/);
  await shoot(screen, "help", "hoga: 키");
  await close(screen, "도움말 1");
  await press(screen, ["1", ":"], /: hoga/);
  screen.type("order");
  await screen.until(/order explain/);
  await shoot(screen, "palette", "hoga: 명령창");
}

/** A screen with the watchlist, on which changed values do not flash: a picture would keep the flash for ever. */
async function openScreen(practice: Practice, size: typeof LARGE, lang: string): Promise<Terminal> {
  const home = join(practice.home, lang);
  await Deno.mkdir(home);
  await Deno.writeTextFile(join(home, "watchlist.json"), JSON.stringify({ symbols: WATCHED }));
  await Deno.writeTextFile(join(home, "config.json"), JSON.stringify({ motion: "false" }));
  return await practice.open({ ...size, home: lang, account: ACCOUNT, env: { HOGA_LANG: lang } });
}

async function walk(practice: Practice): Promise<void> {
  await withTerminal(openScreen(practice, LARGE, "ko"), walkKorean);
  await withTerminal(openScreen(practice, SMALL, "en"), async (english) => {
    await english.until(/live/);
    await english.until(/Kakao/);
    await shoot(english, "dashboard-en", "hoga: the dashboard");
  });
}

await Deno.mkdir(FOLDER, { recursive: true });
const dataDir = await Deno.makeTempDir({ prefix: "hoga-pictures-" });
try {
  for (const [clock, trades] of DAYS) {
    const practice = await startPractice({ dataDir, clock });
    await trade(practice, trades).finally(() => practice.stop());
  }
  const [clock, trades] = TODAY;
  const practice = await startPractice({ dataDir, clock, speed: 1 });
  try {
    await trade(practice, trades);
    await wait(practice);
    await walk(practice);
  } finally {
    await practice.stop();
  }
} finally {
  await Deno.remove(dataDir, { recursive: true });
}
