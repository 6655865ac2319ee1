// Other ways in and other looks: a Hangul keyboard, a mouse, no color, no drawing characters.
import assert from "node:assert/strict";
import { placeOf } from "../../testing/terminal/place.ts";
import { type Practice, startPractice } from "../../testing/terminal/practice.ts";
import type { Terminal } from "../../testing/terminal/terminal.ts";
import { gone, walk } from "../../testing/terminal/walk.ts";
import { withScreen } from "../../testing/terminal/with.ts";

let practice: Practice;
let account: string;
Deno.test.beforeAll(async () => {
  practice = await startPractice();
  account = await practice.openAccount("looks");
  await practice.order(account, { symbol: "035720", side: "buy", quantity: 7 });
  await practice.order(account, { symbol: "000660", side: "buy", quantity: 3, limitPrice: 280_000 });
});
Deno.test.afterAll(() => practice.stop());

const SIZE = { columns: 120, rows: 40 };

Deno.test("with a Hangul keyboard the shortcuts are the keys under the letters, and search takes syllables", () =>
  withScreen(practice, { ...SIZE, account }, async (screen) => {
    await walk(screen, ["ㅓ", /▶(000660 )?SK하이닉스/], ["ㅏ", /▶(005930 )?삼성전자/], ["ㅠ", "주문 · 매수"], [
      "esc",
      gone("주문 · 매수"),
    ]);
    await walk(screen, ["/", "종목코드, 이름, 초성"]);
    screen.type("카카");
    await screen.until(/\/ 카카 .*\n.*\n.*▶ 035720 카카오 /);
    // A correction as an input method makes it: the syllable is taken back and typed anew.
    screen.type("\x7f카오");
    await screen.until(/\/ 카카오 .*\n.*\n.*▶ 035720 카카오 /);
    assert.deepEqual(screen.cursor(), placeOf(screen, "/ 카카오", "after"));
    assert.equal(screen.modes().cursorShown, true);
    await walk(screen, ["esc", gone("╭─ 종목 검색")]);
    assert.equal(screen.modes().cursorShown, false);
    screen.press("ㅂ");
    assert.equal((await screen.untilEnded()).code, 0);
  }));

Deno.test("a click does what the key for the same thing does", () =>
  withScreen(practice, { ...SIZE, account }, async (screen) => {
    const click = (text: string) => {
      const { x, y } = placeOf(screen, text);
      screen.click(x, y);
    };
    click("NAVER");
    await screen.until(/▶(035420 )?NAVER/);
    click("NAVER");
    await screen.until(/NAVER 035420 KOSPI/);
    click("3 주문");
    await screen.until(/▶03-14 10:00:00 000660/);
    click("1 대시보드");
    await screen.until("예수금");
    const { x, y } = placeOf(screen, "셀트리온");
    screen.wheel(x, y, "down");
    await screen.until(/▶(035720 )?카카오/);
    click("? 도움말");
    await screen.until("╭─ 도움말");
  }));

Deno.test("NO_COLOR sends no color, and what is chosen still stands out", () =>
  withScreen(practice, { ...SIZE, account, env: { NO_COLOR: "1" } }, async (screen) => {
    await walk(screen, ["j", /▶(000660 )?SK하이닉스/], ["2", /SK하이닉스 000660/], ["3", "묶임"], ["5", "언어"], [
      "1",
      "예수금",
    ]);
    // deno-lint-ignore no-control-regex
    const styles = screen.output().matchAll(/\x1b\[([\d;]*)m/g);
    const colors = [...styles].flatMap(([, codes = ""]) => codes.split(";")).filter((code) => Number(code) >= 30);
    assert.deepEqual(colors, []);
    const { x, y } = placeOf(screen, "1 대시보드");
    assert.equal(screen.cell(x, y).inverse, true);
  }));

const [RED, GREEN, BLUE] = [9, 10, 12];

/** The colors of a rise and of a fall on the dashboard. */
function colorsOf(screen: Terminal): readonly unknown[] {
  return ["▲200", "▼2,000"].map((text) => {
    const { x, y } = placeOf(screen, text);
    return screen.cell(x, y).foreground;
  });
}

Deno.test("a rise is red and a fall is blue; another choice shows at once and is kept", async () => {
  const options = { ...SIZE, account, home: "american" };
  await withScreen(practice, options, async (screen) => {
    assert.deepEqual(colorsOf(screen), [RED, BLUE]);
    await walk(screen, ["5", /▶언어/], ["j", /▶색/], ["enter", "미국식"], ["1", "예수금"]);
    assert.deepEqual(colorsOf(screen), [GREEN, RED]);
    screen.press("q");
    await screen.untilEnded();
  });
  await withScreen(practice, options, (screen) => {
    assert.deepEqual(colorsOf(screen), [GREEN, RED]);
    return Promise.resolve();
  });
});

Deno.test("with ASCII glyphs nothing is drawn that a plain font lacks", () =>
  withScreen(practice, { ...SIZE, account }, async (screen) => {
    await walk(screen, ["5", /▶언어/], ["j", /▶색/], ["j", /▶문자/], ["enter", />문자/]);
    const foreign = new Set<string>();
    const steps = [
      ...[["1", />(005930 )?삼성전자/], ["2", /삼성전자 005930 KOSPI/], ["v", /./], ["i", /5분봉/], [
        "b",
        /주문 . 매수/,
      ]],
      ...[["enter", "숫자를 입력"], ["esc", gone(/주문 . 매수/)], ["3", "묶임"], ["e", "묶었습니다"], [
        "esc",
        gone("묶었습니다"),
      ]],
      ...[["4", />03-14/], ["tab", /./], ["tab", /./], ["/", "최근 본 종목"], ["esc", gone("최근 본 종목")], [
        "?",
        "모든 화면",
      ]],
    ] as const;
    for (const step of steps) {
      await walk(screen, step);
      const shown = screen.text().join("");
      for (const character of shown.replace(/[\x20-\x7e\u3131-\u318e\uac00-\ud7a3]/g, "")) foreign.add(character);
    }
    assert.deepEqual([...foreign], []);
  }));
