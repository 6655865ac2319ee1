// A person's way through the screen, in a real terminal against the embedded stack.
import assert from "node:assert/strict";
import { type Practice, startPractice } from "../../testing/terminal/practice.ts";
import { gone, walk } from "../../testing/terminal/walk.ts";
import { withScreen } from "../../testing/terminal/with.ts";

let practice: Practice;
Deno.test.beforeAll(async () => {
  practice = await startPractice();
});
Deno.test.afterAll(() => practice.stop());

const SIZE = { columns: 120, rows: 40 };

Deno.test("a symbol is found in Korean, bought, and its fill is seen", async () => {
  const account = await practice.openAccount("buyer");
  await withScreen(practice, { ...SIZE, account }, async (screen) => {
    await walk(screen, ["/", "종목코드, 이름, 초성"]);
    screen.type("삼성전");
    await screen.until(/\/ 삼성전 .*\n.*\n.*▶ 005930 삼성전자 /);
    await walk(screen, ["ctrl+u", "종목코드, 이름, 초성"]);
    screen.type("ㅅㅅㅈㅈ");
    await screen.until(/2건.*\n.*▶ 005930 삼성전자 .*\n.*005935 삼성전자우 /);
    await walk(screen, ["enter", /삼성전자 005930 KOSPI.*61,100/], ["b", /주문 · 매수/]);
    screen.type("10");
    await screen.until(/주문금액 611,000.*수수료 91/);
    await screen.until(/100,000,000 → 99,388,909/);
    await walk(screen, ["enter", "주문할까요?"]);
    assert.deepEqual((await practice.ask("GET", `/api/orders?accountId=${account}`))["orders"], []);
    await walk(screen, ["y", /체결수량 10\/10 @ 61,100.*10:00:00 +61,100원에 10주가 체결되어/s], [
      "esc",
      gone("주문 · 매수"),
    ]);
    await screen.until(/수량 10 .*평균단가 61,100/);
    await walk(screen, ["1", /매수 +10 61,100 611,000/]);
    await screen.until(/예수금 99,388,909/);
  });
});

Deno.test("an order that rests is explained, amended and canceled", async () => {
  const account = await practice.openAccount("waiting");
  await practice.order(account, { symbol: "000660", side: "buy", quantity: 3, limitPrice: 280_000 });
  await withScreen(practice, { ...SIZE, account }, async (screen) => {
    await walk(screen, ["3", /SK하이닉스 +매수 지정가 280,000/]);
    await walk(screen, ["e", /10:00:00 +증거금 840,126원을 묶었습니다/], ["esc", gone("묶었습니다")]);
    await walk(screen, ["m", /╭─ 정정/], ["ctrl+u", gone(/가격 +280,000/)]);
    screen.type("281000");
    await walk(screen, ["enter", /매수 지정가 281,000/]);
    await walk(screen, ["c", "이 주문을 취소할까요?"], ["n", gone("취소할까요?")]);
    await walk(screen, ["c", "이 주문을 취소할까요?"], ["y", /SK하이닉스.*취소/], ["f", /281,000 +3 +0 +- 취소/]);
    const { cash } = await practice.ask("GET", `/api/portfolio?accountId=${account}`) as { cash: { held: number } };
    assert.equal(cash.held, 0);
  });
});
