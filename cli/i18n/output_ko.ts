// Korean: units, and what is told of the output itself.
import type { outputEn } from "./output_en.ts";

export const outputKo: typeof outputEn = {
  unit: {
    won: (amount) => `${amount}원`,
    shares: (count) => `${count}주`,
    sharesOf: (count, symbol) => `${symbol} ${count}주`,
    weekdays: ["일", "월", "화", "수", "목", "금", "토"],
  },

  query: {
    unfinished: (text) => `--query: "${text}" 식이 끝나지 않았습니다`,
    wrong: (text, at, rest) => `--query: "${text}"의 ${at}번째 글자가 잘못되었습니다: ${rest}`,
    unknownFunction: (name) => `--query: ${name} 함수가 없습니다`,
    singleEquals: (text) => `--query: "${text}"의 =는 ==여야 비교합니다`,
    failed: (why) => `--query: ${why}`,
    done: "명령 자체는 끝났습니다",
    help: "hoga help output 참고",
    rawAlone: "--raw는 --query와 함께 씁니다",
    rawExample: "hoga portfolio --query totals.netAssets --raw",
  },

  paging: {
    stopped: (rows, cursor) => `${rows}줄에서 멈췄습니다. 나머지: --cursor ${cursor}`,
    loop: (cursor) => `서버가 이미 준 쪽을 다시 가리킵니다: ${cursor}`,
  },

  next: {
    search: "hoga search TEXT로 종목을 찾습니다",
    accounts: "hoga account list에서 계좌를 볼 수 있습니다",
    orders: "hoga order list에서 주문을 볼 수 있습니다",
    signIn: "hoga login을 하거나 HOGA_API_KEY를 지정하세요",
    environment: "hoga help environment 참고",
    file: "파일을 고치거나 지우세요",
    doctor: "hoga doctor로 원인을 찾습니다",
  },

  progress: {
    request: "응답을 기다립니다…",
    order: "주문 결과를 기다립니다…",
    import: "종목을 가져옵니다…",
    pages: "모든 쪽을 가져옵니다…",
    after: (seconds) => `${seconds}초`,
  },
};
